'use client'

import type { ClipboardEvent } from 'react'

/** How many characters tell a value from its like: the last part of an ARN or path, else the last eight. */
const tailOf = (text: string): number => Math.min(16, text.includes('/') && !text.includes(' ') ? Math.max(8, text.length - text.lastIndexOf('/')) : 8)

/** How long the end is that stays when a text is cut in its middle; 0 if it is cut at its end, as where that is words, which tell nothing apart. */
const endOf = (text: string, tail: number): number => (text.length > tail + 8 && !text.slice(-tail).includes(' ') ? tail : 0)

/** As Short, in a flex box that draws thousands: what is not cut in its middle is one piece. */
export function Fitted({ text }: { text: string }) {
  if (endOf(text, tailOf(text)) > 0) return <Short text={text} />
  return (
    <span className="isolated min-w-0 overflow-hidden text-ellipsis whitespace-pre" title={text}>
      {text}
    </span>
  )
}

/**
 * A value shortened in the middle to what fits: its end, which tells it from others, stays. A screen reader reads the
 * whole, copying gives it, and hovering shows it.
 */
export function Short({ text, tail = tailOf(text), className = '' }: { text: string; tail?: number; className?: string }) {
  const end = endOf(text, tail)
  const copyWhole = (event: ClipboardEvent<HTMLSpanElement>) => {
    const selection = window.getSelection()
    const isInside = selection && event.currentTarget.contains(selection.anchorNode) && event.currentTarget.contains(selection.focusNode)
    if (!isInside || selection.toString().replace(/\s/g, '').length < text.replace(/\s/g, '').length) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
  }
  return (
    <span className={`isolated ${end > 0 ? 'relative' : ''} inline-flex min-w-0 max-w-full overflow-hidden ${className}`} title={text} onCopy={copyWhole}>
      <span aria-hidden={end > 0} className="overflow-hidden text-ellipsis whitespace-pre">
        {text.slice(0, text.length - end)}
      </span>
      {end > 0 && (
        <>
          <span aria-hidden className="shrink-0 whitespace-pre">
            {text.slice(-end)}
          </span>
          {/* Between the two pieces, which are boxes, a space would be read. */}
          <span className="sr-only select-none">{text}</span>
        </>
      )}
    </span>
  )
}
