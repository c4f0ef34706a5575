import { eventsContract } from '@/lib/api/events'
import { facetsContract } from '@/lib/api/facets'
import { heatmapContract } from '@/lib/api/heatmap'
import { sourcesContract } from '@/lib/api/sources'
import { timelineContract } from '@/lib/api/timeline'
import type { Desk } from './desk'

/** Seconds since 1970; `to` is not in it. */
interface Span {
  from: number
  to: number
}

/** What is asked about, as the store itself tells: different things each time, so that no memory of an answer helps. */
export interface Subjects {
  /** From the oldest to the newest event. */
  span: Span
  /** How a timeline of the whole range is cut. */
  bucket: { start: number; seconds: number }
  /** By their spelling for the URL, and as they are. */
  identities: readonly { key: string; identity: string }[]
  /** Events, a word that the record holds, and the day around. */
  events: readonly { id: string; word: string; day: Span }[]
  days: readonly Span[]
  /** The busiest access keys, addresses and roles, and some that are not. */
  pages: Record<(typeof paged)[number], readonly string[]>
}

/** What has a page of its own, beside identities. */
export const paged = ['key', 'ip', 'role'] as const

const day = 86_400
const most = 36

export async function subjectsOf(desk: Desk): Promise<Subjects> {
  const covers = (await desk.ask(sourcesContract, '/api/sources')).sources[0]?.covers
  if (!covers) throw new Error('The desk holds no records')
  const span = { from: secondsOf(covers.from), to: secondsOf(covers.to) + 1 }
  const whole = { from: covers.from, to: new Date(span.to * 1_000).toISOString() }
  const { starts, bucketSeconds } = await desk.ask(timelineContract, `/api/timeline?${new URLSearchParams(whole)}`)
  const { rows } = await desk.ask(heatmapContract, `/api/heatmap?${new URLSearchParams({ ...whole, rows: 'identity', limit: '200' })}`)

  // Those whose identity is the ARN that the record gives, so that DuckDB knows them by it.
  const keys = rows.map(({ key }) => key).filter((key) => /^arn:aws:(iam::\d+:user|sts::\d+:assumed-role)\//.test(key)).slice(0, most)
  const newest = await Promise.all(keys.map((identity) => desk.ask(eventsContract, `/api/events?${new URLSearchParams({ ...whole, identity, limit: '1' })}`)))
  const found = newest.flatMap(({ events: [event] }, index) => (event ? [{ key: keys[index] ?? '', event }] : []))
  if (found.length === 0) throw new Error('The desk knows nobody to ask about')
  const { facets } = await desk.ask(facetsContract, `/api/facets?${new URLSearchParams({ ...whole, fields: paged.join(','), limit: String(most) })}`)
  const valuesOf = (field: (typeof paged)[number]) => (facets[field] ?? []).map(({ value }) => value).filter((value) => value !== 'none' && !value.includes('\\'))
  const days = Array.from({ length: most }, (_, index) => {
    const from = Math.floor(span.from + ((span.to - span.from - day) * index) / (most - 1))
    return { from, to: from + day }
  })
  return {
    span,
    bucket: { start: secondsOf(starts[0] ?? covers.from), seconds: bucketSeconds },
    identities: found.map(({ key, event }) => ({ key, identity: event.identity })),
    events: found.map(({ event }) => {
      const at = secondsOf(event.eventTime)
      return { id: event.eventID, word: event.accessKeyId || event.eventID, day: { from: at - day / 2, to: at + day / 2 } }
    }),
    days,
    pages: { key: valuesOf('key'), ip: valuesOf('ip'), role: valuesOf('role') },
  }
}

const secondsOf = (time: string) => Date.parse(time) / 1_000
