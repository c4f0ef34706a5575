import type { Reason } from '@/lib/risk/reason'
import { classFill } from './class-mark'

/** A stretch of text and the reasons that mark it; without reasons it is plain. */
export interface Stretch {
  text: string
  reasons: Reason[]
}

/** Cuts a text where its marks begin and end; marks may overlap. */
export function stretchesOf(text: string, reasons: readonly Reason[]): Stretch[] {
  const within = reasons.map((reason) => ({ reason, start: Math.max(0, reason.start), end: Math.min(text.length, reason.end) })).filter(({ start, end }) => end > start)
  const cuts = [...new Set([0, text.length, ...within.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length
    return { text: text.slice(start, end), reasons: within.filter((mark) => mark.start <= start && mark.end >= end).map(({ reason }) => reason) }
  })
}

/** Why a stretch is marked, in one text. */
export const whyOf = (reasons: readonly Reason[]): string =>
  [...new Set(reasons.map(({ why, severity }) => `${severity}: ${why}`))].join('\n')

/** Text with its risky words tinted and underlined in the hue of their class; hovering tells why, copying is clean. */
export function Marked({ text, reasons, focusable = false }: { text: string; reasons: readonly Reason[]; focusable?: boolean }) {
  return stretchesOf(text, reasons).map(({ text: part, reasons: own }, index) => {
    const [first] = own
    if (!first) return part
    return (
      <mark
        key={index}
        className="risky"
        style={{ textDecorationColor: classFill[first.class] }}
        title={whyOf(own)}
        {...(focusable && { tabIndex: 0, 'aria-description': whyOf(own) })}
      >
        {part}
      </mark>
    )
  })
}
