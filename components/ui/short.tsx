'use client'

import type { ClipboardEvent } from 'react'

/** How many characters tell a value from its like: the last part of an ARN or path, else the last eight. */
const tailOf = (text: string): number => Math.min(16, text.includes('/') && !text.includes(' ') ? Math.max(8, text.length - text.lastIndexOf('/')) : 8)

/**
 * A value shortened in the middle to what fits: its end, which tells it from others, stays. A screen reader reads the
 * whole, copying gives it, and hovering shows it.
 */
export function Short({ text, tail = tailOf(text), className = '' }: { text: string; tail?: number; className?: string }) {
  // Where the end is words, they tell nothing apart: then the text is cut at its end.
  const end = text.length > tail + 8 && !text.slice(-tail).includes(' ') ? tail : 0
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
