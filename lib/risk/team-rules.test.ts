import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Json } from '@/lib/cloudtrail/record'
import { builtInCatalogue } from './catalogue'
import { judge } from './judge'
import { judgeSignature, signatureOf } from './signature'
import { catalogueWith } from './team-rules'

const event = (source: string, eventName: string, more: { [key: string]: Json } = {}) => ({
  eventSource: `${source}.amazonaws.com`, eventName, readOnly: false, recipientAccountId: '111111111111', userIdentity: { type: 'AssumedRole', accountId: '111111111111' }, ...more,
})
const without = (yaml: string) => {
  const { catalogue, problems } = catalogueWith(yaml)
  expect(problems).toEqual([])
  return catalogue
}

describe('a team’s file', () => {
  it('overrides an event in part', () => {
    const record = event('ec2', 'TerminateInstances')
    const verdict = judge(without('events:\n  - {source: ec2, name: TerminateInstances, severity: critical}'), record)
    expect(judge(builtInCatalogue(), record).severity).toBe('medium')
    expect(verdict).toMatchObject({ severity: 'critical', class: 'component', reasons: [{ kind: 'team', why: 'Deletes machines.' }] })
  })

  it('adds events with wildcards, marked where the name is spelled', () => {
    const catalogue = without('events:\n  - {source: "*", name: Frobnicate*, class: data, severity: high, why: It frobnicates., techniques: [T1530]}')
    const { reasons, severity } = judge(catalogue, event('new', 'FrobnicateTable'))
    expect(severity).toBe('high')
    expect(reasons).toMatchObject([{ rule: '*/Frobnicate*', techniques: ['T1530'], path: ['eventName'], start: 0, end: 10 }])
  })

  it('changes a severity where a condition holds, and there only', () => {
    const catalogue = without('events:\n  - {source: s3, name: DeleteBucket, severity: info, why: A test., when: {path: requestParameters.bucketName, pattern: ^test-}}')
    const of = (bucketName: string) => event('s3', 'DeleteBucket', { requestParameters: { bucketName } })
    expect(judge(catalogue, of('test-1')).severity).toBe('info')
    expect(judge(catalogue, of('best-1')).severity).toBe('medium')
    expect(judgeSignature(catalogue, signatureOf(catalogue, of('x'))).needsRecord).toBe(true)
  })

  it('lowers even an event that no rule names', () => {
    const catalogue = without('events:\n  - {source: new, name: Ponder, severity: info, when: {path: requestParameters.deep, is: [true]}}')
    expect(judge(catalogue, event('new', 'Ponder', { requestParameters: { deep: true } })).severity).toBe('info')
    expect(judge(catalogue, event('new', 'Ponder', { requestParameters: { deep: false } })).severity).toBe('low')
  })

  it('adds a value that its text announces, without having all records read', () => {
    const catalogue = without('values:\n  - {id: payroll, path: requestParameters.bucketName, is: payroll-archive, class: data, severity: critical, why: Salaries., reads: "true", events: [s3/*]}')
    const record = event('s3', 'GetObject', { readOnly: true, requestParameters: { bucketName: 'payroll-archive' } })
    expect(judge(catalogue, record)).toMatchObject({ severity: 'critical', reasons: [{ rule: 'payroll', path: ['requestParameters', 'bucketName'], start: 0, end: 15 }] })
    expect(catalogue.needles).toContain('payroll-archive')
    expect(judgeSignature(catalogue, signatureOf(catalogue, record)).needsRecord).toBe(false)
  })

  it('has each event read that a value is about which no text announces', () => {
    const catalogue = without('values:\n  - {id: odd, path: requestParameters.size, pattern: "^[5-9]", class: component, severity: high, why: Odd.}')
    const of = (readOnly: boolean) => event('new', 'PonderThing', { readOnly, requestParameters: { size: 7 } })
    expect(judgeSignature(catalogue, signatureOf(catalogue, of(false))).needsRecord).toBe(true)
    expect(judgeSignature(catalogue, signatureOf(catalogue, of(true))).needsRecord).toBe(false)
    expect(judge(catalogue, of(false)).severity).toBe('high')
  })

  it.each(['true', '1000000', '1e+21', 'short', 'Infinity'])('does not take %s for an announcement', (is) => {
    expect(without(`values:\n  - {id: odd, path: requestParameters.size, is: ["${is}"], class: data, severity: high, why: Odd.}`).needles).toEqual(builtInCatalogue().needles)
  })

  it('overrides a value by its id, and switches rules off', () => {
    const record = event('ec2', 'AuthorizeSecurityGroupIngress', { requestParameters: { cidrIp: '0.0.0.0/0', fromPort: 22, toPort: 22 } })
    const rules = (yaml: string) => judge(without(yaml), record).reasons.map(({ rule, severity }) => `${rule} ${severity}`)
    expect(rules('')).toEqual(['ec2.amazonaws.com/AuthorizeSecurityGroupIngress medium', 'open-ipv4 high', 'admin-port high'])
    expect(rules('off: [admin-port, open-ipv4]')).toEqual(['ec2.amazonaws.com/AuthorizeSecurityGroupIngress medium'])
    expect(rules('off: [ec2/AuthorizeSecurityGroupIngress, admin-port]')).toEqual(['name:AuthorizeSecurityGroup* low', 'open-ipv4 high'])
    expect(judge(without('values: [{id: open-ipv4, severity: critical}]'), record).severity).toBe('critical')
  })

  it('names accounts of its own, with which sharing is no risk', () => {
    const record = event('ec2', 'ModifySnapshotAttribute', { requestParameters: { createVolumePermission: { add: { items: [{ userId: '012345678912' }] } } } })
    expect(judge(builtInCatalogue(), record).severity).toBe('high')
    expect(judge(without('accounts: [012345678912]'), record).severity).toBe('medium')
  })

  it('allows a tool, but not one for attacks beside it', () => {
    const rules = (userAgent: string) => judge(without('attackTools: [Prowler]'), event('new', 'Ponder', { userAgent })).reasons.map(({ rule }) => rule)
    expect(rules('prowler/3')).toEqual([])
    expect(rules('prowler/3 kali')).toEqual(['attack-tool'])
  })

  it('gives another version with any change, and the built-in catalogue if it is empty', () => {
    const versions = ['', 'accounts: ["111122223333"]', 'off: [open-ipv4]', 'values: [{id: open-ipv4, severity: low}]'].map((yaml) => without(yaml).version)
    expect(new Set(versions).size).toBe(4)
    expect(versions[0]).toBe(builtInCatalogue().version)
    expect(without('# nothing\n').version).toBe(versions[0])
  })
})

it('the example of RULES.md is without a mistake, and does what it says', () => {
  const example = /```yaml\n([^]*?)```/.exec(readFileSync(join(process.cwd(), 'lib/risk/RULES.md'), 'utf8'))?.[1]
  const catalogue = without(example ?? '- missing')
  expect(judge(catalogue, event('ec2', 'TerminateInstances')).severity).toBe('high')
  expect(judge(catalogue, event('payroll.example.com', 'ExportAll', { eventSource: 'payroll.example.com' })).severity).toBe('high')
  expect(judge(catalogue, event('s3', 'GetObject', { readOnly: true, requestParameters: { bucketName: 'payroll-archive' } })).severity).toBe('high')
  expect(judge(catalogue, event('ec2', 'CreateKeyPair')).reasons.map(({ rule }) => rule)).toEqual(['name:Create*'])
})

describe('a mistake in a team’s file', () => {
  const yaml = `accounts:
  - '123'
  - '111122223333'
rubbish: 1
events:
  - source: ec2
    name: RunInstances
    severity: dreadful
  - source: ec2
    name: StopInstances
    severity: high
  - {source: new, name: Thing, severity: low}
values:
  - id: slow
    path: userAgent
    class: data
    severity: high
    why: Slow.
    pattern: (a+)+$
  - id: Bad Id
    path: x
off:
  - no-such-rule
  - open-ipv4
attackTools: prowler
`
  it('is reported with its line and why, and the rest applies', () => {
    const { catalogue, problems } = catalogueWith(yaml)
    expect(problems.map(({ line }) => line)).toEqual([2, 4, 8, 12, 19, 20, 23, 25])
    expect(problems[0]?.message).toContain('twelve digits')
    expect(problems[4]?.message).toContain('repeats a group')
    expect(problems[6]?.message).toContain('no-such-rule')
    expect(catalogue.rules.accounts).toEqual(['111122223333'])
    expect(judge(catalogue, event('ec2', 'StopInstances')).severity).toBe('high')
    expect(judge(catalogue, event('ec2', 'RunInstances')).severity).toBe('low')
    expect(catalogue.rules.off).toEqual(['open-ipv4'])
  })

  it.each(['a: [', '- 1', 'just text', '&a [*a]', 'events: [&a {x: *a}]', 'events:\n\t- x', 'values: [null, [], 3]', '{{{{', '\u0000', 'x'.repeat(1_000_001), 'off: {a: b}'])('never throws: %j', (text) => {
    const { catalogue, problems } = catalogueWith(text)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.every(({ line, message }) => line >= 1 && message !== '')).toBe(true)
    expect(catalogue.version).toBe(builtInCatalogue().version)
  })

  it.each(['(a+)+', '(a|a)*', '(.*){3,}', '.*.*.*', 'a(?=b)', '(a)\\1', '[', 'x'.repeat(201)])('refuses the pattern %s', (pattern) => {
    const { problems } = catalogueWith(`values: [{id: odd, path: x, pattern: ${JSON.stringify(pattern)}, class: data, severity: high, why: Odd.}]`)
    expect(problems).toHaveLength(1)
  })
})
