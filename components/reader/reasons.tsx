'use client'

import type { ListedEvent } from '@/lib/api/events'
import type { Reason } from '@/lib/risk/reason'
import { isObject, type Json } from '@/lib/cloudtrail/record'
import { classFill } from '@/components/ui/class-mark'
import { SeverityMark } from '@/components/ui/severity-mark'
import { pathText } from './record-text'

/** Why an event is marked: the words, what they mean, whose rule it is, and where in the record they stand. */
export function Reasons({ event }: { event: ListedEvent & { raw: string } }) {
  if (event.reasons.length === 0) return null
  return (
    <section aria-label="Why it is marked" className="mt-3">
      <h3 className="font-semibold">Why it is marked</h3>
      <ul className="mt-1 grid gap-1.5">
        {event.reasons.map((reason, index) => (
          <li key={index} className="grid gap-x-3 border-l-2 pl-2 wide:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]" style={{ borderColor: classFill[reason.class] }}>
            <span className="[overflow-wrap:anywhere]">
              <button type="button" className="text-left" title="Show it in the record" onClick={(press) => showIn(press.currentTarget, reason)}>
                <mark className="risky value" style={{ textDecorationColor: classFill[reason.class] }}>
                  {matchedText(event, reason) || reason.rule}
                </mark>
              </button>
            </span>
            <span>
              {reason.why}
              <span className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
                <SeverityMark severity={reason.severity} />
                <span>{kinds[reason.kind]}</span>
                {reason.techniques.map((technique) => (
                  <span key={technique} className="value" title="MITRE ATT&CK technique">
                    {technique}
                  </span>
                ))}
                <span className="value [overflow-wrap:anywhere]">{pathText(reason.path)}</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const kinds: Record<Reason['kind'], string> = { event: 'catalogue', name: 'name pattern', value: 'value pattern', team: 'team rule' }

/** Brings the marked words of the record into view, and gives them the focus. */
export function showIn(from: HTMLElement, { path }: Reason) {
  const place = from.closest('article')?.querySelector(`[data-marked=${CSS.escape(pathText(path))}]`)
  const mark = place?.querySelector('mark')
  mark?.focus({ preventScroll: true })
  mark?.scrollIntoView({ block: 'center' })
}

/** The words that a reason points at, at most so many of them as a line holds. */
export function matchedText({ raw }: { raw: string }, { path, start, end }: Reason): string {
  try {
    let value: Json | undefined = JSON.parse(raw)
    for (const step of path) value = Array.isArray(value) ? value[Number(step)] : isObject(value) ? value[step] : undefined
    const text = typeof value === 'object' || value === undefined ? '' : String(value).slice(start, end)
    return text.length > 80 ? `${text.slice(0, 79)}…` : text
  } catch {
    return ''
  }
}
