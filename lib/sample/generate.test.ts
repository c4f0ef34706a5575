import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { textAt, type TrailRecord } from '../cloudtrail/record'
import { deliveredIn, pathsIn, type DeliveredFile } from './delivered'
import { generateSample } from './generate'
import { chainsOf } from './chains/all'
import { incidentsOf } from './incidents/all'
import { completedSample, logsIn, type SampleManifest } from './manifest'

const to = new Date('2026-03-31T09:17:00Z')
const workplace = mkdtempSync(join(tmpdir(), 'traildesk-sample-'))
const folder = (name: string) => join(workplace, name)
afterAll(() => rmSync(workplace, { recursive: true, force: true }))

/** One hash of all names and bytes below a folder. */
function fingerprint(out: string): string {
  const hash = createHash('sha256')
  for (const path of pathsIn(logsIn(out))) hash.update(relative(out, path)).update(readFileSync(path))
  return hash.digest('hex')
}

describe('a sample', () => {
  let manifest: SampleManifest, files: DeliveredFile[], records: TrailRecord[]
  beforeAll(async () => {
    manifest = await generateSample({ out: folder('one'), records: 20_000, to, workers: 0 })
    files = deliveredIn(folder('one'))
    records = files.flatMap((file) => file.records)
  })

  it('is the same to the byte, however many threads make it', async () => {
    for (const workers of [0, 1, 3]) {
      const again = await generateSample({ out: folder('again'), records: 20_000, to, workers })
      expect(again).toEqual(manifest)
      expect(fingerprint(folder('again'))).toBe(fingerprint(folder('one')))
    }
  })

  it('is another with another seed', async () => {
    await generateSample({ out: folder('other'), records: 2_000, seed: 'another', to, workers: 0 })
    expect(
      deliveredIn(folder('other'))
        .flatMap((file) => file.records)
        .some((record) => record.eventID === records[0]?.eventID),
    ).toBe(false)
  })

  it('holds exactly as many records as were asked for, in as many files as the manifest says', () => {
    expect(manifest.records).toBe(20_000)
    expect(records).toHaveLength(20_000)
    expect(files).toHaveLength(manifest.files)
    expect(completedSample(folder('one'))).toEqual(manifest)
  })

  it('is counted the same by zcat and jq', (context) => {
    if (spawnSync('sh', ['-c', 'command -v zcat && command -v jq']).status !== 0) context.skip('zcat or jq is not installed')
    const counted = spawnSync('sh', [
      '-c',
      `find '${logsIn(folder('one'))}' -path '*/CloudTrail/*' -name '*.json.gz' -exec zcat {} + | jq -c '.Records[]' | wc -l`,
    ])
    expect(Number(counted.stdout.toString())).toBe(manifest.records)
  })

  it('delivers each record once but those that it says it delivers twice, alike and in different files', () => {
    const seen = new Map<string, { path: string; text: string }>()
    let twice = 0
    for (const { path, records: held } of files) {
      for (const record of held) {
        const id = textAt(record, 'eventID'),
          text = JSON.stringify(record)
        const other = seen.get(id)
        if (other) {
          twice++
          expect(other.text).toBe(text)
          expect(other.path).not.toBe(path)
        }
        seen.set(id, { path, text })
      }
    }
    expect(twice).toBe(manifest.duplicates)
    expect(twice).toBeGreaterThan(0)
  })

  it('lies where a trail puts it: by account, region and day of delivery, at most ten minutes after the fact', () => {
    // Of chains, some are to come late.
    const late = new Set(chainsOf(manifest.seed, to).flatMap((chain) => chain.records.map(({ eventId }) => eventId)))
    for (const { path, text, records: held } of files) {
      const match =
        /AWSLogs\/(\d{12})\/CloudTrail\/([\w-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/\1_CloudTrail_\2_\3\4\5T(\d\d)(\d\d)Z_\w{16}\.json\.gz$/.exec(
          path,
        )
      if (!match) throw new Error(`${path} is no name of a log file`)
      const [, account, region, year, month, day, hour, minute] = match
      const delivered = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
      expect(text.startsWith('{"Records":[{') && text.endsWith('}]}')).toBe(true)
      for (const record of held) {
        expect([record.recipientAccountId, record.awsRegion]).toEqual([account, region])
        const waited = (delivered - Date.parse(textAt(record, 'eventTime'))) / 60_000
        expect(waited).toBeGreaterThanOrEqual(0)
        expect(waited).toBeLessThanOrEqual(late.has(textAt(record, 'eventID')) ? 60 : 10)
      }
    }
  })

  it('lies within its window', () => {
    const times = records.map((record) => textAt(record, 'eventTime')).sort()
    expect(Date.parse(times[0] ?? '')).toBeGreaterThanOrEqual(Date.parse(manifest.from))
    expect(Date.parse(times.at(-1) ?? '')).toBeLessThanOrEqual(Date.parse(manifest.to))
    expect(to.getTime() - Date.parse(times.at(-1) ?? '')).toBeLessThan(6 * 3_600_000)
  })

  it('shows for the key of every role session the AssumeRole* that gave it out, no later than its first use', () => {
    const given = new Map(
      records.flatMap((record) => {
        const key = textAt(record, 'responseElements', 'credentials', 'accessKeyId')
        return key === '' ? [] : [[key, textAt(record, 'eventTime')] as const]
      }),
    )
    // CHAINS.md tells of sessions of which that is missing.
    const missing = new Set(chainsOf(manifest.seed, to).flatMap(({ behind }) => behind.filter(({ how }) => how !== 'key').map(({ session }) => session)))
    const used = records.filter((record) => textAt(record, 'userIdentity', 'type') === 'AssumedRole' && !missing.has(textAt(record, 'userIdentity', 'arn')))
    expect(used.length).toBeGreaterThan(5_000)
    for (const record of used) {
      const since = given.get(textAt(record, 'userIdentity', 'accessKeyId'))
      expect(since !== undefined && since <= textAt(record, 'eventTime'), JSON.stringify(record)).toBe(true)
    }
  })

  it('holds both halves of calls across accounts, and chains from role to role', () => {
    const shared = new Map<string, TrailRecord[]>()
    for (const record of records) {
      const id = textAt(record, 'sharedEventID')
      if (id !== '') shared.set(id, [...(shared.get(id) ?? []), record])
    }
    const pairs = [...shared.values()].filter((halves) => new Set(halves.map((half) => half.recipientAccountId)).size === 2)
    expect(pairs.length).toBeGreaterThan(10)
    for (const halves of pairs) {
      expect(new Set(halves.map((half) => half.requestID)).size).toBe(1)
      expect(halves.some((half) => textAt(half, 'userIdentity', 'type') === 'AWSAccount')).toBe(true)
    }
    expect(records.some((record) => record.eventName === 'AssumeRole' && textAt(record, 'userIdentity', 'type') === 'AssumedRole')).toBe(
      true,
    )
  })

  it('holds every record of the six incidents', () => {
    const ids = new Set(records.map((record) => textAt(record, 'eventID')))
    const scripted = incidentsOf(manifest.seed, to).flatMap((incident) => incident.records)
    expect(scripted.filter(({ eventId }) => !ids.has(eventId))).toEqual([])
    expect(scripted).toHaveLength(manifest.incidentRecords)
  })

  it('has no record of an account while its trail is stopped', () => {
    const during = records.filter((record) => {
      const time = textAt(record, 'eventTime')
      return record.recipientAccountId === '111122223333' && time > '2026-03-20T03:15:10Z' && time < '2026-03-20T03:21:10Z'
    })
    expect(during).toEqual([])
  })
})

it('refuses to write into a folder of logs that no sample made', async () => {
  mkdirSync(logsIn(folder('precious')), { recursive: true })
  writeFileSync(join(logsIn(folder('precious')), 'mine.json'), '{}')
  await expect(generateSample({ out: folder('precious'), records: 1_000, to, workers: 0 })).rejects.toThrow('no sample')
  expect(pathsIn(folder('precious'))).toHaveLength(1)
})

it('answers others while it works without threads', async () => {
  let turns = 0
  const clock = setInterval(() => turns++, 5)
  await generateSample({ out: folder('polite'), records: 20_000, to, workers: 0 })
  clearInterval(clock)
  expect(turns).toBeGreaterThan(5)
})
