import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readContainer } from './container'
import type { Facts } from './facts'
import { factsOf } from './facts-of'
import { type Json, parseRecord } from './record'

const time = '2023-07-10T11:42:18Z'
const json = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)))

describe('what is counted of a record', () => {
  it('is what the record says', () => {
    const facts = factsOf({
      eventTime: time, eventID: 'e-1', eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', awsRegion: 'us-east-1', recipientAccountId: '999988887777',
      errorCode: 'AccessDenied', readOnly: true, sourceIPAddress: '192.0.2.1', userAgent: '[aws-cli]',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', userName: 'alice', accountId: '111122223333', accessKeyId: 'AKIAX' },
      responseElements: { credentials: { accessKeyId: 'ASIAY' } },
    })
    expect(facts).toEqual({
      time: 1688989338, eventID: 'e-1', eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', awsRegion: 'us-east-1', account: '999988887777',
      errorCode: 'AccessDenied', readOnly: 'true', identity: 'arn:aws:iam::111122223333:user/alice', identityLabel: 'alice', identityType: 'IAMUser',
      accessKeyId: 'AKIAX', sourceIPAddress: '192.0.2.1', userAgent: '[aws-cli]', changedKey: '', issuedKey: 'ASIAY', opener: 'arn:aws:iam::111122223333:user/alice', opens: '', sharedEventID: '', role: '', sourceIdentity: '',
    } satisfies Facts)
  })

  it('is nothing without a readable time', () => {
    for (const eventTime of [undefined, null, '', 'yesterday', '2023-02-30T00:00:00Z', {}]) {
      expect(factsOf(eventTime === undefined ? {} : { eventTime })).toBeUndefined()
    }
  })

  it('of a record of version 1.0 without eventID, region, account and readOnly is empty text', () => {
    expect(factsOf({ eventTime: time, eventVersion: '1.0', userIdentity: null })).toMatchObject({
      eventID: '', awsRegion: '', account: '', readOnly: '', userAgent: '', sourceIPAddress: '', identity: 'unknown', identityType: '', issuedKey: '',
    })
  })

  it.each([[true, 'true'], [false, 'false'], ['true', 'true'], ['False', 'false'], ['TRUE', 'true'], ['', ''], [null, ''], [1, ''], ['yes', '']])(
    'is readOnly %j as %j',
    (readOnly, text) => expect(factsOf({ eventTime: time, readOnly })?.readOnly).toBe(text),
  )

  it('is the account of the identity where the record does not name its own', () => {
    expect(factsOf({ eventTime: time, userIdentity: { accountId: '111122223333', invokedBy: 's3.amazonaws.com' } })?.account).toBe('111122223333')
  })

  it('of an Insights event has no name, no source and nobody', () => {
    const facts = factsOf({ eventTime: time, eventType: 'AwsCloudTrailInsight', eventCategory: 'Insight', eventID: 'i', insightDetails: { eventName: 'RunInstances' } })
    expect(facts).toMatchObject({ eventName: '', eventSource: '', identity: 'unknown', eventID: 'i' })
  })

  it('of an aggregated event is found under its own spellings, at the start of its window', () => {
    const facts = factsOf({ eventCategory: 'Aggregated', eventId: 'a', accountId: '111122223333', timeWindow: { windowStart: time, windowEnd: 'x' } })
    expect(facts).toMatchObject({ time: 1688989338, eventID: 'a', account: '111122223333' })
  })

  it('of a network activity event is whose account called', () => {
    const facts = factsOf({ eventTime: time, eventType: 'AwsVpceEvent', errorCode: 'VpceAccessDenied', userIdentity: { type: 'AWSAccount', principalId: 'AROAX:s', accountId: '111122223333' } })
    expect(facts).toMatchObject({ errorCode: 'VpceAccessDenied', identity: 'account:111122223333:AROAX:s', identityType: 'AWSAccount' })
  })

  it('takes numbers as text, objects as nothing, and service names, dashes and NUL for addresses as they are', () => {
    expect(factsOf({ eventTime: time, eventID: 7, userAgent: { a: 1 }, errorCode: ['x'] })).toMatchObject({ eventID: '7', userAgent: '', errorCode: '' })
    for (const sourceIPAddress of ['ec2.amazonaws.com', 'AWS Internal', '-', '', 'a\u0000b']) {
      expect(factsOf({ eventTime: time, sourceIPAddress })).toMatchObject({ sourceIPAddress })
    }
  })

  it('never fails, whatever the record holds', () => {
    const record = fc.record(
      {
        eventTime: fc.oneof(fc.constant(time), json), eventID: json, eventSource: json, eventName: json, readOnly: json, userIdentity: json,
        responseElements: json, recipientAccountId: json, timeWindow: json, errorCode: json,
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(record, (each) => {
        const facts = factsOf(each)
        for (const [name, value] of Object.entries(facts ?? {})) expect(typeof value).toBe(name === 'time' ? 'number' : 'string')
      }),
      { numRuns: 2000 },
    )
  })
})

const hour = join(process.cwd(), '../shared/samples/one-hour')
const isAbsent = !existsSync(hour)
describe.skipIf(isAbsent)(isAbsent ? 'one hour of a real account (skipped: ../shared/samples is absent)' : 'one hour of a real account', () => {
  it('is counted by identity, event, error and key as jq counts it', async () => {
    const files = readdirSync(hour, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const ours: string[] = []
    for (const file of files) {
      for await (const piece of readContainer(createReadStream(file))) {
        const facts = piece.kind === 'record' ? factsOf(parseRecord(piece.raw)) : undefined
        if (facts === undefined) throw new Error(`nothing to count in ${file}`)
        const user = facts.identityType === 'IAMUser' && facts.identity.startsWith('arn:aws:iam::123837392027:user/') ? facts.identity : ''
        ours.push([facts.eventID, facts.eventName, facts.errorCode, user, facts.readOnly, facts.account, facts.issuedKey, facts.time].join(' '))
      }
    }
    const filter = `.Records[] | [.eventID, .eventName, .errorCode // "", (if .userIdentity.type == "IAMUser" then .userIdentity.arn // "" else "" end),
      (.readOnly | tostring), .recipientAccountId, .responseElements.credentials.accessKeyId? // "", (.eventTime | fromdate | tostring)] | join(" ")`
    const { stdout } = spawnSync('bash', ['-c', 'zcat "$@" | jq -r "$0"', filter, ...files], { maxBuffer: 2 ** 28 })
    expect(ours.sort()).toEqual(stdout.toString().trimEnd().split('\n').sort())

    expect(ours).toHaveLength(2900)
    expect(ours.filter((line) => line.includes(' arn:aws:iam::123837392027:user/benjamin '))).toHaveLength(105)
    expect(ours.filter((line) => line.split(' ')[1] === 'Decrypt')).toHaveLength(178)
    expect(ours.filter((line) => line.split(' ')[2] !== '')).toHaveLength(300)
  })
})
