import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { factColumns } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { generateSample } from '@/lib/sample/generate'
import { openDesk } from './desk'
import { settingsOf, temporaryFolder, untilLoaded } from './desk-on'

const row = z.record(z.string(), z.union([z.string(), z.number()]))

/** All that is stored of a folder of logs, but for which file and batch brought it; and how much could not be read. */
async function stored(logs: string) {
  const desk = await openDesk(settingsOf(logs, temporaryFolder()))
  await untilLoaded(desk)
  const rows = await desk.engine.rows(row, sql`SELECT toUnixTimestamp(time) AS seconds, toString(id) AS id, ${factColumns} FROM events ORDER BY time, id`)
  const { quarantined } = desk.health()
  await desk.close()
  return { quarantined, rows: rows.map(({ file: _file, batch: _batch, ...rest }) => rest) }
}

/** The same trail files, each with a space that no trail file has, so that none is read by the engine. */
function spaced(logs: string): string {
  const copy = temporaryFolder()
  for (const name of readdirSync(logs, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json.gz')) continue
    const text = gunzipSync(readFileSync(join(logs, name))).toString()
    writeFileSync(join(copy, basename(name)), gzipSync(text.replace('{"Records":[', '{"Records": [')))
  }
  return copy
}

const samples = join(process.cwd(), '../shared/samples')
const folders = ['one-hour', 'many-accounts', 'edge']
const isAbsent = !existsSync(samples)

it.skipIf(isAbsent).each(folders)(`stores the same of real logs (%s), whether the engine or the careful reader reads them${isAbsent ? ' (skipped: ../shared/samples is absent)' : ''}`, async (folder) => {
  const logs = join(samples, folder)
  const fast = await stored(logs)
  const careful = await stored(spaced(logs))
  // Under an id that stands for two records, either may be the one that is kept.
  const isSame = (index: number) => JSON.stringify(fast.rows[index]) === JSON.stringify(careful.rows[index])
  const others = fast.rows.flatMap((each, index) => (isSame(index) ? [] : [each.id]))
  expect(others.length).toBeLessThanOrEqual(folder === 'edge' ? 1 : 0)
  expect(fast.rows.map(({ id }) => id)).toEqual(careful.rows.map(({ id }) => id))
})

it('stores the same of sample logs, whether the engine or the careful reader reads them', async () => {
  const out = temporaryFolder()
  await generateSample({ out, records: 6_000, to: new Date('2026-03-31T09:17:00Z'), workers: 0 })
  const fast = await stored(join(out, 'AWSLogs'))
  expect(fast.rows.length).toBeGreaterThan(5_000)
  expect(fast).toEqual(await stored(spaced(join(out, 'AWSLogs'))))
})

it('stores the same of odd records, whether the engine or the careful reader reads them', async () => {
  const who = { type: 'AssumedRole', principalId: 'AROA:i-0123456789abcdef0', arn: 'arn:aws:sts::1:assumed-role/r/i-0', accountId: '1' }
  const asked = { roleArn: 'arn:aws-cn:iam::12:role/a/b/Role\n', roleSessionName: 'it' }
  const opening: object[] = [
    { requestParameters: asked }, { requestParameters: { ...asked, roleSessionName: '' } }, { requestParameters: { ...asked, roleArn: 'arn:aws:iam::1:user/x' } }, { requestParameters: { ...asked, roleArn: { a: 1 } } },
    { requestParameters: asked, errorCode: 'AccessDenied' }, { requestParameters: asked, sharedEventID: 'shared' }, { userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, sharedEventID: 'shared' },
    { responseElements: { assumedRoleUser: { arn: 'arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_1/bob@x' } } }, { responseElements: { assumedRoleUser: { arn: 'arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin_1/' } } },
    { responseElements: { federatedUser: { arn: 'arn:aws:sts::1:federated-user/f' }, credentials: { accessKeyId: 'ASIA2' } } }, { responseElements: { assumedRoleUser: 'x' }, requestParameters: 'y' },
  ]
  const signingIn = { type: 'IAMUser', principalId: 'AIDA1', accountId: '1', accessKeyId: '', userName: 'bob' }
  const changing: object[] = [
    { eventName: 'CreateAccessKey', responseElements: { accessKey: { accessKeyId: 'AKIA1' } } }, { eventName: 'CreateAccessKey', responseElements: { accessKey: { accessKeyId: ['AKIA1'] } } }, { eventName: 'CreateAccessKey' },
    { eventName: 'UpdateAccessKey', requestParameters: { accessKeyId: 'AKIA1', status: 'Inactive' } }, { eventName: 'DeleteAccessKey', requestParameters: { accessKeyId: 'AKIA1' } },
    { eventName: 'DeleteAccessKey', requestParameters: { accessKeyId: 'AKIA1' }, errorCode: 'AccessDenied' }, { eventName: 'DeleteAccessKey', requestParameters: 'AKIA1' },
  ]
  const base = { eventTime: '2026-03-01T09:00:00Z', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances', userIdentity: who }
  const odd: object[] = [
    {}, { userIdentity: null }, { userIdentity: 'alice' }, { userIdentity: { ...who, sessionContext: 'x' } }, { eventName: { a: 1 } }, { eventName: ['x'] },
    { userAgent: '[S3Console/0.4]' }, { userAgent: ['S3Console'] }, { userAgent: '{curl}' }, { userAgent: 'Kali Linux pacu curl/8' }, { readOnly: ' TRUE ' }, { readOnly: 1 },
    { errorCode: null }, { errorCode: 42 }, { errorCode: '[odd]' }, { sourceIPAddress: '' }, { sourceIPAddress: false }, { eventTime: '2026-03-01 09:00:00' },
    { eventTime: '2026-02-30T09:00:00Z' }, { eventTime: '2026-03-01T09:00:00.123Z' }, { eventTime: '2026-03-01T24:00:00Z' }, { eventTime: 1772355600 }, { recipientAccountId: 7 },
    { userIdentity: { ...who, userName: 'a\u0001b' } }, { userIdentity: { ...who, userName: '한국어 \u202f 🦊 \\ " \' \t' } }, { eventSource: 'x.amazonaws.com.cn' },
    { responseElements: { credentials: { accessKeyId: 'ASIA1' } } }, { responseElements: 'text' }, { huge: 1e30 }, { userIdentity: { type: 'IAMUser', userName: 'bob', accountId: '1', invokedBy: 'x' } },
    ...opening.map((more) => ({ eventName: 'AssumeRole', ...more })),
    { eventName: 'SwitchRole', additionalEventData: { SwitchFrom: 'arn:aws:iam::2:user/x' } }, { eventName: 'SwitchRole', additionalEventData: { SwitchFrom: ['x'] } }, { eventName: 'SwitchRole' },
    { eventName: 'SwitchRole', additionalEventData: { SwitchFrom: 'arn:aws:sts::2:assumed-role/AWSReservedSSO_Admin_1/bob@x' }, userIdentity: { type: 'AWSService', invokedBy: 'x' } },
    { userIdentity: { ...who, sessionContext: { sourceIdentity: 'alice', sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::1:role/path/r' } } } },
    { userIdentity: { ...who, sessionContext: { sourceIdentity: ['alice'], sessionIssuer: { type: 'Root', arn: 'arn:aws:iam::1:root' } } } },
    ...[signingIn, { ...signingIn, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, { ...signingIn, userName: 'a/b' }].map((userIdentity) => ({ eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', userIdentity })),
    ...changing.map((more) => ({ eventSource: 'iam.amazonaws.com', ...more })), { eventName: 'DeleteAccessKey', requestParameters: { accessKeyId: 'AKIA1' } },
    { sessionCredentialFromConsole: 'true' }, { eventVersion: null, requestParameters: { cidrIp: '0.0.0.0/0' } },
  ]
  const records = odd.map((more, index) => ({ ...base, eventID: `odd-${index}`, ...more }))
  const logs = temporaryFolder()
  writeFileSync(join(logs, 'a.json.gz'), gzipSync(`{"Records":[${records.map((record) => JSON.stringify(record)).join(',')},${JSON.stringify({ ...base, eventID: 'long' }).replace('{', '{"n":99999999999999999999999,')}]}`))
  const fast = await stored(logs)
  expect(fast.rows.length).toBeGreaterThan(20)
  expect(fast.rows.filter(({ issued }) => issued === 'AKIA1')).toHaveLength(3)
  expect(fast.rows.filter(({ event, identity }) => event === 'ConsoleLogin' && identity === 'arn:aws:iam::1:user/bob')).toHaveLength(1)
  expect(fast).toEqual(await stored(spaced(logs)))
})
