import { spawn } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Passing } from '@/e2e/aws/fault-proxy'
import { keyOf, startTrailBucket, today, trailOf, type TrailBucket } from '@/e2e/aws/trail-bucket'
import type { SourceSettings } from '@/lib/config/source-settings'
import type * as Waits from '@/lib/sources/waits'
import { emulated } from '@/lib/sources/emulated'
import { openDesk, type Desk } from './desk'
import { temporaryFolder } from './desk-on'
import { disk, fill } from './small-disk'

// As the desk waits, but a thirtieth as long.
vi.mock('@/lib/sources/waits', async (actual) => ({ ...(await actual<typeof Waits>()), lookEvery: 2_000, wholeLookEvery: 6_000, lastingWait: 2_000, longestBackoff: 2_000 }))

/** What may go wrong between a desk and the bucket that it reads: each is told, passes without a restart and without anybody’s doing, and neither loses nor doubles an event. */

const record = (eventID: string) => ({ eventID, eventTime: `${today()}T00:00:00Z`, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })
const keys = Array.from({ length: 12 }, (_, index) => keyOf(today(), `00${String(index).padStart(2, '0')}`, `n${index}`))
/** Two records an object, one of them also in the object before. */
const bodyOf = (index: number) => trailOf(record(`${index}`), record(`${index + 1}`))
const all = { records: keys.length + 1, duplicates: keys.length - 1, quarantined: 0, delivered: keys.length * 2 }
const soon = { timeout: 45_000, interval: 50 }

async function bucket(): Promise<TrailBucket> {
  const bucket = await startTrailBucket()
  emulated(bucket.environment, bucket)
  for (const [index, key] of keys.entries()) await bucket.put(key, bodyOf(index))
  return bucket
}

const named = (name: string, of = 'logs'): SourceSettings => ({ kind: 's3', name, access: {}, bucket: of, prefix: '', days: 2, isRequesterPays: false })

async function desk(data = temporaryFolder(), sources = [named('s3')]): Promise<Desk> {
  const opened = await openDesk({ data, sources })
  let isOpen = true
  const close = opened.close
  opened.close = async () => {
    if (isOpen) await close()
    isOpen = false
  }
  onTestFinished(opened.close)
  return opened
}

const told = (open: Desk, what: RegExp | string) => vi.waitFor(() => expect(open.health().problems.join('\n')).toMatch(what), soon)
const whole = (open: Desk) => vi.waitFor(() => expect(open.health()).toMatchObject({ ...all, loading: false, problems: [] }), soon)
const isGet = ({ method, path }: Passing) => method === 'GET' && path.includes('.json.gz?')

it('shows that it is still fetching while answers are slow, and what has come', async () => {
  const { proxy } = await bucket()
  proxy.spoilWith((passing) => (isGet(passing) && passing.path.includes('_n0.') ? { milliseconds: 4_000 } : undefined))
  const open = await desk()
  await vi.waitFor(() => expect(open.health().records).toBeGreaterThan(0), soon)
  expect(open.health()).toMatchObject({ loading: true, problems: [] })
  await whole(open)
})

it.each([['s3:ListBucket on resource "arn:aws:s3:::closed"', () => true], ['s3:GetObject on resource "arn:aws:s3:::closed/AWSLogs/*"', isGet]])('reads two buckets while it says of a third that %s is denied, and reads that too once it is permitted', async (denied, which) => {
  const { proxy, another } = await bucket()
  const places = [another('closed'), another('other')]
  for (const [index, place] of places.entries()) for (let file = 0; file < 3; file += 1) await place.put(keyOf(today(), `000${file}`, `n${file}`), trailOf(record(`${index} ${file}`), record(`${index} ${file + 1}`)))
  proxy.spoilWith((passing) => (passing.path.startsWith('/closed') && which(passing) ? { status: 403, code: 'AccessDenied' } : undefined))
  const open = await desk(undefined, [named('closed', 'closed'), named('open'), named('other', 'other')])
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: all.records + 4, delivered: all.delivered + 6 }), soon)
  await told(open, `Allow the IAM action ${denied} to these credentials; it is tried again every minute.`)
  expect(open.health().problems).toHaveLength(1)
  proxy.spoilWith(() => undefined)
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: all.records + 8, duplicates: all.duplicates + 4, delivered: all.delivered + 12, quarantined: 0, loading: false, problems: [] }), soon)
})

it('says that there is no such bucket while it reads another, and reads it once it is made', async () => {
  const { another } = await bucket()
  const open = await desk(undefined, [named('open'), named('other', 'other')])
  await told(open, /There is no such thing in AWS: bucket other \(NoSuchBucket\)/)
  await vi.waitFor(() => expect(open.health()).toMatchObject(all), soon)
  await another('other').put(keyOf(today(), '0000', 'n0'), trailOf(record('of the other')))
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: all.records + 1, delivered: all.delivered + 1, loading: false, problems: [] }), soon)
})

it('says that an object was deleted between list and get, reads the others, says it no more after the next look at all, and reads the object if it comes back', async () => {
  const { proxy, remove, put } = await bucket()
  const gone = keys[3] ?? ''
  let removed: Promise<void> | undefined
  proxy.spoilWith((passing) => {
    if (isGet(passing) && passing.path.includes(gone)) removed ??= remove(gone)
    return removed && passing.path.includes(gone) ? { milliseconds: 300 } : undefined
  })
  const open = await desk()
  await told(open, `An object of bucket logs was deleted before it could be read: ${gone}`)
  const others = { records: all.records, duplicates: all.duplicates - 2, delivered: all.delivered - 2, quarantined: 0, loading: false }
  await vi.waitFor(() => expect(open.health()).toMatchObject(others), soon)
  await vi.waitFor(() => expect(open.health()).toMatchObject({ ...others, problems: [] }), soon)
  await put(gone, bodyOf(3))
  await whole(open)
})

it('keeps what can be read of an object that lies truncated in the bucket, says where it breaks off, and has each record once when it is written whole', async () => {
  const { put } = await bucket()
  const long = trailOf(...Array.from({ length: 400 }, (_, index) => record(`long ${index} ${Math.random()}`)))
  await put(keyOf(today(), '0100', 'truncated'), long.subarray(0, long.length / 2))
  const open = await desk()
  await vi.waitFor(() => expect(open.health()).toMatchObject({ quarantined: 1, loading: false }), soon)
  const { records, duplicates, quarantined, delivered } = open.health()
  expect(records).toBeGreaterThan(all.records + 100)
  expect(delivered).toBe(records + duplicates + quarantined)
  const [entry] = open.sources(10).quarantine.entries
  expect(entry?.file).toContain('truncated')
  expect(entry?.reason).toMatch(/ends|cut|broken/)
  await put(keyOf(today(), '0100', 'truncated'), long)
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: all.records + 400, duplicates: all.duplicates, delivered: all.delivered + 400, quarantined: 0, loading: false, problems: [] }), soon)
  expect(open.sources(10).quarantine.entries).toEqual([])
})

it('says that the disk is full when it cannot copy, and goes on when there is room', async ({ skip }) => {
  const small = disk(8)
  if (small === undefined) return skip('a small disk takes the right to mount one')
  await bucket()
  const data = temporaryFolder()
  mkdirSync(join(data, 'cache'))
  mkdirSync(join(small, 's3'))
  symlinkSync(join(small, 's3'), join(data, 'cache', 's3'))
  const free = fill(small)
  const open = await desk(data)
  await told(open, /the disk is full\. Make room in/)
  free()
  await whole(open)
})

it('says that the store cannot write while its disk is full, and goes on when there is room', async ({ skip }) => {
  const small = disk(256)
  if (small === undefined) return skip('a small disk takes the right to mount one')
  const { proxy } = await bucket()
  proxy.spoilWith((passing) => (isGet(passing) ? { status: 503, code: 'SlowDown' } : undefined))
  const data = temporaryFolder()
  symlinkSync(small, join(data, 'store'))
  const open = await desk(data)
  const free = fill(small)
  proxy.spoilWith(() => undefined)
  await told(open, /The store cannot take the records: its disk is full/)
  free()
  await whole(open)
})

it('misses nothing and doubles nothing when it is killed while it fetches', { timeout: 180_000 }, async () => {
  const { proxy } = await bucket()
  const data = temporaryFolder()
  // Each start gets three objects further before it is killed.
  for (let start = 1; start <= 3; start += 1) {
    let gets = 0
    const stuck = new Promise<void>((resolve) => {
      proxy.spoilWith((passing) => {
        if (!isGet(passing) || (gets += 1) <= 3) return undefined
        resolve()
        return { milliseconds: 600_000 }
      })
    })
    const child = spawn(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(import.meta.dirname, 'load-and-tell.ts'), JSON.stringify([named('s3')]), data], { stdio: 'ignore' })
    const ended = new Promise((resolve) => child.on('close', resolve))
    await stuck
    // Some of what came is copied, some is stored.
    await new Promise((later) => setTimeout(later, start * 700))
    child.kill('SIGKILL')
    await ended
  }
  proxy.spoilWith(() => undefined)
  await whole(await desk(data))
})
