import { describe, expect, it } from 'vitest'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { countIn, type DeliveriesByPlace, type OfBucket } from '@/lib/sources/evidence'
import { coverageOf } from './coverage'
import { forgetting } from './desk-coverage'
import { witnessesOf, type AtWork } from './witnesses'

const at = (time: string) => Date.parse(`2026-03-${time}:00Z`) / 1_000
const now = at('10T12:20')
/** One file every ten minutes, from a time up to another, as a trail names them. */
const files = (from: string, to: string, { account = '111122223333', region = 'eu-west-1', every = 600 } = {}) => {
  const names: string[] = []
  for (let time = at(from); time < at(to); time += every) names.push(`AWSLogs/${account}_CloudTrail_${region}_${new Date(time * 1_000).toISOString().slice(0, 16).replace(/[-:]/g, '')}Z_x.json.gz`)
  return names
}
const places = (names: readonly string[]) => {
  const counted: DeliveriesByPlace = new Map()
  for (const name of names) countIn(counted, name)
  return counted
}
const progress: AtWork['progress'] = { state: 'watching', waiting: null, lastLook: '2026-03-10T12:20:00Z', problem: null, skipped: [] }
const bucket = (names: readonly string[], stored: readonly string[], more: Partial<OfBucket> = {}, isPaused = false): AtWork => ({
  source: { name: 's3' }, progress, stored: places(stored), isPaused,
  evidence: { kind: 'bucket', place: 's3://trail', found: places(names), failed: new Map(), listed: [{ from: at('01T00:00'), to: now }], listedBefore: [], since: at('01T00:00'), problem: undefined, ...more },
})
const lookup = (from: string, to: string, problem?: string): AtWork => ({
  source: { name: 'lookup' }, progress, stored: new Map(), isPaused: false,
  evidence: { kind: 'lookup', places: [{ account: '111122223333', region: 'eu-west-1', reach: [{ from: at(from), to: at(to) }], since: at('01T00:00'), problem }] },
})
const folder = (stored: readonly string[], more: Partial<AtWork['progress']> = {}): AtWork => ({ source: { name: 'logs' }, evidence: undefined, progress: { ...progress, ...more }, stored: places(stored), isPaused: false })

const asked = (works: readonly AtWork[], query: string, by: 'hour' | 'day' = 'hour', limit = 1_000) =>
  coverageOf(works.flatMap((work) => witnessesOf(work, now)), fixed(filterFrom(query), now * 1_000, undefined), { by, limit }, now)
/** So many cells in a row in the same state, whatever the reason. */
const states = (answer: ReturnType<typeof asked>) =>
  (answer.rows[0]?.runs ?? [])
    .reduce<{ cells: number; state: string }[]>((told, { cells, state }) => (told.at(-1)?.state === state ? [...told.slice(0, -1), { cells: (told.at(-1)?.cells ?? 0) + cells, state }] : [...told, { cells, state }]), [])
    .map(({ cells, state }) => `${cells} ${state}`)

describe('the coverage of an hour', () => {
  const all = files('09T00:00', '10T12:15')

  it('is complete once all that a trail delivered for it, and a quarter of an hour after it, is stored', () => {
    const answer = asked([bucket(all, all)], 'from=2026-03-10T08:00Z&to=2026-03-10T13:00Z')
    expect(states(answer)).toEqual(['4 complete', '1 fetching'])
    expect(answer).toMatchObject({ to: '2026-03-10T12:20:00.000Z', completeTo: '2026-03-10T12:00:00.000Z', totalRows: 1 })
    expect(answer.starts).toHaveLength(5)
    // One file of 10:10 is still to be read: it may hold events of 09:55.
    const lacking = asked([bucket(all, all.filter((name) => !name.includes('20260310T1010')))], 'from=2026-03-10T08:00Z&to=2026-03-10T12:00Z')
    expect(states(lacking)).toEqual(['1 complete', '2 fetching', '1 complete'])
    expect(lacking.rows[0]?.runs[1]?.why).toMatch(/^For 15 min of 1 h: Objects of s3:\/\/trail are still to be read/)
  })

  it('is provisional where LookupEvents alone has told of it, and complete where both have', () => {
    const answer = asked([bucket(all, all), lookup('08T00:00', '10T12:19')], 'from=2026-03-08T00:00Z&to=2026-03-10T13:00Z', 'day')
    expect(states(answer)).toEqual(['1 provisional', '1 complete', '1 provisional'])
    expect(answer.rows[0]).toMatchObject({ sources: ['s3', 'lookup'] })
    expect(answer.whole.map(({ state, from }) => [state, from])).toEqual([
      ['provisional', '2026-03-08T00:00:00.000Z'], ['complete', '2026-03-09T00:00:00.000Z'], ['provisional', '2026-03-10T12:00:00.000Z'],
    ])
  })

  it('is failed where an object cannot be read or AWS is not reached, and says why', () => {
    const denied = 'AWS does not permit s3:GetObject'
    const missing = all.filter((name) => !name.includes('20260310T1010'))
    const answer = asked([bucket(all, missing, { failed: new Map([[all.find((name) => name.includes('20260310T1010')) ?? '', denied]]) })], 'from=2026-03-10T10:00Z&to=2026-03-10T11:00Z')
    expect(answer.rows[0]?.runs).toEqual([{ cells: 1, state: 'failed', why: `For 15 min of 1 h: ${denied}` }])
    const down = asked([bucket(all, all, { problem: 'AWS did not answer', listed: [{ from: at('01T00:00'), to: at('10T10:00') }] })], 'from=2026-03-10T08:00Z&to=2026-03-10T12:00Z')
    expect(states(down)).toEqual(['1 complete', '3 failed'])
    expect(states(asked([lookup('10T11:00', '10T12:19', denied)], 'from=2026-03-10T10:00Z&to=2026-03-10T12:00Z'))).toEqual(['1 failed', '1 provisional'])
  })

  it('is missing before the first file, further back than is read, and where a trail was silent against its rhythm', () => {
    const holed = files('02T00:00', '10T12:15').filter((name) => !/20260310T0[456]/.test(name))
    const answer = asked([bucket(holed, holed)], 'from=2026-03-10T03:00Z&to=2026-03-10T08:00Z')
    expect(states(answer)).toEqual(['1 complete', '3 missing', '1 complete'])
    expect(answer.rows[0]?.runs[1]?.why).toBe('Nothing was delivered to s3://trail from 2026-03-10 04:00 UTC to 2026-03-10 07:00 UTC, though something usually comes at these hours.')
    const before = asked([bucket(holed, holed)], 'from=2026-02-26&to=2026-03-04', 'day')
    expect(before.rows[0]?.runs.map(({ cells, state, why }) => [cells, state, why.replace(/ .*/, '')])).toEqual([[3, 'missing', 's3://trail'], [1, 'missing', 'It'], [2, 'complete', 'All']])
  })

  it('is fetching until the bucket was listed, and as before after another start, once what was copied is read', () => {
    const spans = { listed: [], listedBefore: [{ from: at('01T00:00'), to: at('10T09:00') }] }
    const again = bucket([], all, spans)
    expect(states(asked([again], 'from=2026-03-10T06:00Z&to=2026-03-10T12:00Z'))).toEqual(['2 complete', '4 fetching'])
    expect(states(asked([{ ...again, progress: { ...progress, lastLook: null } }], 'from=2026-03-10T06:00Z&to=2026-03-10T12:00Z'))).toEqual(['6 fetching'])
    expect(states(asked([{ ...again, isPaused: true }], 'from=2026-03-10T06:00Z&to=2026-03-10T12:00Z'))).toEqual(['2 complete', '4 missing'])
  })

  it('is complete in a folder from its first file to its last, but for those that wait to be read', () => {
    const query = 'from=2026-03-10T09:00Z&to=2026-03-10T12:00Z'
    const some = files('10T10:00', '10T11:00')
    expect(states(asked([folder(some)], query))).toEqual(['1 missing', '1 complete', '1 missing'])
    // A quiet region is covered as far as the folder goes.
    expect(states(asked([folder([...some, ...files('10T10:00', '10T12:00', { account: '999988887777' })])], query))).toEqual(['1 missing', '2 complete'])
    expect(states(asked([folder(some, { state: 'loading', waiting: at('10T10:30') })], query))).toEqual(['3 fetching'])
  })
})

it('tells of the accounts and regions that the Filter chooses, and cuts hours in its zone', () => {
  const names = [...files('09T00:00', '10T12:15'), ...files('09T00:00', '10T12:15', { region: 'us-east-1' }), ...files('09T00:00', '10T12:15', { account: '444455556666' })]
  const chosen = (query: string) => asked([bucket(names, names)], `from=2026-03-09T18:00Z&to=2026-03-10T00:00Z&${query}`)
  expect(chosen('').rows.map(({ account, region }) => `${account} ${region}`)).toEqual(['111122223333 eu-west-1', '111122223333 us-east-1', '444455556666 eu-west-1'])
  expect(chosen('region=us-*').rows.map(({ region }) => region)).toEqual(['us-east-1'])
  expect(chosen('account=!1111*').rows.map(({ account }) => account)).toEqual(['444455556666'])
  expect(chosen('tz=Asia/Kolkata').starts[0]).toBe('2026-03-09T17:30:00.000Z')
  expect(asked([bucket(names, names)], 'from=2026-03-09&to=2026-03-10', 'hour', 1)).toMatchObject({ totalRows: 3, rows: [{ account: '111122223333' }] })
})

it('says of the whole the worst, in as many places as it is so, but lets nothing that has not begun spoil it', () => {
  const early = files('02T00:00', '10T12:15')
  const late = files('05T00:00', '10T12:15', { region: 'us-east-1' }).filter((name) => !/20260310T0[45]/.test(name))
  const answer = asked([bucket([...early, ...late], [...early, ...late])], 'from=2026-03-04&to=2026-03-10T10:00Z')
  expect(answer.whole.map(({ state, places, from }) => [state, places, from])).toEqual([
    ['complete', 1, '2026-03-04T00:00:00.000Z'], ['missing', 1, '2026-03-10T04:00:00.000Z'], ['complete', 2, '2026-03-10T06:00:00.000Z'],
  ])
  expect(answer.whole[1]?.why).toMatch(/^Account 111122223333, us-east-1: Nothing was delivered/)
})

it('is missing where events are kept no longer, though all was delivered', () => {
  const names = files('02T00:00', '10T12:15')
  const witnesses = witnessesOf(bucket(names, names), now).map((witness) => forgetting(witness, at('05T00:00')))
  const answer = coverageOf(witnesses, fixed(filterFrom('from=2026-03-03&to=2026-03-07'), now * 1_000, undefined), { by: 'day', limit: 10 }, now)
  expect(states(answer)).toEqual(['2 missing', '2 complete'])
  expect(answer.rows[0]?.runs[0]?.why).toContain('kept no longer')
})
