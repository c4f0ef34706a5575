import { expect, it } from 'vitest'
import { asking, emptyJournal, rulesOf, teamStore } from '../asking'
import { giveExpectation } from '../expectations'
import { changeRule, ruleFile, undoRule } from './change'
import { ruleHits } from './hits'
import { importPreview, importRules } from './import'
import { rules } from './list'
import { rulePreview } from './preview'

const ago = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 - hours * 3_600_000).toISOString().replace('.000Z', 'Z')
const record = (eventID: string, userName: string, eventName: string, more: object = {}) => ({
  eventID, eventName, eventTime: ago(3), eventSource: 'ec2.amazonaws.com', awsRegion: 'eu-west-1', sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli', readOnly: eventName.startsWith('Describe'),
  recipientAccountId: '111122223333', userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${userName}`, accountId: '111122223333', userName }, ...more,
})
const records = [
  record('1', 'alice', 'DescribeInstances'), record('2', 'alice', 'DescribeInstances'), record('3', 'bob', 'DescribeInstances'), record('4', 'bob', 'RunInstances'),
  record('5', 'bob', 'DescribeInstances', { eventTime: ago(24 * 40) }),
  record('6', 'bob', 'AuthorizeSecurityGroupIngress', { requestParameters: { cidrIp: '0.0.0.0/0', fromPort: 22, toPort: 22 } }),
]
const entry = { source: 'ec2', name: 'Describe*', class: 'data', severity: 'high', why: 'Nobody should look.' }
const write = { by: 'mara', section: 'events' as const, action: 'write' as const, entry, saw: null }

it('tells of every rule where it is written and how many events of 30 days have its name', async () => {
  const store = await teamStore(records, 'events:\n  - {source: ec2, name: RunInstances, severity: critical}\noff: [open-ipv6]\n')
  await changeRule({ store, sent: { ...write, entry: { source: 'ec2', name: 'RunInstances', severity: 'low' } } })
  await changeRule({ store, sent: write })
  const answer = await rules(asking(store, '', {}))
  const found = (id: string) => answer.rules.find((each) => each.id === id)
  expect(found('ec2.amazonaws.com/RunInstances')).toMatchObject({ from: 'page', over: ['file', 'built-in'], severity: 'low', hits: 1, off: null })
  expect(found('ec2.amazonaws.com/Describe*')).toMatchObject({ from: 'page', over: [], hits: 3, filter: expect.stringContaining('event=Describe*') })
  expect(found('open-ipv6')).toMatchObject({ from: 'built-in', off: 'file', hits: null })
  expect(found('iam.amazonaws.com/CreateUser')).toMatchObject({ from: 'built-in', over: [], hits: 0, section: 'events', draft: { name: 'CreateUser' } })
  expect(answer).toMatchObject({ total: 5, problems: [], changes: [{ seq: 2, holds: true }, { seq: 1, holds: true }] })
  expect(new Set(answer.rules.map(({ id, kind }) => `${kind} ${id}`)).size).toBe(answer.rules.length)
})

it('says before a rule is saved what it would have flagged, by whom, and how much of that was expected', async () => {
  const store = await teamStore(records)
  await giveExpectation({ store, sent: { by: 'mara', reason: 'Inventory.', owner: 'ops', filter: 'identity=*alice&event=DescribeInstances', from: ago(100), until: new Date(Date.now() + 86_400_000).toISOString() } })
  const preview = await rulePreview(asking(store, '', { section: 'events', action: 'write', ...entry } as const))
  expect(preview).toMatchObject({ problems: [], total: 5, concerned: 3, read: 3, flagged: 3, isExact: true, expected: 2, before: [{ severity: 'info', count: 3 }], after: [{ severity: 'high', count: 3 }], written: null, totalIdentities: 2 })
  expect(preview.identities.map(({ label, count }) => [label, count])).toEqual([['alice', 2], ['bob', 1]])
  const off = await rulePreview(asking(store, '', { section: 'off', action: 'write', id: 'ec2.amazonaws.com/RunInstances' } as const))
  expect(off).toMatchObject({ flagged: 1, events: [{ eventID: '4' }] })
  const value = await rulePreview(asking(store, '', { section: 'values', action: 'write', id: 'ours', path: 'requestParameters.cidrIp', is: '0.0.0.0/0\n::/0', class: 'network', severity: 'critical', why: 'Open.' } as const))
  expect(value).toMatchObject({ flagged: 1, events: [{ eventID: '6' }] })
})

it('names what is wrong with a rule before and when it is saved, and enters nothing', async () => {
  const store = await teamStore(records)
  const wrong = { source: 'ec2', name: 'Describe*', severity: 'terrible' }
  expect(await rulePreview(asking(store, '', { section: 'events', action: 'write', ...wrong } as const))).toMatchObject({ problems: [expect.stringContaining('severity')], concerned: 0 })
  await expect(changeRule({ store, sent: { ...write, entry: wrong } })).rejects.toMatchObject({ problem: { status: 400, detail: expect.stringContaining('severity') } })
  expect(store.journal.version()).toBe(0)
})

it('lets nobody write over what somebody else wrote unseen, and takes changes back by others', async () => {
  const store = await teamStore(records)
  await changeRule({ store, sent: write })
  await expect(changeRule({ store, sent: { ...write, by: 'jo' } })).rejects.toMatchObject({ problem: { status: 409, detail: expect.stringContaining('mara') } })
  const [first] = (await rules(asking(store, '', {}))).rules.flatMap(({ written }) => written ?? [])
  await changeRule({ store, sent: { ...write, by: 'jo', saw: first ?? null, entry: { ...entry, severity: 'low' } } })
  await expect(undoRule({ store, sent: { by: 'mara', seq: 1 } })).rejects.toMatchObject({ problem: { status: 409 } })
  await undoRule({ store, sent: { by: 'mara', seq: 2 } })
  const severities = async () => (await rules(asking(store, '', {}))).rules.flatMap(({ from, severity }) => (from === 'page' ? [severity] : []))
  expect(await severities()).toEqual(['high'])
  await undoRule({ store, sent: { by: 'mara', seq: 1 } })
  expect(await severities()).toEqual([])
  expect(store.journal.state().ruleChanges.map(({ before, after }) => [before === null, after === null])).toEqual([[true, false], [false, false], [false, false], [false, true]])
})

it('brings a file back as it was exported, and names the lines of one that has mistakes', async () => {
  const store = await teamStore(records, "accounts: ['012345678901']\nevents:\n  - {source: ec2, name: RunInstances, severity: critical}\n")
  await changeRule({ store, sent: write })
  await changeRule({ store, sent: { ...write, section: 'values', entry: { id: 'ours', path: 'requestParameters.bucketName', is: 'false\n22', class: 'data', severity: 'high', why: 'Ours.', events: 's3/*', reads: 'true' } } })
  let text = ''
  for await (const part of (await ruleFile(asking(store, '', {}))).parts) text += new TextDecoder().decode(part)
  const journal = await emptyJournal()
  const other = { ...store, journal, rules: rulesOf(journal, '') }
  expect(await importRules({ store: other, sent: { by: 'jo', text } })).toMatchObject({ entered: 4, same: 0, problems: [] })
  expect(other.rules.present().catalogue.version).toBe(store.rules.present().catalogue.version)
  expect(await importRules({ store: other, sent: { by: 'jo', text } })).toMatchObject({ entered: 0, same: 4 })
  const wrong = await importRules({ store: other, sent: { by: 'jo', text: 'off:\n  - nothing-such\nevents:\n  - source: ec2\n    name: Run*\n    severity: terrible\n  - {source: ec2, name: Stop*, class: data, severity: low, why: Stops.}\n' } })
  expect(wrong).toMatchObject({ entered: 1, problems: [{ line: 2, message: expect.stringContaining('no rule is called') }, { line: 4, message: expect.stringMatching(/^events\[0\]\.severity/) }] })
})

it('tells before a file is imported what it adds and changes, what stays, and what it would have flagged, and refuses it if the rules have changed since', async () => {
  const store = await teamStore(records)
  await changeRule({ store, sent: write })
  await changeRule({ store, sent: { ...write, section: 'accounts', entry: { id: '012345678901' } } })
  const text = 'events:\n  - {source: ec2, name: Describe*, class: data, severity: low, why: Less.}\n  - {source: ec2, name: RunInstances, severity: critical}\n  - {source: ec2, name: Run*, severity: terrible}\n'
  const preview = await importPreview({ store, sent: { text }, options: {} })
  expect(preview).toMatchObject({
    saw: 2, same: 0, problems: [{ line: 4 }], kept: [{ section: 'accounts' }], total: 5, flagged: 4, before: expect.arrayContaining([{ severity: 'high', count: 3 }]), after: [{ severity: 'low', count: 3 }, { severity: 'critical', count: 1 }],
    changes: [{ section: 'events', line: 2, before: expect.stringContaining('severity: high'), after: expect.stringContaining('severity: low') }, { line: 3, before: null }],
  })
  expect(store.journal.version()).toBe(2)
  await undoRule({ store, sent: { by: 'jo', seq: 2 } })
  await expect(importRules({ store, sent: { by: 'mara', text, saw: preview.saw } })).rejects.toMatchObject({ problem: { status: 409, detail: expect.stringContaining('jo') } })
  expect(store.journal.version()).toBe(3)
  expect(await importRules({ store, sent: { by: 'mara', text, saw: 3 } })).toMatchObject({ entered: 2 })
  expect((await importPreview({ store, sent: { text }, options: {} }))).toMatchObject({ changes: [], same: 2, flagged: 0 })
})

it('tells two conditions on one event apart, and for how many events each holds', async () => {
  const store = await teamStore(records)
  const condition = (is: string, severity: string) => ({ source: 'ec2', name: 'Describe*', class: 'data', severity, why: 'Of these.', path: 'userIdentity.userName', is })
  await changeRule({ store, sent: { ...write, entry: condition('alice', 'low') } })
  await changeRule({ store, sent: { ...write, entry: condition('bob', 'critical') } })
  const conditions = (await rules(asking(store, '', {}))).rules.filter(({ kind }) => kind === 'condition')
  const hits = await Promise.all(conditions.map(async ({ id, severity }) => ({ severity, ...(await ruleHits(asking(store, '', { id }))) })))
  expect(hits).toMatchObject([{ severity: 'low', concerned: 3, hits: 2, events: ['1', '2'] }, { severity: 'critical', concerned: 3, hits: 1, events: ['3'] }])
})

it('reads records to count what a rule on values highlights', async () => {
  const store = await teamStore(records)
  const own = store.rules.present().catalogue.rules.values.map(({ id }) => id)
  const hits = await Promise.all(own.map(async (id) => ({ id, ...(await ruleHits(asking(store, '', { id }))) })))
  expect(hits.filter(({ hits: count }) => count === 1)).toContainEqual(expect.objectContaining({ isExact: true, events: ['6'] }))
  expect(await ruleHits(asking(store, '', { id: 'no-such' }))).toBeUndefined()
})
