'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Answer } from '@/lib/api/contract'
import { coverageContract } from '@/lib/api/coverage'
import type { reviewContract } from '@/lib/api/review'
import { signOffsContract } from '@/lib/api/sign-offs'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'
import { dayName, span, stamp, zoneName } from '@/components/time-format'
import { counted } from '@/components/ui/number'
import { coverageAsked } from './asks'
import { comparison } from './comparison'

interface Props {
  review: Answer<typeof reviewContract> | undefined
  signed: number | undefined
  isAllSigned: boolean
  children: ReactNode
}

/** The day in one line: how much, by how many, compared with its like, how complete, and signed up to when. */
export function ReviewHead({ review, signed, isAllSigned, children }: Props) {
  const { filter } = usePlace()
  const accounts = filter.choices.account?.include ?? []
  const coverage = useAnswer(coverageContract, coverageAsked, { filter, enabled: review !== undefined }).data
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-1 bg-paper px-3 py-2">
      <div className="min-h-[2.5rem] min-w-0 flex-1 basis-80">
        <h1 className="font-semibold">
          {review ? periodName(review.from, review.to, filter.tz) : 'Review'}
          {accounts.length > 0 && <span className="font-normal text-soft"> · {accounts.length === 1 ? `account ${accounts[0]}` : `${accounts.length} accounts`}</span>}
        </h1>
        <p role="status" aria-label="Total">
          {review ? (
            <>
              <span className="font-semibold">{counted(review.events, 'event')}</span>, {counted(review.identities, 'identity', 'identities')}
              <span className="text-soft">; {comparison(review, filter.tz)}</span>
            </>
          ) : (
            <span className="text-soft">Reading what happened</span>
          )}
        </p>
      </div>
      <div className="min-w-0 text-soft">
        <p>
          {coverage && (
            <Link className="link" prefetch={false} href="/sources">
              {coverage.completeTo ? `complete to ${stamp(new Date(coverage.completeTo), filter.tz)}` : 'not known to be complete'}
            </Link>
          )}
        </p>
        <p>{isAllSigned && signed !== undefined ? `Everything is signed, up to ${stamp(new Date(signed), filter.tz)}: this is the last day` : signed === undefined ? 'nothing signed yet' : `signed up to ${stamp(new Date(signed), filter.tz)}`}</p>
      </div>
      <div className="on-screen flex items-center gap-1">{children}</div>
      <Reopened />
    </div>
  )
}

/** Signed periods in which records arrived since, whichever period is shown: each leads to a look at those alone. */
function Reopened() {
  const { tz } = usePlace().filter
  const { data } = useAnswer(signOffsContract, { late: 'any' })
  if (!data || data.signOffs.length === 0) return null
  return (
    <ul aria-label="Arrived after sign-off" className="grid w-full gap-0.5">
      {data.signOffs.flatMap(({ by, lateParts }) => lateParts.map(({ from, to, late, filter }) => (
        <li key={filter} className="w-fit bg-mark px-1.5">
          <Link className="font-semibold underline" href={`/?${filter}`} prefetch={false}>{counted(late, 'record')} arrived after sign-off</Link>{' '}
          of {periodName(from, to, tz)} by {by}
        </li>
      )))}
    </ul>
  )
}

/** A day by its name, else from when to when. */
function periodName(from: string, to: string, tz: string): string {
  const [first, last] = [new Date(from), new Date(to)]
  const isDay = stamp(first, tz).endsWith('00:00:00') && stamp(last, tz).endsWith('00:00:00') && last.getTime() - first.getTime() <= 25 * 3_600_000
  return isDay ? dayName(first, tz) : `${span(first, last, tz)} ${zoneName(tz, first)}`
}
