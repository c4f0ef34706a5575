import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startLookupEvents, type Options } from '@/e2e/aws/lookup-events'
import type { Access } from './aws-access'
import { lookupEventsSource } from './lookup-events/lookup-events'

const base = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'base-secret', account: '111122223333' }
const arn = 'arn:aws:iam::444455556666:role/security/TraildeskRead'
const role: Access['role'] = { arn, externalId: 'tr-42', sessionName: 'traildesk' }

const record = (eventID: string, recipientAccountId: string, awsRegion = 'eu-west-1') =>
  JSON.stringify({ eventID, eventTime: new Date(Date.now() - 5_000).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'X', awsRegion, managementEvent: true, eventCategory: 'Management', recipientAccountId })

/** AWS with one user, and a reader of it; its credentials stand in a file, as a profile. */
async function aws(options: Partial<Options> = {}) {
  const server = await startLookupEvents({ keys: [base], roles: [{ arn, trusts: [base.account], externalId: 'tr-42' }], requestsPerSecond: 1_000, ...options })
  const data = mkdtempSync(join(tmpdir(), 'traildesk-access-'))
  const file = join(data, 'credentials')
  const write = ({ accessKeyId, secretAccessKey, sessionToken }: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    writeFileSync(file, `[security]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n${sessionToken ? `aws_session_token=${sessionToken}\n` : ''}`)
  write(base)
  vi.stubEnv('AWS_ENDPOINT_URL', server.url)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', file)
  vi.stubEnv('AWS_CONFIG_FILE', join(data, 'none'))
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_REGION']) vi.stubEnv(name, undefined)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await server.stop()
    rmSync(data, { recursive: true, force: true })
  })
  const read = (access: Access, regions: readonly string[] | 'all' = ['eu-west-1']) => {
    const folders = { copies: join(data, 'copies'), state: join(data, 'state') }
    mkdirSync(folders.copies, { recursive: true })
    const source = lookupEventsSource({ name: 'lookup', folders, access, regions, days: 1 })
    onTestFinished(source.watch(() => undefined, () => false))
    return source
  }
  return { server, read, write }
}

const fetched = (source: ReturnType<typeof lookupEventsSource>) => source.streams().reduce((sum, stream) => sum + stream.fetched, 0)
const soon = { timeout: 15_000, interval: 20 }

it('reads another account through a role with an external id, and opens another session when one expires in the middle', async () => {
  const { server, read } = await aws()
  server.add([record('1', '444455556666'), record('of the base', base.account)])
  const source = read({ profile: 'security', role })
  await vi.waitFor(() => expect(fetched(source)).toBe(1), soon)
  expect(source.location).toContain('account 444455556666')
  const sessions = () => server.requests().filter(({ action }) => action === 'AssumeRole').length
  expect(sessions()).toBe(1)
  server.expireSessions()
  server.add([record('2', '444455556666')])
  source.lookNow()
  await vi.waitFor(() => expect(fetched(source)).toBe(2), soon)
  expect(source.problems()).toEqual([])
  expect(sessions()).toBe(2)
})

it('says which role it may not assume, by the IAM action, and nothing secret', async () => {
  const { read } = await aws()
  const source = read({ profile: 'security', role: { arn, externalId: 'another', sessionName: 'traildesk' } })
  await vi.waitFor(() => expect(source.problems()[0]).toContain(`sts:AssumeRole on resource "${arn}"`), soon)
  expect(JSON.stringify(source.problems())).not.toMatch(/base-secret|another|AKIA/)
})

it('reads the credentials of a profile again when those it had have expired', async () => {
  const first = { ...base, accessKeyId: 'ASIAFIRST', sessionToken: 'one', expiresAt: Date.now() + 3_600_000 }
  const second = { ...base, accessKeyId: 'ASIASECOND', sessionToken: 'two', expiresAt: Date.now() + 7_200_000 }
  const { server, read, write } = await aws({ keys: [first, second] })
  write(first)
  server.add([record('1', base.account)])
  const source = read({ profile: 'security' })
  await vi.waitFor(() => expect(fetched(source)).toBe(1), soon)
  write(second)
  first.expiresAt = 0
  server.add([record('2', base.account)])
  source.lookNow()
  await vi.waitFor(() => expect(fetched(source)).toBe(2), soon)
  expect(server.requests().at(-1)?.accessKeyId).toBe('ASIASECOND')
})

it('says that credentials have expired while there are no others, and goes on when there are', { timeout: 90_000 }, async () => {
  const first = { ...base, accessKeyId: 'ASIAFIRST', sessionToken: 'one', expiresAt: 0 }
  const { server, read, write } = await aws({ keys: [first, base] })
  write(first)
  server.add([record('1', base.account)])
  const source = read({ profile: 'security' })
  await vi.waitFor(() => expect(source.problems()[0]).toContain('have expired'), soon)
  write(base)
  await vi.waitFor(() => expect(fetched(source)).toBe(1), soon)
  expect(source.problems()).toEqual([])
})

it('reads a secret key again that was wrong', async () => {
  const { server, read, write } = await aws()
  write({ ...base, secretAccessKey: 'mistyped' })
  server.add([record('1', base.account)])
  const source = read({ profile: 'security' })
  await vi.waitFor(() => expect(source.problems()[0]).toContain('See whether the secret key of the credentials is right'), soon)
  write(base)
  await vi.waitFor(() => expect(fetched(source)).toBe(1), soon)
  expect(source.problems()).toEqual([])
})

it('asks in the region that is found, and wherever AWS records what belongs to none, and minds little if it may not in most of those', async () => {
  const { server, read } = await aws()
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  server.fail({ kind: 'AccessDeniedException' }, { action: 'LookupEvents', region: 'us-west-2', times: 100 })
  server.add([record('1', base.account), record('of IAM', base.account, 'us-east-1'), record('by an alias', base.account, 'eu-north-1'), record('elsewhere', base.account, 'sa-east-1')])
  const source = read({ profile: 'security' }, [])
  await vi.waitFor(() => expect(fetched(source)).toBe(3), soon)
  expect([...new Set(source.streams().map(({ stream }) => stream.region))].sort()).toEqual(['ap-southeast-2', 'eu-north-1', 'eu-west-1', 'us-east-1', 'us-east-2', 'us-west-2'])
  await vi.waitFor(() => expect(source.streams().filter(({ problem }) => problem?.includes('us-west-2'))).not.toEqual([]), soon)
  expect(source.problems()).toEqual([])
  server.fail({ kind: 'AccessDeniedException' }, { action: 'LookupEvents', region: 'us-east-1', times: 100 })
  source.lookNow()
  await vi.waitFor(() => expect(source.problems().join()).toContain('account 111122223333, us-east-1'), soon)
})

it.each([['cn-northwest-1', ['cn-north-1', 'cn-northwest-1']], ['us-gov-east-1', ['us-gov-east-1', 'us-gov-west-1']]])('asks from %s where its partition records what belongs to no region', async (region, regions) => {
  const { read } = await aws()
  vi.stubEnv('AWS_REGION', region)
  const source = read({ profile: 'security' }, [])
  await vi.waitFor(() => expect([...new Set(source.streams().map(({ stream }) => stream.region))].sort()).toEqual(regions), soon)
})

it('asks in all regions that the account has, and not in those that it has not opted in to', async () => {
  const { server, read } = await aws()
  server.fail({ kind: 'AccessDeniedException' }, { action: 'GetCallerIdentity', region: 'af-south-1', times: 100 })
  server.add([record('1', base.account, 'eu-south-2'), record('2', base.account, 'sa-east-1')])
  const source = read({ profile: 'security' }, 'all')
  await vi.waitFor(() => expect(fetched(source)).toBe(2), soon)
  await vi.waitFor(() => expect(new Set(source.streams().map(({ stream }) => stream.region)).size).toBe(33), soon)
  expect(source.streams().some(({ stream }) => stream.region === 'af-south-1')).toBe(false)
  expect(server.requests().some(({ action, region }) => action === 'LookupEvents' && region === 'af-south-1')).toBe(false)
  expect(source.problems()).toEqual([])
})
