import type { z } from 'zod'
import type { Contract } from '@/lib/api/contract'
import { activityParts } from '@/lib/api/activity'
import { eventContract, eventsContract } from '@/lib/api/events'
import { facetsContract } from '@/lib/api/facets'
import { heatmapContract } from '@/lib/api/heatmap'
import { identityParts } from '@/lib/api/identities'
import { sourcesContract } from '@/lib/api/sources'
import { timelineContract } from '@/lib/api/timeline'
import type { DuckdbRows } from './duckdb-job'
import { paged, type Subjects } from './subjects'

/** Something that is asked of the desk, and of DuckDB. */
export interface Question {
  name: string
  what: string
  /** A picture over the whole range. */
  isPicture: boolean
  /** Milliseconds that nineteen of twenty answers are to take at most, if it is no picture. */
  aim?: number
  /** What is asked, one time after the other: the path, and the same as statements; none if only the desk can tell. */
  turns: readonly { path: string; statements: readonly string[] }[]
  /** Numbers by which the answers of both are held to be the same. */
  ours: (answer: string) => readonly number[]
  theirs: (rows: DuckdbRows) => readonly number[]
}

const facetFields = ['service', 'event', 'identity', 'error', 'class', 'severity'] as const
const columns = 'time, id, service, event, region, account, arn, type, key, ip, agent, error, readonly, raw'

/** Each route of the API, with what people ask of it. */
export function questionsAbout({ span, bucket, identities, events, days, pages }: Subjects): Question[] {
  const whole = new URLSearchParams({ from: iso(span.from), to: iso(span.to) })
  const path = (route: string, more: Record<string, string> = {}, within = whole) => `${route}?${new URLSearchParams([...within, ...Object.entries(more)])}`
  const heatmap = (cols: string, cell: string) => ({
    isPicture: true,
    turns: [{
      path: path('/api/heatmap', { rows: 'identity', cols }),
      statements: [`
        WITH busiest AS (SELECT identity, count(*) AS n FROM events WHERE ${during(span)} GROUP BY identity ORDER BY n DESC LIMIT 50)
        SELECT identity, ${cell} AS cell, count(*)::INTEGER, max(severity) FROM events JOIN busiest USING (identity) WHERE ${during(span)} GROUP BY ALL`],
    }],
    ours: read(heatmapContract, ({ rows }) => descending(rows.map(({ total }) => total))),
    theirs: ([rows = []]: DuckdbRows) => sums(rows, 0, 2),
  })
  const timeline = (more: Record<string, string>, condition: string) => ({
    path: path('/api/timeline', more),
    statements: [`
      SELECT (epoch(time)::BIGINT - ${bucket.start}) // ${bucket.seconds} AS bucket, class, count(*)::INTEGER FROM events
      WHERE ${during(span)} AND ${condition} GROUP BY ALL`],
  })
  const timelineTold = {
    ours: read(timelineContract, ({ series }) => descending(series.map(({ total }) => total))),
    theirs: ([rows = []]: DuckdbRows) => sums(rows, 1, 2),
  }
  const page = (condition: string) => [
    `SELECT count(*)::INTEGER FROM records WHERE ${condition}`,
    `SELECT ${columns} FROM records WHERE ${condition} ORDER BY time DESC LIMIT 100`,
  ]
  const pageTold = {
    isPicture: false,
    ours: read(eventsContract, ({ total, events: listed }) => [total, listed.length]),
    theirs: ([count = [], listed = []]: DuckdbRows) => [Number(count[0]?.[0]), listed.length],
  }
  return [
    { name: 'timeline', what: 'timeline by class', isPicture: true, turns: [timeline({}, 'true')], ...timelineTold },
    {
      name: 'timeline-of-identity',
      what: 'timeline of one identity',
      isPicture: true,
      turns: identities.map(({ key, identity }) => timeline({ identity: key }, `identity = ${quoted(identity)}`)),
      ...timelineTold,
    },
    { name: 'heatmap-hour', what: 'heatmap of identities by hour', ...heatmap('hour', 'hour(time)') },
    { name: 'heatmap-week', what: 'heatmap of identities by hour of the week', ...heatmap('weekday-hour', '(isodow(time) - 1) * 24 + hour(time)') },
    {
      name: 'facets',
      what: 'facets',
      isPicture: true,
      turns: [{
        path: path('/api/facets', { fields: facetFields.join(',') }),
        statements: facetFields.map((field) => `SELECT ${field}, count(*)::INTEGER AS n FROM events WHERE ${during(span)} GROUP BY ${field} ORDER BY n DESC LIMIT 20`),
      }],
      // Severities are counted with those above them.
      ours: read(facetsContract, ({ facets }) => facetFields.slice(0, -1).flatMap((field) => descending((facets[field] ?? []).map(({ count }) => count)))),
      theirs: (rows) => rows.slice(0, -1).flatMap((values) => descending(values.map(([, count]) => Number(count)))),
    },
    { name: 'events', what: 'newest 100 events', turns: [{ path: path('/api/events'), statements: page(during(span)) }], ...pageTold },
    {
      name: 'events-of-identity',
      what: 'newest 100 events of one identity',
      turns: identities.map(({ key, identity }) => ({ path: path('/api/events', { identity: key }), statements: page(`${during(span)} AND arn = ${quoted(identity)}`) })),
      ...pageTold,
    },
    {
      name: 'event',
      what: 'one event by its id',
      isPicture: false,
      turns: events.map(({ id }) => ({ path: `/api/events/${encodeURIComponent(id)}`, statements: [`SELECT ${columns} FROM records WHERE id = ${quoted(id)}`] })),
      ours: read(eventContract, () => [1]),
      theirs: ([rows = []]) => [rows.length],
    },
    {
      name: 'search',
      what: 'search for a text in the records of one day',
      turns: events.map(({ word, day }) => ({
        path: path('/api/events', { q: word }, new URLSearchParams({ from: iso(day.from), to: iso(day.to) })),
        statements: page(`${during(day)} AND raw::VARCHAR ILIKE ${quoted(`%${word}%`)}`),
      })),
      ...pageTold,
    },
    {
      name: 'export',
      what: 'export of one day as CSV',
      isPicture: false,
      turns: days.map((day) => ({
        path: path('/api/export', { format: 'csv' }, new URLSearchParams({ from: iso(day.from), to: iso(day.to) })),
        statements: [`SELECT ${columns} FROM records WHERE ${during(day)} ORDER BY time DESC`],
      })),
      ours: (text) => [text.split('\r\n').length - 2],
      theirs: ([rows = []]) => [rows.length],
    },
    { name: 'identities', what: 'everyone seen, most at risk first', turns: [{ path: path('/api/identities'), statements: [] }], ...onlyOurs, aim: 1_000 },
    ...identityParts.map((part) => ({
      name: `identity-${part}`,
      what: `one identity: ${part}`,
      turns: identities.map(({ key }) => ({ path: path(`/api/identities/${encodeURIComponent(key)}`, { parts: part }), statements: [] })),
      ...onlyOurs,
      aim: 200,
    })),
    ...paged.flatMap((name) => [
      { name, what: `one ${called[name]}: who used it`, turns: pages[name].map((value) => ({ path: path(`/api/${folders[name]}/${encodeURIComponent(value)}`), statements: [] })), ...onlyOurs, aim: 200 },
      ...activityParts.map((part) => ({
        name: `${name}-${part}`,
        what: `one ${called[name]}: ${part}`,
        turns: pages[name].map((value) => ({ path: path(`/api/${folders[name]}/${encodeURIComponent(value)}/activity`, { parts: part }), statements: [] })),
        ...onlyOurs,
        aim: 200,
      })),
    ]),
    {
      name: 'review-day',
      what: 'review of one day',
      turns: days.map((day) => ({ path: path('/api/review', {}, new URLSearchParams({ from: iso(day.from), to: iso(day.to) })), statements: [] })),
      ...onlyOurs,
      aim: 1_000,
    },
    { name: 'review', what: 'review of the whole range', turns: [{ path: path('/api/review'), statements: [] }], ...onlyOurs, aim: 1_000 },
    { name: 'sources', what: 'sources', turns: [{ path: sourcesContract.path, statements: [] }], ...onlyOurs },
  ]
}

const folders = { key: 'keys', ip: 'addresses', role: 'roles' } as const
const called = { key: 'access key', ip: 'address', role: 'role' } as const

/** What only the desk can tell. */
const onlyOurs = { isPicture: false, ours: () => [], theirs: () => [] }

const read = <Answers extends z.ZodType>({ answers }: Pick<Contract<z.ZodObject, Answers>, 'answers'>, numbers: (answer: z.output<Answers>) => readonly number[]) =>
  (text: string) => numbers(answers.parse(JSON.parse(text)))

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString()
const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`
const during = ({ from, to }: Subjects['span']) => `time >= make_timestamp(${from}000000) AND time < make_timestamp(${to}000000)`
const descending = (numbers: readonly number[]) => [...numbers].sort((a, b) => b - a)

/** Sums of one column of rows for each value of another, largest first. */
function sums(rows: DuckdbRows[number], key: number, count: number): number[] {
  const totals = new Map<unknown, number>()
  for (const row of rows) totals.set(row[key], (totals.get(row[key]) ?? 0) + Number(row[count]))
  return descending([...totals.values()])
}
