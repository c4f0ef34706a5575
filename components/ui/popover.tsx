'use client'

import { Popover as Radix } from 'radix-ui'
import { useState, type ReactNode } from 'react'

/** A button and what it opens beside itself. Escape and a press elsewhere close it; `close` does so from inside. */
export function Popover({ label, name, className = 'control', children }: {
  label: ReactNode
  /** What a screen reader calls the button and what it opens. */
  name: string
  className?: string
  children: (close: () => void) => ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen}>
      <Radix.Trigger className={className} aria-label={name} title={name}>
        {label}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={name}
          className="z-50 max-h-[min(32rem,var(--radix-popover-content-available-height))] w-72 max-w-[calc(100vw-1rem)] overflow-auto rounded-md border border-edge bg-raised p-3 shadow-lg"
        >
          {isOpen && children(() => setOpen(false))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
