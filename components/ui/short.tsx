'use client'

import type { ClipboardEvent, ReactNode } from 'react'

/** How many characters tell a value from its like: the last part of an ARN or path, else the last eight. */
const tailOf = (text: string): number => Math.min(16, text.includes('/') && !text.includes(' ') ? Math.max(8, text.length - text.lastIndexOf('/')) : 8)

/** How long the end is that stays when a text is cut in its middle; 0 if it is cut at its end, as where that is words, which tell nothing apart. */
const endOf = (text: string, tail: number): number => (text.length > tail + 8 && !text.slice(-tail).includes(' ') ? tail : 0)

interface Props {
  text: string
  tail?: number
  className?: string
  /** What hovering shows: the whole, if nothing else. */
  title?: string
  /** In lists that draw thousands it is the cell itself, and is named by the whole. */
  role?: 'gridcell'
  /** Stands behind it. */
  children?: ReactNode
}

/**
 * A value shortened in the middle to what fits: its end, which tells it from others, stays. A screen reader reads the
 * whole, copying gives it, and hovering shows it.
 */
export function Short({ text, tail = tailOf(text), className = '', title = text, role, children }: Props) {
  const end = endOf(text, tail)
  const copyWhole = (event: ClipboardEvent<HTMLSpanElement>) => {
    const selection = window.getSelection()
    const isInside = selection && event.currentTarget.contains(selection.anchorNode) && event.currentTarget.contains(selection.focusNode)
    if (!isInside || selection.toString().replace(/\s/g, '').length < text.replace(/\s/g, '').length) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
  }
  return (
    <span role={role} aria-label={role && end > 0 ? text : undefined} className={`short ${className}`} title={title} onCopy={copyWhole}>
      <span aria-hidden={end > 0 || undefined} className="short-start">
        {text.slice(0, text.length - end)}
      </span>
      {end > 0 && (
        <>
          <span aria-hidden className="short-end">
            {text.slice(-end)}
          </span>
          {/* Between the two pieces, which are boxes, a space would be read. */}
          {!role && <span className="short-whole">{text}</span>}
        </>
      )}
      {children}
    </span>
  )
}
