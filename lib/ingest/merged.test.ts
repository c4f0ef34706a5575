import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { eventContract, eventsContract } from '@/lib/api/events'
import { facetsContract } from '@/lib/api/facets'
import { openChdb } from '@/lib/engine/chdb'
import type { Engine } from '@/lib/engine/engine'
import { holdRollup } from '@/lib/engine/rolled-up'
import { migrate } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { asking } from '@/lib/queries/asking'
import { event } from '@/lib/queries/event'
import { events } from '@/lib/queries/events'
import { facets } from '@/lib/queries/facets'
import type { Store } from '@/lib/queries/store'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { folderSource } from '@/lib/sources/folder/folder'
import type { Source } from '@/lib/sources/trail-file'
import { arrive } from './arrive'
import { loadBatch } from './batch'
import { temporaryFolder } from './desk-on'
import { judgePartition } from './judge-again'
import { openLedger, type Ledger } from './ledger'
import { reconcile } from './reconcile'
import { recover } from './settle'
import { sniff } from './sniff'
import { openStagingFolder } from './staging-folder'
import { nothing, talliesOf, tallyOf } from './tallies'

const record = (eventID: string, day: number, more: object = {}) => ({
  eventID, eventTime: `2026-03-${String(day).padStart(2, '0')}T09:00:00Z`, eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', ...more,
})
const span = 'from=2026-03-01T00:00Z&to=2026-04-01T00:00Z'

/** A store, and sources of all kinds that bring it what is put into them. */
async function storeOf() {
  const data = temporaryFolder()
  const engine = openChdb({ folder: join(data, 'store'), readers: 2 })
  onTestFinished(() => engine.close())
  await migrate(engine)
  const catalogue = builtInCatalogue()
  const ledger = openLedger(data)
  const staging = openStagingFolder(data)
  const source = (kind: Source['kind']) => {
    mkdirSync(join(data, kind), { recursive: true })
    return folderSource({ name: kind, kind, folder: join(data, kind) })
  }
  let files = 0
  /** Loads a file of records as a batch of a source. `spaced` is read with care, record by record. */
  const bring = async (kind: Source['kind'], records: readonly object[], { on = engine, spaced = false, as = `${(files += 1)}.json.gz` } = {}) => {
    const path = join(data, kind, as)
    source(kind)
    writeFileSync(path, gzipSync(`{"Records":${spaced ? ' ' : ''}[${records.map((each) => JSON.stringify(each)).join(',')}]}`))
    const found = (await source(kind).look(new AbortController().signal)).files.find((each) => each.path === as)
    if (!found) throw new Error('no file')
    const file = ledger.fileAt(kind, as)?.file ?? ledger.nextFile()
    const staged = await staging.batch()
    const sniffed = await sniff(path, found.size)
    if (sniffed.isTrail) await staged.hold(file, path, sniffed.compression)
    await arrive(engine, staged)
    await holdRollup(engine)
    const { isRolledUp } = await loadBatch({ engine: on, catalogue, ledger, staging }, source(kind), [{ file, found, sniffed }], new AbortController().signal)
    const sums = z.object({ held: z.int(), stored: z.int() })
    const [sum] = await engine.rows(sums, sql`SELECT (SELECT sum(n) FROM rolled) AS held, (SELECT count() FROM events) AS stored`)
    if (isRolledUp) expect(sum?.held).toBe(sum?.stored)
  }
  const store: Store = { engine, catalogue, pathOf: String, covers: () => undefined, version: () => ledger.batch() }
  return { data, engine, ledger, store, bring }
}

const stored = z.object({ source: z.string(), severity: z.string(), raw: z.string() })
const rowsOf = (engine: Engine) => engine.rows(stored, sql`SELECT source, severity, raw FROM events ORDER BY time, id`)

/** What was delivered is stored, a duplicate or unreadable, and the store has just what the ledger says. */
async function expectSum(engine: Engine, ledger: Ledger, sum: object) {
  expect(tallyOf(talliesOf(ledger, undefined).values())).toEqual(sum)
  expect(await reconcile(engine, ledger)).toBe(0)
}

const whichWay = [
  { first: 'lookup', last: 's3', spaced: false }, { first: 's3', last: 'lookup', spaced: false },
  { first: 'lookup', last: 's3', spaced: true }, { first: 's3', last: 'lookup', spaced: true },
  { first: 'lookup', last: 'folder', spaced: false }, { first: 'folder', last: 'lookup', spaced: false },
] as const

it.each(whichWay)('makes one event of that of $first and then $last (spaced: $spaced), keeps the record of the trail, and finds it by either', async ({ first, last, spaced }) => {
  const { engine, ledger, store, bring } = await storeOf()
  const kept = first === 'lookup' ? last : first
  const told = { lookup: [record('both', 2), record('lookup only', 2), record('other day', 3)], [kept]: [record('both', 2, { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' }), record('trail only', 4)] }
  await bring(first, told[first] ?? [], { spaced })
  await bring(last, told[last] ?? [], { spaced })

  const rows = await rowsOf(engine)
  expect(rows.map(({ source, raw }) => ({ source, id: z.object({ eventID: z.string() }).parse(JSON.parse(raw)).eventID })).sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
    { source: kept, id: 'both' }, { source: 'lookup', id: 'lookup only' }, { source: 'lookup', id: 'other day' }, { source: kept, id: 'trail only' },
  ])
  const both = rows.find(({ raw }) => raw.includes('"both"'))
  expect(both?.raw).toBe(JSON.stringify(told[kept]?.[0]))
  expect(both?.severity).not.toBe(rows.find(({ raw }) => raw.includes('lookup only'))?.severity)
  await expectSum(engine, ledger, { delivered: 5, records: 4, duplicates: 1, quarantined: 0 })
  expect(talliesOf(ledger, undefined).get(kept) ?? nothing()).toMatchObject({ records: 2, duplicates: 0 })
  expect(ledger.differing()).toEqual([])

  const found = await event(asking(store, span, eventContract.takes.parse({ eventID: 'both' })))
  expect(found).toMatchObject({ source: kept, sources: [kept, 'lookup'], eventName: 'StopLogging' })
  const idsBy = async (query: string) => {
    const answer = await events(asking(store, `${span}&${query}`, eventsContract.takes.parse({})))
    return { total: answer.total, ids: answer.events.map(({ eventID }) => eventID).sort() }
  }
  expect(await idsBy('source=lookup')).toEqual({ total: 3, ids: ['both', 'lookup only', 'other day'] })
  expect(await idsBy(`source=${kept}`)).toEqual({ total: 2, ids: ['both', 'trail only'] })
  expect(await idsBy('source=!lookup')).toEqual({ total: 1, ids: ['trail only'] })
  const counts = await facets(asking(store, span, facetsContract.takes.parse({ fields: 'source' })))
  expect(Object.fromEntries((counts.facets.source ?? []).map(({ value, count }) => [value, count]))).toEqual({ lookup: 3, [kept]: 2 })
})

it('takes what LookupEvents told away in a file that holds it twice, and counts what is read again rightly', async () => {
  const { engine, ledger, bring } = await storeOf()
  await bring('lookup', [record('1', 1), record('1', 1), record('2', 1)], { as: 'l.json.gz' })
  await bring('s3', [record('1', 1), record('2', 1), record('2', 1), record('3', 1)], { as: 's.json.gz' })
  await expectSum(engine, ledger, { delivered: 7, records: 3, duplicates: 4, quarantined: 0 })
  const days = await engine.rows(z.object({ count: z.int() }), sql`SELECT uniqExact(_partition_id) AS count FROM events`)
  expect(days).toEqual([{ count: 1 }])
  await bring('lookup', [record('1', 1), record('1', 1), record('2', 1), record('4', 1)], { as: 'l.json.gz' })
  await bring('s3', [record('1', 1), record('2', 1), record('2', 1), record('3', 1)], { as: 's.json.gz' })
  await expectSum(engine, ledger, { delivered: 8, records: 4, duplicates: 4, quarantined: 0 })
})

/**
 * The engine as it is until it has run so many commands; after that nothing reaches it any more.
 * @param ran is told of each
 */
function dyingAfter(engine: Engine, commands: number, ran: (command: string) => void = () => undefined): Engine {
  let left = commands
  const alive = <T>(name: string, work: () => Promise<T>) => {
    if (left-- <= 0) return Promise.reject(new Error('the process was killed'))
    ran(name)
    return work()
  }
  return { ...engine, command: (command) => alive(command.text.join(' ').trim(), () => engine.command(command)), insert: (table, rows) => alive(`INSERT INTO ${table}`, () => engine.insert(table, rows)) }
}

/** Whether a command leaves anything behind after a kill: tables in memory are empty at the next start. */
const isLasting = (command: string) => !/^(TRUNCATE TABLE|INSERT INTO) (incoming|arrived|known|identities|verdicts|judged)\b/.test(command)

it('has each event once, whichever command of the merging is the last', { timeout: 300_000 }, async () => {
  const { engine, data, bring, ledger: known } = await storeOf()
  const provisional = [record('1', 1), record('2', 2), record('3', 2), record('4', 3)]
  const outcomes = new Set<string>()
  const ran: string[] = []
  const merge = async (commands: number) => {
    for (const table of [sql`events`, sql`told`]) await engine.command(sql`TRUNCATE TABLE ${table}`)
    await bring('lookup', provisional, { as: `l${commands}.json.gz` })
    const before = known.batch()
    // Of two months, so that there are two moves.
    const isWhole = await bring('s3', [record('1', 1), record('2', 2), record('5', 1, { eventTime: '2026-02-01T00:00:00Z' })], { on: dyingAfter(engine, commands, (command) => ran.push(command)), as: `s${commands}.json.gz` }).then(() => true, () => false)
    // The next start.
    const ledger = openLedger(data)
    await recover({ engine, ledger })
    const hasCounted = ledger.batch() > before
    const rows = await engine.rows(z.object({ id: z.string(), source: z.string() }), sql`SELECT JSONExtractString(raw, 'eventID') AS id, source FROM events ORDER BY id`)
    const trail = hasCounted ? 's3' : 'lookup'
    expect({ commands, rows }).toEqual({
      commands,
      rows: [
        { id: '1', source: trail }, { id: '2', source: trail }, { id: '3', source: 'lookup' }, { id: '4', source: 'lookup' },
        ...(hasCounted ? [{ id: '5', source: 's3' }] : []),
      ],
    })
    const counts = new Map([...ledger.files()].map((file) => [file.path, file]))
    expect(counts.get(`l${commands}.json.gz`)).toMatchObject(hasCounted ? { records: 2, duplicates: 2 } : { records: 4, duplicates: 0 })
    outcomes.add(`${hasCounted} ${isWhole}`)
  }
  await merge(1_000)
  // Between two commands that leave something behind a kill does the same, wherever it falls.
  const deaths = ran.flatMap((command, index) => (isLasting(command) ? [index + 1] : []))
  expect(deaths.length).toBeGreaterThan(10)
  for (const commands of [0, ...deaths]) await merge(commands)
  expect(outcomes).toEqual(new Set(['false false', 'true false', 'true true']))
})

it('brings a batch that counts to its end at the next try, without a start', async () => {
  const { engine, ledger, bring } = await storeOf()
  await bring('lookup', [record('1', 1)])
  for (let commands = 0; ledger.batch() === 1; commands += 1) {
    await bring('s3', [record('1', 1), record('2', 1)], { on: dyingAfter(engine, commands), as: 's.json.gz' }).catch(() => undefined)
  }
  await bring('s3', [record('3', 1)])
  expect((await rowsOf(engine)).map(({ source }) => source)).toEqual(['s3', 's3', 's3'])
  await expectSum(engine, ledger, { delivered: 4, records: 3, duplicates: 1, quarantined: 0 })
})

/** What a kill leaves amid putting a partition in the place of another: what was, beside what was to take its place. */
function dyingAmidReplacing(engine: Engine): Engine {
  let isDead = false
  const command: Engine['command'] = async (given, when) => {
    if (isDead) throw new Error('the process was killed')
    const isReplacing = given.text.join('').includes('REPLACE PARTITION')
    await engine.command(isReplacing ? { ...given, text: given.text.map((part) => part.replace('REPLACE PARTITION', 'ATTACH PARTITION')) } : given, when)
    if (!isReplacing) return
    isDead = true
    throw new Error('the process was killed')
  }
  return { ...engine, command }
}

it('has each event once after a kill amid a replacement, of which the engine leaves both sides', async () => {
  const { engine, data, bring, ledger: known } = await storeOf()
  await bring('lookup', [record('1', 1), record('2', 1), record('3', 1)])
  await bring('s3', [record('1', 1), record('4', 2)], { on: dyingAmidReplacing(engine) }).catch(() => undefined)
  expect(await rowsOf(engine)).toHaveLength(5)
  const ledger = openLedger(data)
  await recover({ engine, ledger })
  const idsOf = async () => (await rowsOf(engine)).map(({ source, raw }) => `${source} ${z.object({ eventID: z.string() }).parse(JSON.parse(raw)).eventID}`).sort()
  expect(await idsOf()).toEqual(['lookup 2', 'lookup 3', 's3 1', 's3 4'])
  await expectSum(engine, ledger, { delivered: 5, records: 4, duplicates: 1, quarantined: 0 })

  // Amid judging a month again.
  const staging = openStagingFolder(data)
  await expect(judgePartition({ engine: dyingAmidReplacing(engine), catalogue: builtInCatalogue(), ledger, staging }, 202603, () => undefined)).rejects.toThrow('killed')
  expect(await rowsOf(engine)).toHaveLength(6)
  await recover({ engine, ledger })
  expect(await reconcile(engine, ledger)).toBe(0)
  expect(await idsOf()).toEqual(['lookup 2', 'lookup 3', 's3 1', 's3 4'])
  expect(known.batch()).toBe(ledger.batch())
})
