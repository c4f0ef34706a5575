'use client'

import { memo, useEffect, useId, useRef } from 'react'
import type { DecidedItem } from '@/lib/api/decisions'
import type { ReviewItem } from '@/lib/api/review'
import { kinds } from '@/lib/review/kinds'
import { IdentityLink } from '@/components/identity/identity-link'
import { clock, dayName, stamp, utcAndAge } from '@/components/time-format'
import { counted } from '@/components/ui/number'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'
import { Sparkline } from './sparkline'

interface Props {
  item: ReviewItem
  place: number
  decided: DecidedItem | undefined
  tz: string
  /** Whether the period is of more than a day. */
  isLong: boolean
  isActive: boolean
  /** Whether the address names it: then the page goes there. */
  isNamed: boolean
  onChoose: (item: ReviewItem) => void
  onOpen: (item: ReviewItem) => void
  children?: React.ReactNode
}

const verdicts = { expected: 'expected', suspicious: 'suspicious', unclear: 'unclear', done: 'done' } as const

/** One story: what happened, why it stands where it stands, how many events and when; what was decided about it. */
export const QueueItem = memo(function QueueItem({ item, place, decided, tz, isLong, isActive, isNamed, onChoose, onOpen, children }: Props) {
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const now = useNow()
  useEffect(() => {
    if (isNamed) heading.current?.scrollIntoView({ block: 'nearest' })
  }, [isNamed])
  const decision = decided?.decision
  const first = new Date(item.from)
  const last = new Date(item.to)
  const time = isLong ? `${dayName(first, tz)}, ${clock(first, tz)}` : clock(first, tz)
  const isBrief = item.from.slice(0, 16) === item.to.slice(0, 16)
  return (
    <li aria-current={isActive ? 'true' : undefined} aria-labelledby={id} className={`scroll-mt-12 border-t border-line ${isActive ? 'bg-hover shadow-[inset_3px_0_var(--color-focus)]' : ''}`}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-3 py-2 @3xl/desk:grid-cols-[5.5rem_minmax(0,1fr)_auto]" onClick={(press) => !(press.target instanceof Element && press.target.closest('a, button, summary')) && onChoose(item)}>
        <span className="@max-3xl/desk:col-span-2">
          <SeverityMark severity={item.severity} />
        </span>
        <div className={`min-w-0 @max-3xl/desk:col-span-2 ${decision ? 'text-soft' : ''}`}>
          <h3 ref={heading} id={id} className={`scroll-my-16 [overflow-wrap:anywhere] ${decision ? '' : 'font-semibold'}`}>
            <button type="button" className="text-left hover:underline touch:py-1" onClick={() => (isActive ? onOpen(item) : onChoose(item))}>
              <span className="sr-only">{place}. </span>
              {item.title}
            </button>
          </h3>
          <p className="text-soft [overflow-wrap:anywhere]">
            {item.why.filter((_, index) => (item.points[index] ?? 0) >= 0).slice(0, 3).join(' ')}
          </p>
        </div>
        <div className="flex flex-wrap items-start gap-x-3 @max-3xl/desk:col-span-2 @max-3xl/desk:mt-1 @3xl/desk:justify-end">
          {decision && (
            <span className="rounded border border-edge px-1.5 text-sm" title={`${decision.by}, ${stamp(new Date(decision.at), tz)}`}>
              {verdicts[decision.verdict]} <span className="text-soft">by {decision.by}</span>
            </span>
          )}
          {decided?.escalation && !decision && <span className="rounded border border-edge px-1.5 text-sm">escalated</span>}
          <a className="link value whitespace-nowrap touch:py-2 @3xl/desk:w-24 @3xl/desk:text-right" href={`/explore?${item.filter}`} title="Its events on Explore">
            {counted(item.count, 'event')}
          </a>
          <Sparkline counts={item.counts} title={`When: ${time} to ${clock(last, tz)}`} />
          <time dateTime={item.from} className="value whitespace-nowrap text-soft @3xl/desk:min-w-28" title={`${utcAndAge(first, now)}${isBrief ? '' : ` to ${stamp(last, 'UTC')} UTC`}`}>
            {time}
            {!isBrief && `–${clock(last, tz)}`}
          </time>
        </div>
      </div>
      {isActive && (
        <div className="px-3 pb-2 @3xl/desk:pl-[7rem]">
          <Who item={item} />
          <Rank item={item} />
          {children}
        </div>
      )}
    </li>
  )
})

const fewNames = 3

/** Whose story it is, and under which names it was done: each a link to its page. Of a role's sessions each is one of them. */
function Who({ item: { identities, who, label } }: { item: ReviewItem }) {
  const isSessions = /:assumed-role\/[^/]+$/.test(who)
  const people = [...new Set(isSessions ? identities : [who, ...identities])]
  return (
    <p className="flex flex-wrap gap-x-3">
      {people.slice(0, fewNames).map((identity) => (
        <IdentityLink key={identity} identity={identity} className="link inline-flex min-w-0 touch:py-2">
          <Short text={identity === who ? label : identity} />
        </IdentityLink>
      ))}
      {people.length > fewNames && <span className="text-soft">and {counted(people.length - fewNames, 'other identity', 'other identities')}</span>}
    </p>
  )
}

/** How the score came about, sentence by sentence. */
function Rank({ item }: { item: ReviewItem }) {
  return (
    <details className="text-soft">
      <summary className="w-fit cursor-pointer touch:py-2">
        {kinds[item.kind].label} · {item.label} · <span className="value">{item.score}</span> points: why this rank
      </summary>
      <table className="mt-1">
        <tbody>
          {item.why.map((why, index) => (
            <tr key={index}>
              <td className="value pr-3 text-right align-top">{signed(item.points[index] ?? 0)}</td>
              <td className="[overflow-wrap:anywhere]">{why}</td>
            </tr>
          ))}
          <tr className="font-semibold">
            <td className="value border-t border-line pr-3 text-right">{item.score}</td>
            <td className="border-t border-line">points in all</td>
          </tr>
        </tbody>
      </table>
    </details>
  )
}

const signed = (points: number) => (points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '·')
