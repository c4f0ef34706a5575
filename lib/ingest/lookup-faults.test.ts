import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startLookupEvents, type Options } from '@/e2e/aws/lookup-events'
import type * as Waits from '@/lib/sources/waits'
import { emulated } from '@/lib/sources/emulated'
import { openDesk, type Desk } from './desk'
import { temporaryFolder } from './desk-on'
import { disk, fill } from './small-disk'

// As the desk waits, but a thirtieth as long.
vi.mock('@/lib/sources/waits', async (actual) => ({ ...(await actual<typeof Waits>()), lookEvery: 2_000 }))

/** What may go wrong on this machine while LookupEvents is read: each is told, passes without a restart, and neither loses nor doubles an event. */

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'no-real-secret', account: '111122223333' }
const minute = 60_000
const soon = { timeout: 30_000, interval: 50 }

const record = (eventID: string, at: number) =>
  JSON.stringify({ eventID, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', awsRegion: 'eu-west-1', managementEvent: true, eventCategory: 'Management', recipientAccountId: key.account })

async function account(options: Partial<Options> = {}) {
  const server = await startLookupEvents({ keys: [key], requestsPerSecond: 1_000, ...options })
  const environment = {
    AWS_ENDPOINT_URL_CLOUDTRAIL: server.url, AWS_ENDPOINT_URL_STS: server.url, AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey, AWS_SESSION_TOKEN: '', AWS_PROFILE: '', AWS_REGION: '',
    AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true',
  }
  emulated(environment, server)
  const desk = async (data = temporaryFolder()): Promise<Desk> => {
    const opened = await openDesk({ data, sources: [{ kind: 'lookup', name: 'lookup', access: {}, regions: ['eu-west-1'], days: 1 }] })
    onTestFinished(() => opened.close())
    return opened
  }
  return { server, desk }
}

it.each([['behind', 40], ['ahead of', -40]])('says that the clock of this machine is %s that of AWS, reads by that of AWS, and says it no more when it is set', async (how, minutes) => {
  let behind = minutes * minute
  const { server, desk } = await account({ clock: () => Date.now() + behind })
  server.add(Array.from({ length: 120 }, (_, index) => record(`${index}`, Date.now() + behind - (index + 1) * 5_000)))
  const open = await desk()
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: 120, duplicates: 0, problems: [expect.stringContaining(`The clock of this machine is 40 minutes ${how} that of AWS.`)] }), soon)
  server.add([record('new', Date.now() + behind)])
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: 121, duplicates: 0 }), soon)
  behind = 0
  server.add([record('after', Date.now() - 1_000)])
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: 122, duplicates: 0, problems: [] }), { ...soon, timeout: 90_000 })
}, 120_000)

it('says that the disk is full when it cannot write down what it was told, and goes on when there is room', async ({ skip }) => {
  const small = disk(8)
  if (small === undefined) return skip('a small disk takes the right to mount one')
  const { server, desk } = await account()
  server.add(Array.from({ length: 240 }, (_, index) => record(`${index}`, Date.now() - (index + 1) * 5 * minute)))
  const data = temporaryFolder()
  mkdirSync(join(data, 'cache'))
  symlinkSync(small, join(data, 'cache', 'lookup'))
  const free = fill(small)
  const open = await desk(data)
  await vi.waitFor(() => expect(open.health().problems.join()).toMatch(/cannot be written \(the disk is full\)\. Make room in .*cache\/lookup/), soon)
  // It stands as long as the disk is full, though AWS answers.
  const now = Math.floor(Date.now() / 1_000)
  expect(open.fetch('lookup', { from: now - 900, to: now })).toEqual({ started: true })
  for (let look = 0; look < 60; look += 1) {
    await new Promise((later) => setTimeout(later, 50))
    expect(open.health().problems.join()).toContain('the disk is full')
  }
  free()
  await vi.waitFor(() => expect(open.health()).toMatchObject({ records: 240, duplicates: 0, loading: false, problems: [] }), soon)
})
