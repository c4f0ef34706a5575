'use client'

import { CopyButton } from '@/components/ui/copy'

/** Text to be copied as it is. */
export function Snippet({ label, text }: { label: string; text: string }) {
  return (
    <div className="mt-1 flex items-start gap-2">
      <pre tabIndex={0} role="region" aria-label={label} className="min-w-0 flex-1 overflow-x-auto rounded border border-line bg-ground px-2 py-1.5">{text}</pre>
      <CopyButton label="Copy" text={() => text} />
    </div>
  )
}
