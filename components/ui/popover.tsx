'use client'

import { useId, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { Boundary } from './boundary'

const width = 288
const gap = 8

/** A button and what it opens below itself. Escape and a press elsewhere close it; `close` does so from inside. */
export function Popover({ label, name, className = 'control', onIntent, children }: {
  label: ReactNode
  /** What a screen reader calls the button and what it opens. */
  name: string
  className?: string
  /** Somebody is about to open it: what it holds may be brought. */
  onIntent?: () => void
  children: (close: () => void) => ReactNode
}) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const [box, setBox] = useState<HTMLDivElement | null>(null)
  const [place, setPlace] = useState<{ left: number; top: number; maxHeight: number }>()

  // The content must be there before the browser shows the box, and the box must be where it belongs.
  const prepare = (isOpening: boolean) => {
    const at = button.current?.getBoundingClientRect()
    if (!isOpening || !at) return
    const top = Math.min(at.bottom + 4, Math.max(gap, window.innerHeight - 360))
    flushSync(() => setPlace({ left: Math.max(gap, Math.min(at.left, window.innerWidth - width - gap)), top, maxHeight: window.innerHeight - top - gap }))
  }
  return (
    <>
      <button ref={button} type="button" popoverTarget={id} className={className} onPointerEnter={onIntent} onFocus={onIntent} aria-label={name} aria-haspopup="dialog" aria-expanded={place !== undefined} title={name}>
        {label}
      </button>
      <div
        ref={setBox}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={name}
        className="inset-auto m-0 max-w-[calc(100vw-1rem)] overflow-auto rounded-md border border-edge bg-raised p-3 text-ink shadow-lg"
        style={{ width, ...place }}
        onBeforeToggle={(event) => prepare(event.newState === 'open')}
        onToggle={(event) => {
          if (event.newState === 'closed') setPlace(undefined)
          else box?.querySelector<HTMLElement>('input, select, button')?.focus()
        }}
      >
        {place && <Boundary resetKey={0}>{children(() => box?.hidePopover())}</Boundary>}
      </div>
    </>
  )
}
