import { assume } from '../entries/assume'
import { byKey, userOf, type User } from '../entries/user'
import type { Account, Place } from '../estate'
import { played, type Incident, type Script, type Stage, type Step } from '../incidents/script'
import { tlsText, type Caller } from '../record'
import { callerOf, grantOf, roleOf, sessionArn, type Grant } from '../roles'

/** A session of a chain, and who is behind it. */
export type Behind = { session: string; key: string; who: string; how: 'key' | 'record' | 'guess' | 'nobody knows' }

/** A chain of roles: its records, and who is behind its last session. */
export type Chain = Incident & { behind: readonly Behind[] }

const agent = 'aws-cli/2.22.26 md/awscrt#0.23.4 ua/2.0 os/linux#6.8.0-49-generic md/arch#x86_64 lang/python#3.12.6 cfg/retry-mode#standard'
const form = { ip: '203.0.113.44', agent, via: 'program', kind: 'person' } as const

type Taking = { at: Step['at']; step: string; by: Caller; of: Account; principal: string; role: string; session: string; place: Place; source?: string; lateBy?: number }

/** Takes a role, in the log of each account that it concerns; `lateBy` seconds later than it was, that is how late it is delivered. */
function taken(stage: Stage, { at, step, by, of, principal, role, session, place, source, lateBy = 0 }: Taking): { grant: Grant; caller: Caller } {
  let given: Grant | undefined
  const caller = stage.enter(at, place, step, (visit) => {
    const grant = grantOf(roleOf(stage.seed, place.account, role), session, visit.day, visit.second, visit.random)
    given = grant
    const late = { ...visit, deliver: (text: string) => visit.deliverTo(place.account, visit.second + lateBy, text), deliverTo: (account: Account, second: number, text: string) => visit.deliverTo(account, second + lateBy, text) }
    assume(late, { by, of, principal, grant, second: visit.second, ...(source === undefined ? {} : { asks: `,"sourceIdentity":"${source}"` }) })
    return callerOf(grant, { ...form, ...(source === undefined ? {} : { context: `,"sourceIdentity":"${source}"` }) })
  })
  if (!given) throw new Error('no role was taken')
  return { grant: given, caller }
}

const principalOf = ({ role, session }: Grant) => `${role.id}:${session}`
const behind = (grant: Grant, who: string, how: Behind['how']): Behind => ({ session: sessionArn(grant), key: grant.key, who, how })
const userFor = (seed: string, account: Account, name: string): User => userOf(seed, account, name, form)

type ChainScript = Omit<Script, 'play'> & { play(stage: Stage, tell: (...behind: Behind[]) => void): void }

const threeDeep: ChainScript = {
  name: 'three-deep',
  title: 'Three roles deep, in two accounts, and the first record comes last',
  who: 'emil.larsen, a user of account 444455556666',
  story: 'A user takes the role release-manager in the development account, from there deployer in the production account, and from there database-operator beside it. The record of the first step is delivered forty minutes after the snapshot that was made at the end of the chain.',
  play(stage, tell) {
    const [prod, dev] = stage.accounts
    const user = userFor(stage.seed, dev, 'emil.larsen')
    const [here, there] = [stage.place(dev, 'eu-central-1'), stage.place(prod, 'eu-central-1')]
    const first = taken(stage, { at: [24, '13:05:10'], step: 'Takes release-manager', by: byKey(user), of: dev, principal: user.id, role: 'release-manager', session: 'release-4.2', place: here, lateBy: 3_000 })
    const second = taken(stage, { at: [24, '13:06:02'], step: 'From there, takes deployer in the other account', by: first.caller, of: dev, principal: principalOf(first.grant), role: 'deployer', session: 'release-4.2', place: there })
    const third = taken(stage, { at: [24, '13:07:40'], step: 'From there, takes database-operator', by: second.caller, of: prod, principal: principalOf(second.grant), role: 'database-operator', session: 'release-4.2', place: there })
    stage.call({ by: third.caller, at: [24, '13:09:00'], place: there, call: 'rds:DescribeDBInstances', reads: true, step: 'Looks at databases' })
    stage.call({ by: third.caller, at: [24, '13:09:30'], place: there, call: 'rds:CreateDBSnapshot', request: { dBSnapshotIdentifier: 'before-release-4-2', dBInstanceIdentifier: there.databases[0] ?? '' }, step: 'Makes a snapshot' })
    for (const { grant } of [first, second, third]) tell(behind(grant, user.arn, 'key'))
  },
}

const missingLink: ChainScript = {
  name: 'missing-link',
  title: 'A chain whose beginning is in no log',
  who: 'a vendor whose own account is not read: nobody knows who',
  story: 'A session of vendor-access was opened from an account whose trail is not read, and no record of that is there. From it the role auditor of the shared account is taken.',
  play(stage, tell) {
    const [prod, , shared] = stage.accounts
    const [here, there] = [stage.place(prod, 'us-east-1'), stage.place(shared, 'us-east-1')]
    const { day, second } = stage.moment([25, '09:40:00'])
    const vendor = grantOf(roleOf(stage.seed, prod, 'vendor-access'), 'ticket-4711', day, second, stage.random)
    const by = callerOf(vendor, { ...form, ip: '192.0.2.61' })
    stage.call({ by, at: [25, '09:41:12'], place: here, call: 'ec2:DescribeInstances', reads: true, request: { instancesSet: {}, filterSet: {} }, step: 'The vendor looks at instances' })
    const auditor = taken(stage, { at: [25, '09:44:31'], step: 'From there, takes auditor in the other account', by, of: prod, principal: principalOf(vendor), role: 'auditor', session: 'ticket-4711', place: there })
    stage.call({ by: auditor.caller, at: [25, '09:46:05'], place: there, call: 'iam:ListUsers', reads: true, step: 'Lists users there' })
    tell(behind(vendor, '', 'nobody knows'), behind(auditor.grant, sessionArn(vendor), 'key'))
  },
}

const vouchedFor: ChainScript = {
  name: 'vouched-for',
  title: 'A session that says for whom it acts, of whose opening nothing is told',
  who: 'probably felix.arndt, as the session says itself',
  story: 'The records of a break-glass session carry the source identity felix.arndt. The record of its opening is missing, so that this is a guess.',
  play(stage, tell) {
    const [prod] = stage.accounts
    const here = stage.place(prod, 'eu-west-1')
    const { day, second } = stage.moment([26, '02:11:00'])
    const glass = grantOf(roleOf(stage.seed, prod, 'break-glass'), 'incident-88', day, second, stage.random)
    const by = callerOf(glass, { ...form, context: ',"sourceIdentity":"felix.arndt"' })
    stage.call({ by, at: [26, '02:11:40'], place: here, call: 'ec2:DescribeVolumes', reads: true, request: { volumeSet: {}, filterSet: {} }, step: 'Looks at volumes' })
    stage.call({ by, at: [26, '02:13:05'], place: here, call: 'ec2:RebootInstances', request: { instancesSet: { items: [{ instanceId: here.instances[0] ?? '' }] } }, response: { _return: true }, step: 'Restarts a machine' })
    tell(behind(glass, 'felix.arndt', 'guess'))
  },
}

const switchedRole: ChainScript = {
  name: 'switched-role',
  title: 'A role switched to in the console, whose key no record tells',
  who: 'daniel.kim, a user of account 444455556666',
  story: 'A user who is signed in to the console of the development account switches to the role billing-viewer of the production account. The record says from whom to whom, but not with which key.',
  play(stage, tell) {
    const [prod, dev] = stage.accounts
    const user = userFor(stage.seed, dev, 'daniel.kim')
    const here = stage.place(prod, 'us-east-1')
    const { day, second } = stage.moment([27, '15:20:00'])
    const grant = grantOf(roleOf(stage.seed, prod, 'billing-viewer'), user.name, day, second, stage.random)
    const console_ = { ...form, via: 'console', agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36' } as const
    const tail = ',"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"us-east-1.signin.aws.amazon.com"}'
    const switching = callerOf({ ...grant, key: '' }, console_)
    stage.call({ by: switching, at: [27, '15:20:00'], place: here, call: 'signin:SwitchRole', response: { SwitchRole: 'Success' }, extra: { SwitchFrom: user.arn, RedirectTo: 'https://us-east-1.console.aws.amazon.com/billing/home' }, tail, step: 'Switches roles' })
    stage.call({ by: callerOf(grant, console_), at: [27, '15:21:10'], place: here, call: 'ce:GetCostAndUsage', reads: true, tail: ',"sessionCredentialFromConsole":"true"', step: 'Looks at costs' })
    tell(behind(grant, user.arn, 'record'))
  },
}

const thereAndBack: ChainScript = {
  name: 'there-and-back',
  title: 'Two roles that take each other in turns',
  who: 'the program backup-agent of account 777788889999',
  story: 'A program takes the role courier, from there ledger-reader, from there courier again, and so once more: a chain of four sessions of two names.',
  play(stage, tell) {
    const [, , shared] = stage.accounts
    const here = stage.place(shared, 'us-east-1')
    const user = userOf(stage.seed, shared, 'backup-agent', { ...form, ip: '198.18.201.9', kind: 'robot' })
    let by = byKey(user)
    let principal = user.id
    for (const [index, role] of ['courier', 'ledger-reader', 'courier', 'ledger-reader'].entries()) {
      const next = taken(stage, { at: [28, `04:0${index}:20`], step: `Takes ${role}`, by, of: shared, principal, role, session: 'relay', place: here })
      tell(behind(next.grant, user.arn, 'key'))
      by = next.caller
      principal = principalOf(next.grant)
    }
    stage.call({ by, at: [28, '04:05:00'], place: here, call: 's3:ListBuckets', reads: true, tail: tlsText('s3', here.region), step: 'Lists buckets at the end of the chain' })
  },
}

const scripts = [threeDeep, missingLink, vouchedFor, switchedRole, thereAndBack]

/** The chains of roles that the sample holds, in the order in which they begin. Who is behind each is told besides. */
export const chainsOf = (seed: string, to: Date): readonly Chain[] =>
  scripts.map(({ play, ...script }) => {
    const told: Behind[] = []
    const incident = played({ ...script, play: (stage) => play(stage, (...some) => told.push(...some)) }, seed, to)
    return { ...incident, behind: told }
  })
