import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { rolledColumns } from '@/lib/engine/schema'
import { sql, type Sql } from '@/lib/engine/sql'
import { deskOn, settingsOf, temporaryFolder, untilLoaded } from './desk-on'
import { openDesk, type Desk, type Opening } from './desk'

const record = (eventID: string, more: object = {}) => ({
  eventVersion: '1.08', userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' },
  eventTime: '2026-03-01T09:00:00Z', eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', sourceIPAddress: '192.0.2.1',
  userAgent: 'aws-cli', requestParameters: null, responseElements: null, eventID, readOnly: true, recipientAccountId: '111122223333', ...more,
})
const trail = (...records: object[]) => gzipSync(JSON.stringify({ Records: records }))
const rawsOf = async ({ engine }: Desk) =>
  (await engine.rows(z.object({ raw: z.string() }), sql`SELECT raw FROM events ORDER BY time, raw`)).map(({ raw }) => raw)
const tallyOf = (desk: Desk) => {
  const { delivered, records, duplicates, quarantined } = desk.health()
  return { delivered, records, duplicates, quarantined }
}

it('counts a record once, however often it is delivered, in one file or several, in one batch or later', async () => {
  const logs = temporaryFolder()
  writeFileSync(join(logs, 'a.json.gz'), trail(record('1'), record('2'), record('1')))
  writeFileSync(join(logs, 'b.json.gz'), trail(record('2'), record('3')))
  writeFileSync(join(logs, 'c.json'), JSON.stringify([record('3'), record('4')], null, 2))
  const desk = await deskOn(logs)
  expect(tallyOf(desk)).toEqual({ delivered: 7, records: 4, duplicates: 3, quarantined: 0 })

  writeFileSync(join(logs, 'd.json.gz'), trail(record('4'), record('5')))
  desk.sync('logs')
  await untilLoaded(desk)
  expect(tallyOf(desk)).toEqual({ delivered: 9, records: 5, duplicates: 4, quarantined: 0 })
})

/** The rollup, as the records have it and as it is held in memory. */
async function rollupsOf({ engine }: Desk) {
  const row = z.object({ of: z.string(), n: z.int() })
  const of = (time: Sql, count: Sql, table: Sql) => engine.rows(row, sql`SELECT toString(tuple(${time} AS quarter, ${rolledColumns})) AS of, ${count} AS n FROM ${table} GROUP BY quarter, ${rolledColumns} ORDER BY of`)
  return { stored: await of(sql`toStartOfFifteenMinutes(time)`, sql`count()`, sql`events`), held: await of(sql`rolled.time`, sql`sum(rolled.n)`, sql`rolled`) }
}

it('holds the rollup in memory with each batch, the first and those that come later', async () => {
  const logs = temporaryFolder()
  writeFileSync(join(logs, '1.json.gz'), trail(record('1'), record('2'), record('1')))
  const desk = await deskOn(logs)
  for (const file of [2, 3, 4]) {
    expect(desk.covers()?.isRolledUp).toBe(true)
    const { stored, held } = await rollupsOf(desk)
    expect(held).toEqual(stored)
    expect(held.reduce((sum, { n }) => sum + n, 0)).toBe(file)
    writeFileSync(join(logs, `${file}.json.gz`), trail(record('1'), record(String(file + 1), { eventName: `Event${file}` })))
    desk.sync('logs')
    await untilLoaded(desk)
  }
})

it('takes the rollup of what an earlier start has stored into memory', async () => {
  const logs = temporaryFolder()
  const data = temporaryFolder()
  writeFileSync(join(logs, '1.json.gz'), trail(record('1'), record('2')))
  const earlier = await openDesk(settingsOf(logs, data))
  await untilLoaded(earlier)
  await earlier.close()
  writeFileSync(join(logs, '2.json.gz'), trail(record('3')))
  const desk = await deskOn(logs, data)
  await vi.waitFor(() => expect(desk.covers()?.isRolledUp).toBe(true), 5_000)
  const { stored, held } = await rollupsOf(desk)
  expect(held).toEqual(stored)
  expect(stored.reduce((sum, { n }) => sum + n, 0)).toBe(3)
})

it('counts records without an id by their content', async () => {
  const logs = temporaryFolder()
  const { eventID: _, ...nameless } = record('')
  writeFileSync(join(logs, 'a.json.gz'), trail(nameless, nameless, { ...nameless, eventName: 'DescribeVpcs' }))
  expect(tallyOf(await deskOn(logs))).toEqual({ delivered: 3, records: 2, duplicates: 1, quarantined: 0 })
})

it('names records that come under a known id with other content', async () => {
  const logs = temporaryFolder()
  writeFileSync(join(logs, 'a.json.gz'), trail(record('1'), record('2')))
  writeFileSync(join(logs, 'b.json.gz'), trail(record('1', { eventName: 'Edited' })))
  const desk = await deskOn(logs)
  writeFileSync(join(logs, 'c.json.gz'), trail(record('2', { eventName: 'Edited' })))
  desk.sync('logs')
  await untilLoaded(desk)
  expect(desk.sources(10).differing.entries.map(({ eventID }) => eventID).sort()).toEqual(['1', '2'])
  expect(tallyOf(desk)).toMatchObject({ records: 2, duplicates: 2 })
})

it('keeps the raw record byte for byte, whichever way it was read', async () => {
  const logs = temporaryFolder()
  const raws = [
    '{"eventID":"1","eventTime":"2026-03-01T09:00:00Z","z":12345678901234567890123,"a":1.10,"e":"\\u00e4\\/"}',
    '{"eventID":"2","eventTime":"2026-03-01T09:00:00Z", "spaced" : [ 1 , 2 ],"k":"한국어 🦊 <b>"}',
    '{"eventID":"3","eventTime":"2026-03-01T09:00:00Z","eventName":"RunInstances","n":-0.0,"u":18446744073709551615}',
    '{"eventID":"4","eventTime":"2026-03-01T09:00:00Z","lone":"\\ud800","tab":"\\t"}',
  ]
  writeFileSync(join(logs, 'a.json.gz'), gzipSync(`{"Records":[${raws.join(',')}]}`))
  expect(await rawsOf(await deskOn(logs))).toEqual(raws)
})

it('puts what cannot be read into quarantine with its place, loads the rest, and reads the file again when it is mended', async () => {
  const logs = temporaryFolder()
  const whole = JSON.stringify({ Records: [record('1'), record('2'), record('3')] })
  writeFileSync(join(logs, 'cut.json.gz'), gzipSync(whole).subarray(0, -30))
  writeFileSync(join(logs, 'timeless.json.gz'), trail(record('4'), { ...record('5'), eventTime: 'yesterday' }))
  writeFileSync(join(logs, 'nonsense.json'), 'this is no JSON')
  writeFileSync(join(logs, 'digest.json.gz'), gzipSync(JSON.stringify({ awsAccountId: '1', digestStartTime: 'x', digestEndTime: 'x', logFiles: [] })))
  const desk = await deskOn(logs)
  const { quarantine, withoutRecords } = desk.sources(10)
  expect(quarantine.entries.map(({ file }) => file).sort()).toEqual(['cut.json.gz', 'nonsense.json', 'timeless.json.gz'])
  expect(quarantine.entries.find(({ file }) => file === 'timeless.json.gz')).toMatchObject({
    position: JSON.stringify({ Records: [record('4')] }).length - 1, reason: 'The record has no time that can be read.',
  })
  expect(withoutRecords.files).toEqual([expect.objectContaining({ file: 'digest.json.gz' })])
  const before = tallyOf(desk)
  expect(before.records + before.duplicates + before.quarantined).toBe(before.delivered)
  expect(before.records).toBeGreaterThanOrEqual(1)

  writeFileSync(join(logs, 'cut.json.gz'), gzipSync(whole))
  writeFileSync(join(logs, 'nonsense.json'), '[]')
  desk.sync('logs')
  await untilLoaded(desk)
  expect(tallyOf(desk)).toEqual({ delivered: 5, records: 4, duplicates: 0, quarantined: 1 })
})

it('loads nothing twice after a restart, and only what has come since', async () => {
  const logs = temporaryFolder()
  const data = temporaryFolder()
  const settings = settingsOf(logs, data)
  writeFileSync(join(logs, 'a.json.gz'), trail(record('1')))
  const first = await openDesk(settings)
  await untilLoaded(first)
  await first.close()
  writeFileSync(join(logs, 'b.json.gz'), trail(record('2')))
  const desk = await deskOn(logs, data)
  expect(tallyOf(desk)).toEqual({ delivered: 2, records: 2, duplicates: 0, quarantined: 0 })
  expect(desk.health().version).toBe(2)
})

it('reads again what the store has lost, and counts it once', async () => {
  const logs = temporaryFolder()
  const data = temporaryFolder()
  writeFileSync(join(logs, 'a.json.gz'), trail(record('1'), record('2')))
  writeFileSync(join(logs, 'b.json.gz'), trail(record('2'), record('3')))
  const settings = settingsOf(logs, data)
  const first = await openDesk(settings)
  await untilLoaded(first)
  await first.engine.command(sql`ALTER TABLE events DELETE WHERE id = (SELECT min(id) FROM events) SETTINGS mutations_sync = 1`)
  await first.close()
  const desk = await deskOn(logs, data)
  expect(tallyOf(desk)).toEqual({ delivered: 4, records: 3, duplicates: 1, quarantined: 0 })
  expect(await rawsOf(desk)).toHaveLength(3)
})

it('says so when the ledger of a store is gone', async () => {
  const logs = temporaryFolder()
  const data = temporaryFolder()
  writeFileSync(join(logs, 'a.json.gz'), trail(record('1')))
  const settings = settingsOf(logs, data)
  const first = await openDesk(settings)
  await untilLoaded(first)
  await first.close()
  rmSync(join(data, 'ledger.ndjson'))
  await expect(openDesk(settings)).rejects.toThrow('ledger.ndjson')
})

it('sees new files by itself', async () => {
  const logs = temporaryFolder()
  mkdirSync(join(logs, 'AWSLogs/1'), { recursive: true })
  const desk = await deskOn(logs)
  expect(tallyOf(desk).delivered).toBe(0)
  writeFileSync(join(logs, 'AWSLogs/1/a.json.gz'), trail(record('1')))
  await expect.poll(() => desk.health().records, { timeout: 10_000 }).toBe(1)
})

it('never mixes the logs of two places in one store', async () => {
  const data = temporaryFolder()
  const first = await openDesk(settingsOf(temporaryFolder(), data))
  await first.close()
  await expect(openDesk(settingsOf(temporaryFolder(), data))).rejects.toThrow('belongs to')
})

it('judges all events again when the rules have changed', async () => {
  const logs = temporaryFolder()
  const data = temporaryFolder()
  const rules = join(data, 'rules.yaml')
  writeFileSync(join(logs, 'a.json.gz'), trail(record('1'), record('2', { eventTime: '2026-04-01T00:00:00Z' }), { ...record('3'), eventTime: '2026-04-01 00:00:00' }))
  const settings = settingsOf(logs, data)
  const first = await openDesk(settings)
  await untilLoaded(first)
  await first.close()
  writeFileSync(rules, 'events:\n  - source: ec2.amazonaws.com\n    name: DescribeInstances\n    class: data\n    severity: high\n    why: Nobody should look.\n')
  const told: Opening[] = []
  const desk = await openDesk({ ...settings, rules }, undefined, (opening) => told.push(opening))
  // A month after the other.
  expect(told.map(({ progress }) => progress)).toEqual([0, 2 / 3])
  const judged = z.object({ class: z.string(), severity: z.string(), count: z.int() })
  const rows = await desk.engine.rows(judged, sql`SELECT class, severity, count() AS count FROM events GROUP BY ALL`)
  await desk.close()
  expect(desk.sources(1).rules.problems).toEqual([])
  expect(rows).toEqual([{ class: 'data', severity: 'high', count: 3 }])
})

it('goes on when a file may not be read, and says so', async () => {
  const logs = temporaryFolder()
  writeFileSync(join(logs, 'a.json.gz'), trail(record('1')))
  writeFileSync(join(logs, 'secret.json.gz'), trail(record('2')))
  chmodSync(join(logs, 'secret.json.gz'), 0)
  const isRoot = process.getuid?.() === 0
  const desk = await deskOn(logs)
  expect(tallyOf(desk).records).toBe(isRoot ? 2 : 1)
  if (!isRoot) expect(desk.health().problems[0]).toContain('not permitted')
})

it('leaves the logs as they are', async () => {
  const logs = temporaryFolder()
  const path = join(logs, 'a.json.gz')
  writeFileSync(path, trail(record('1')))
  const before = statSync(path)
  await deskOn(logs)
  const after = statSync(path)
  expect([after.size, after.mtimeMs, after.ctimeMs, after.nlink]).toEqual([before.size, before.mtimeMs, before.ctimeMs, before.nlink])
  appendFileSync(path, '')
})

const samples = join(process.cwd(), '../shared/samples')
const isAbsent = !existsSync(samples)
describe.skipIf(isAbsent)(isAbsent ? 'real logs (skipped: ../shared/samples is absent)' : 'real logs', () => {
  it('are all loaded, each record once, and nothing is left out', async () => {
    const desk = await deskOn(samples)
    const files = readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(json|jsonl|ndjson)(\.gz)?$/.test(name)).map((name) => join(samples, name))
    const filter = 'if type=="array" then .[] elif .Records then .Records[] elif .detail then .detail elif .CloudTrailEvent then .CloudTrailEvent|fromjson else . end'
    const { stdout } = spawnSync('bash', ['-c', `zcat -f "$@" | jq -cS '${filter}' | tee >(wc -l >&2) | jq -cs 'unique_by(.eventID // .eventId // .) | length'`, 'truth', ...files], { maxBuffer: 2 ** 30 })
    const { delivered, records, quarantined } = desk.health()
    expect(records + quarantined).toBe(Number(stdout.toString()))
    // One record of the samples has no time at all.
    expect(quarantined).toBe(1)
    expect(delivered).toBe(4677)
  })
})
