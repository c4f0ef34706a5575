'use client'

import { Check, Copy as CopyIcon } from 'lucide-react'
import { useState } from 'react'

/** Puts text on the clipboard, also where the browser offers that to no page without HTTPS. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.setAttribute('readonly', '')
    area.className = 'fixed opacity-0'
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
}

/** A button that copies, and says that it did. */
export function CopyButton({ label, text, className = '' }: { label: string; text: () => string; className?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(text())
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  const Icon = copied ? Check : CopyIcon
  return (
    <button type="button" className={`control ${className}`} onClick={() => void copy()}>
      <Icon aria-hidden className="size-3.5" />
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  )
}
