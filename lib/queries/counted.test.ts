import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import type { Engine } from '@/lib/engine/engine'
import { engineHolding } from '@/lib/engine/engine-holding'
import { holdRollup } from '@/lib/engine/rolled-up'
import { joined, sql, type Sql } from '@/lib/engine/sql'
import { bucketsOf } from '@/lib/filter/buckets'
import { filterFrom, fixed, type FixedFilter } from '@/lib/filter/filter'
import { localHour, localWeekday, positionAmong } from '@/lib/filter/local-time'
import { plainOf, selectsPlainly } from '@/lib/filter/plainly'
import { someQueries } from '@/lib/filter/some-queries'
import { where } from '@/lib/filter/sql'
import { actorKeys } from './actor-keys'
import { counted, countedApart, countedByIdentity, perIdentity, type Group } from './counted'
import { byField, byPlaceAmong, byValue } from './field'
import { addresses, firstSecond, lastSecond, nastyTexts, someRecords } from './some-records'

const number = z.object({ n: z.int() })
const explanation = z.object({ explain: z.string() })
const planOf = async (engine: Engine, query: Sql) =>
  (await engine.rows(explanation, sql`SELECT explain FROM (EXPLAIN projections = 1 ${query})`)).map(({ explain }) => explain).join('\n')

const filterOf = (search: URLSearchParams | string) => fixed(filterFrom(search), Date.now(), undefined)
const spanned = (search: URLSearchParams, from: number, seconds: number) => {
  search.set('from', new Date(from * 1000).toISOString())
  search.set('to', new Date((from + seconds) * 1000).toISOString())
  return filterOf(search)
}

const texts = (...usual: string[]) => [...usual, ...nastyTexts]
const identities = ['alice', "o'hara", 'st*r', 'back\\slash'].map((user) => `arn:aws:iam::111122223333:user/${user}`)
const queries = someQueries({
  service: texts('ec2', 'iam', 'sts'),
  event: texts('DescribeInstances', 'StopLogging', 'Describe_nstances'),
  region: texts('us-east-1'),
  account: texts('111122223333'),
  identity: identities,
  actor: identities,
  type: ['IAMUser', 'Root', ''],
  key: ['AKIAONE', 'ASIAB', ''],
  field: texts('AKIAONE', 'alice', 'true', 'StopLogging', 'DescribeInstances'),
  ip: addresses.filter((each) => !each.includes('/')),
  agent: texts('aws-cli/2.0', 'Boto3/1.26'),
  error: texts('AccessDenied'),
})

/** What the store covers, as of a Filter: all of time, with the rollup in memory. */
const inMemory = (filter: FixedFilter): FixedFilter => ({ ...filter, covers: { from: 0, to: 4_000_000_000, isRolledUp: true } })

it('counts what each record says, with the rollup, with that in memory and without it, whatever the Filter', { timeout: 300_000 }, async () => {
  const raws = someRecords(3_000)
  const plains = raws.map(plainOf)
  const engine = await engineHolding(raws)
  expect(await holdRollup(engine)).toBe(true)
  const span = fc.tuple(fc.integer({ min: firstSecond - 1_000, max: lastSecond }), fc.oneof(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 400_000 })))

  let selected = 0
  await fc.assert(
    fc.asyncProperty(queries, span, async (search, [from, seconds]) => {
      const filter = spanned(search, from, seconds)
      const keys = await actorKeys(engine, filter, {})
      const [rolled] = await engine.rows(number, sql`SELECT sum(n) AS n FROM (${counted(filter, keys, [])})`)
      const [held] = await engine.rows(number, sql`SELECT sum(n) AS n FROM (${counted(inMemory(filter), keys, [])})`)
      const [records] = await engine.rows(number, sql`SELECT count() AS n FROM events WHERE ${where(filter, keys)}`)
      const expected = plains.filter((plain) => selectsPlainly(filter, plain, plains)).length
      expect({ rolled: rolled?.n, held: held?.n, records: records?.n }).toEqual({ rolled: expected, held: expected, records: expected })
      if (expected > 0 && expected < plains.length) selected += 1
    }),
    { numRuns: 200 },
  )
  // The property means nothing if most Filters select nothing.
  expect(selected).toBeGreaterThan(60)
})

const groupings: [string, (filter: FixedFilter) => Group[]][] = [
  ['nothing', () => []],
  ['identity', () => [byValue('identity')]],
  ['severity', () => [byValue('severity')]],
  ['buckets', (filter) => [byPlaceAmong(['GetObject', 'x'], 'event'), { name: sql`bucket`, of: (at) => positionAmong(bucketsOf(filter).starts, at) }]],
  ['hours of the week', (filter) => [
    byPlaceAmong(['10.1.2.3'], 'ip'),
    { name: sql`cell`, of: (at) => sql`(${localWeekday(at, filter)} - 1) * 24 + ${localHour(at, filter)}` },
    { name: sql`rank`, of: () => sql`toInt8(severity)` },
  ]],
]
const apartBy: Group[] = (['service', 'identity', 'ip', 'error', 'severity', 'readonly'] as const).map(byField)

it.each(['', 'class=!audit&hour=1&hour=2', 'q=alice'])('counts by each of many fields alone as by one of them: %s', async (choices) => {
  const engine = await engineHolding(someRecords(300))
  await holdRollup(engine)
  const row = z.object({ place: z.int(), value: z.string(), count: z.int() })
  const rowsOf = (query: Sql) => engine.rows(row, sql`SELECT place, value, sum(n) AS count FROM (${query}) GROUP BY place, value ORDER BY place, value`)
  const filter = filterOf(`from=2023-10-27T00:05:00Z&to=2023-10-30T23:20:00Z&tz=Europe/Berlin&${choices}`)
  const ones = apartBy.map((group, place) => sql`SELECT ${place} AS place, toString(${group.name}) AS value, n FROM (${counted(filter, new Map(), [group])})`)
  const expected = await rowsOf(joined(ones, sql` UNION ALL `))
  expect(expected.length).toBeGreaterThan(apartBy.length)
  expect(await rowsOf(countedApart(filter, new Map(), apartBy))).toEqual(expected)
  expect(await rowsOf(countedApart(inMemory(filter), new Map(), apartBy))).toEqual(expected)
})

it.each(['', 'class=!audit&hour=1&hour=2', 'severity=medium', 'q=alice'])('tells of each identity what its records say, with the rollup, with that in memory and without it: %s', async (choices) => {
  const engine = await engineHolding(someRecords(600))
  await holdRollup(engine)
  const filter = filterOf(`from=2023-10-27T00:05:00Z&to=2023-10-30T23:20:00Z&tz=Europe/Berlin&${choices}`)
  const told = (query: Sql) => engine.rows(z.object({ told: z.string() }), sql`SELECT toString(tuple(identity, n, errors, risk, rank, intDiv(last, 900), called)) AS told FROM (${query}) ORDER BY told`)
  const ofEach = (by: FixedFilter) => told(sql`SELECT identity, ${perIdentity} FROM (${countedByIdentity(by, new Map())}) GROUP BY identity`)
  const expected = await told(sql`
    SELECT identity, count() AS n, countIf(error != '') AS errors, countIf(severity = 'medium') + 10 * countIf(severity = 'high') + 100 * countIf(severity = 'critical') AS risk,
      max(toUInt8(severity)) AS rank, toUnixTimestamp(max(time)) AS last, min(label) AS called FROM events WHERE ${where(filter, new Map())} GROUP BY identity`)
  expect(expected.length).toBeGreaterThan(1)
  expect(await ofEach(filter)).toEqual(expected)
  expect(await ofEach(inMemory(filter))).toEqual(expected)
  if (choices !== 'q=alice') expect(await planOf(engine, countedByIdentity(filter, new Map()))).toContain('ReadFromMergeTree (rollup)')
})

it('reads the rollup in memory, but for the ends of the span', async () => {
  const engine = await engineHolding(someRecords(200))
  await holdRollup(engine)
  const filter = inMemory(filterOf(`from=2023-10-27T00:05:00Z&to=2023-10-30T23:20:00Z&tz=Europe/Berlin&${everyChoice}`))
  for (const query of [counted(filter, new Map(), [byValue('identity')]), countedApart(filter, new Map(), apartBy)]) {
    const plan = await planOf(engine, query)
    expect(plan.match(/ReadFrom\w+(?: \(\S+\))?/g)).toEqual(['ReadFromMemoryStorage', 'ReadFromMergeTree (default.events)'])
  }
})

const everyChoice =
  'key=A*&account=1*&region=!x&service=ec2&event=Desc*&identity=*alice&type=any&ip=10.0.0.0/8&ip=!::/0&error=none&readonly=!true&class=!audit&severity=low&source=folder&hour=1&hour=2&weekday=!3'

it('counts an actor from the rollup', async () => {
  const engine = await engineHolding(someRecords(200))
  const filter = filterOf('from=2023-10-27T00:00Z&to=2023-10-31T00:00Z&actor=*alice')
  const keys = await actorKeys(engine, filter, {})
  expect(keys.get('*alice')?.keys.length).toBeGreaterThan(0)
  expect(await planOf(engine, counted(filter, keys, [byValue('key')]))).toContain('ReadFromMergeTree (rollup)')
})

it.each(groupings)('counts %s from the rollup, but for the ends of the span', async (_, groups) => {
  const engine = await engineHolding(someRecords(200))
  for (const choices of ['', everyChoice]) {
    const filter = filterOf(`from=2023-10-27T00:05:00Z&to=2023-10-30T23:20:00Z&tz=Europe/Berlin&${choices}`)
    const plan = await planOf(engine, counted(filter, new Map(), groups(filter)))
    expect(plan.match(/ReadFromMergeTree \(\S+\)/g)).toEqual(['ReadFromMergeTree (rollup)', 'ReadFromMergeTree (default.events)'])
  }
})

it('asks the rollup alone where nothing is stored beyond the ends of the span, and counts the same', async () => {
  const records = someRecords(400)
  const engine = await engineHolding(records)
  const [stored] = await engine.rows(z.object({ from: z.int(), to: z.int() }), sql`SELECT toUnixTimestamp(min(time)) AS from, toUnixTimestamp(max(time)) AS to FROM events`)
  for (const [from, to] of [[-1, 1], [0, 1], [-1, 0], [1, 1]] as const) {
    const at = (second: number | undefined) => new Date((second ?? 0) * 1000).toISOString()
    const filter = filterOf(`from=${at((stored?.from ?? 0) + from)}&to=${at((stored?.to ?? 0) + to)}`)
    const known = counted({ ...filter, covers: stored }, new Map(), [])
    const total = async (part: Sql) => (await engine.rows(z.object({ n: z.int() }), sql`SELECT sum(n) AS n FROM (${part})`))[0]?.n
    expect(await total(known)).toBe(await total(counted(filter, new Map(), [])))
    if (from <= 0 && to === 1) expect(await planOf(engine, known)).not.toContain('default.events')
  }
})

it.each(['agent=boto', 'q=alice', 'field=eventName:A*'])('asks the records for %s, which the rollup lacks', async (choice) => {
  const engine = await engineHolding(someRecords(200))
  const filter = filterOf(`from=2023-10-27T00:00Z&to=2023-10-31T00:00Z&${choice}`)
  const plan = await planOf(engine, counted(filter, await actorKeys(engine, filter, {}), []))
  expect(plan).toContain('ReadFromMergeTree (default.events)')
  expect(plan).not.toContain('rollup')
})
