import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { isObject, type Json, parseRecord } from '@/lib/cloudtrail/record'
import { generateSample } from '../sample/generate'
import { builtInCatalogue, type Catalogue } from './catalogue'
import { judge } from './judge'
import { isSharedAbsent, type RawRecord, recordsIn, sharedFolder, titleOf } from './sample-records'
import { parsedPath } from './path'
import { catalogueWith } from './team-rules'
import { judgeSignature, signatureOf } from './signature'

const workplace = mkdtempSync(join(tmpdir(), 'traildesk-risk-'))
afterAll(() => rmSync(workplace, { recursive: true, force: true }))

/** Whether the record must be read; if not, its signature has to say what its verdict is. */
function isRead(catalogue: Catalogue, { raw, record }: RawRecord): boolean {
  const { needsRecord, hasValues, ...told } = judgeSignature(catalogue, signatureOf(catalogue, record))
  if (needsRecord || (hasValues && catalogue.needles.some((needle) => raw.includes(needle)))) return true
  const { class: cls, severity, reasons } = judge(catalogue, record)
  expect({ class: cls, severity, because: [] }).toEqual({ ...told, because: cls === told.class && severity === told.severity ? [] : [raw, reasons] })
  return false
}

const catalogue = builtInCatalogue()
const shareRead = (records: RawRecord[]) => records.filter((each) => isRead(catalogue, each)).length / records.length

/** A record with one value at a path. */
function holding(path: string, value: Json): { [key: string]: Json } {
  let inner: Json = value
  for (const step of (parsedPath(path) ?? []).toReversed()) inner = step === 'each' ? [inner] : { [step.key]: inner }
  return isObject(inner) ? inner : {}
}

describe('the verdict by a signature', () => {
  it.skipIf(isSharedAbsent).each(['one-hour', 'many-accounts', 'edge', 'formats'])(titleOf('is that of the record, for all of %s that need not be read'), async (folder) => {
    const records = await recordsIn(join(sharedFolder, 'samples', folder))
    const share = shareRead(records)
    expect(records.length).toBeGreaterThan(10)
    if (folder === 'one-hour') expect(share).toBeLessThan(0.08)
  })

  it('is that of the record in sample logs, of which few need be read and few differ', async () => {
    await generateSample({ out: workplace, records: 5_000, to: new Date('2026-03-31T09:17:00Z'), workers: 0 })
    const records = await recordsIn(join(workplace, 'AWSLogs'))
    expect(records.length).toBeGreaterThan(4_000)
    expect(shareRead(records)).toBeLessThan(0.05)
    expect(new Set(records.map(({ record }) => JSON.stringify(signatureOf(catalogue, record)))).size).toBeLessThan(records.length / 8)
  })

  it('is that of the record whatever the request holds', () => {
    const entries = catalogue.rules.events
    const value = fc.constantFrom('0.0.0.0/0', '::/0', 'all', '*', 'false', 'true', false, true, 0, 7, 22, 'No', 'Failure', 'Success', 'public-read', '123456789012', 'arn:aws:iam::aws:policy/AdministratorAccess', 'optional', 'userData', 'Disabled', 'how_to.txt', 'p3.2xlarge', '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}')
    const key = fc.constantFrom(...catalogue.rules.values.flatMap(({ paths = [] }) => paths.map((path) => path.replaceAll('[]', '').split('.').at(-1) ?? '')), 'policyDocument', 'items', 'add')
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, value, fc.dictionary(key, tie('tree'), { maxKeys: 4 }), fc.array(tie('tree'), { maxLength: 3 })),
    }))
    const record = fc.record({
      entry: fc.constantFrom(...entries, { source: 'new.amazonaws.com', name: 'CreateThing' }, { source: 'new.amazonaws.com', name: 'Ponder' }),
      readOnly: fc.constantFrom(true, false, undefined),
      errorCode: fc.constantFrom(undefined, 'AccessDenied', 'ThrottlingException'),
      type: fc.constantFrom('IAMUser', 'Root', 'AssumedRole', undefined),
      invokedBy: fc.constantFrom(undefined, undefined, 'x.amazonaws.com'),
      userAgent: fc.constantFrom('', 'KALI', 'aws-cli/2', 'Mozilla/5.0', 'rclone/1'),
      requestParameters: tree,
      responseElements: tree,
      additionalEventData: fc.dictionary(fc.constant('MFAUsed'), value),
    })
    let unread = 0
    fc.assert(
      fc.property(record, ({ entry, type, invokedBy, ...rest }) => {
        const raw = JSON.stringify({ ...rest, eventSource: entry.source, eventName: entry.name, recipientAccountId: '111111111111', userIdentity: { type, invokedBy } })
        unread += isRead(catalogue, { raw, record: parseRecord(raw) }) ? 0 : 1
      }),
      { numRuns: 5_000 },
    )
    expect(unread).toBeGreaterThan(500)
  })

  it('is never believed where a value rule finds something', () => {
    const values: Json[] = [
      '0.0.0.0/0', '::/0', false, true, 'false', 'true', 'all', '*', 'optional', 'internet-facing', 'public-read', 'AES256', 'secret', 'HOW_TO_DECRYPT.txt', 'restore_my_files.HTML',
      'arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::aws:policy/job-function/SystemAdministrator', 'arn:aws:iam::aws:policy/PowerUserAccess', 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3', 'http://acs.amazonaws.com/groups/global/AllUsers', 'uri=http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
      ...[{ Principal: '*' }, { Principal: { AWS: '222222222222' } }, { Action: '*' }, { Action: 'iam:*' }, { Action: 'iam:PassRole', Resource: '*' }, { NotAction: 'x' }].map((more) => JSON.stringify({ Statement: { Effect: 'Allow', ...more } })),
    ]
    const found = new Set<string>()
    for (const rule of catalogue.rules.values.filter(({ needles }) => needles !== undefined)) {
      for (const [path, value] of (rule.paths ?? ['requestParameters.policyDocument']).flatMap((each) => values.map((one) => [each, one] as const))) {
        for (const event of ['PonderThing', 'PutObject']) {
          const raw = JSON.stringify({ eventSource: 's3.amazonaws.com', eventName: event, readOnly: false, recipientAccountId: '111111111111', ...holding(path, value) })
          const record = parseRecord(raw)
          if (!judge(catalogue, record).reasons.some((reason) => reason.rule === rule.id)) continue
          found.add(rule.id)
          expect([path, value, isRead(catalogue, { raw, record })]).toEqual([path, value, true])
        }
      }
    }
    expect([...found].sort()).toEqual([...new Set(catalogue.rules.values.flatMap(({ id, needles }) => (needles ? [id] : [])))].sort())
  })

  it('is that of the record by a team’s rules, too', async () => {
    const yaml = `accounts: ['123837392027']
attackTools: [stratus-red-team]
events:
  - {source: iam, name: "*", severity: high, when: {path: requestParameters.userName, pattern: stratus}}
  - {source: "*", name: Describe*, class: component, severity: low, why: Looks around.}
values:
  - {id: denied, severity: high}
  - {id: bucket, path: requestParameters.bucketName, pattern: stratus-red, class: data, severity: critical, why: Theirs., reads: "true"}
  - {id: size, path: requestParameters..maxResults, pattern: "^[1-9]", class: data, severity: medium, why: Some., events: [ec2/*], reads: "true"}
off: [open-ipv4, "name:Create*"]`
    const { catalogue: team, problems } = catalogueWith(yaml)
    expect(problems).toEqual([])
    const folder = isSharedAbsent ? join(workplace, 'AWSLogs') : join(sharedFolder, 'samples/one-hour')
    const records = await recordsIn(folder)
    const read = records.filter((each) => isRead(team, each))
    expect(read.length).toBeLessThan(records.length)
    const differ = records.filter(({ record }) => judge(team, record).severity !== judge(catalogue, record).severity)
    expect(differ.length).toBeGreaterThan(0)
  })

  it('has few needles', () => {
    expect(catalogue.needles.length).toBeLessThanOrEqual(60)
  })
})
