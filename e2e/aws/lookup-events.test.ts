import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput, paginateLookupEvents } from '@aws-sdk/client-cloudtrail'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from './faults'
import { type LookupEventsServer, type Options, startLookupEvents } from './lookup-events'
import type { Key } from './signature'

const audit: Key = { accessKeyId: 'AKIAAUDIT00000000000', secretAccessKey: 'secret of audit', account: '111122223333' }
const other: Key = { accessKeyId: 'AKIAOTHER00000000000', secretAccessKey: 'secret of other', account: '444455556666' }
const session: Key = {
  accessKeyId: 'ASIASESSION000000000', secretAccessKey: 'secret of session', sessionToken: 'token/of+session==', account: '111122223333',
  arn: 'arn:aws:sts::111122223333:assumed-role/desk/reader',
}

const noon = Date.parse('2026-03-01T12:00:00Z')
let now = noon
let server: LookupEventsServer

async function restart(options: Partial<Options> = {}): Promise<void> {
  await server.stop()
  server = await startLookupEvents({ keys: [audit, other, session], now: () => now, requestsPerSecond: Infinity, ...options })
}

beforeEach(async () => {
  now = noon
  server = await startLookupEvents({ keys: [audit, other, session], now: () => now, requestsPerSecond: Infinity })
})

afterEach(() => server.stop())

interface As {
  key?: Key
  region?: string
  maxAttempts?: number
  systemClockOffset?: number
}

const clientOf = ({ key = audit, region = 'eu-west-1', maxAttempts = 1, ...more }: As = {}) =>
  new CloudTrailClient({ endpoint: server.url, region, credentials: key, maxAttempts, ...more })

const lookUp = (input: LookupEventsCommandInput = {}, as: As = {}) => clientOf(as).send(new LookupEventsCommand(input))

const idsOf = async (input: LookupEventsCommandInput = {}, as: As = {}) => (await lookUp(input, as)).Events?.map((event) => event.EventId)

const at = (seconds: number) => new Date(noon + seconds * 1000)

/** A record that happened so many seconds after noon. */
const record = (eventID: string, seconds = 0, more: object = {}) =>
  JSON.stringify({
    eventVersion: '1.11', eventID, eventTime: at(seconds).toISOString().replace('.000Z', 'Z'), eventSource: 'iam.amazonaws.com', eventName: 'GetUser',
    awsRegion: 'eu-west-1', recipientAccountId: audit.account, readOnly: true, managementEvent: true, eventCategory: 'Management', ...more,
  })

const many = (count: number) => Array.from({ length: count }, (_, index) => record(`e-${String(index).padStart(4, '0')}`, index - count))

describe('an event', () => {
  it('comes to the SDK with all that AWS says of it, and its record byte for byte', async () => {
    const raw = `{ "eventID":"e-1" , "eventTime":"2026-03-01T11:59:58Z","awsRegion":"eu-west-1","recipientAccountId":"111122223333","eventSource":"sts.amazonaws.com",
      "eventName":"AssumeRole","readOnly":false,"number":1.50,"text":"\\u00e9 é 🔑","eventCategory":"Management",
      "userIdentity":{"type":"AssumedRole","principalId":"AROAX:kay","accessKeyId":"ASIAX"},"resources":[{"ARN":"arn:aws:iam::111122223333:role/r","type":"AWS::IAM::Role"},{"ARN":"arn:x"}]}`
    server.add([raw])

    const { Events, NextToken } = await lookUp()

    expect(NextToken).toBeUndefined()
    expect(Events).toEqual([{
      EventId: 'e-1', EventName: 'AssumeRole', EventSource: 'sts.amazonaws.com', ReadOnly: 'false', AccessKeyId: 'ASIAX', EventTime: at(-2), Username: 'kay',
      Resources: [{ ResourceType: 'AWS::IAM::Role', ResourceName: 'arn:aws:iam::111122223333:role/r' }, { ResourceName: 'arn:x' }], CloudTrailEvent: raw,
    }])
  })

  it('lacks what its record lacks or misspells', async () => {
    const raw = record('e-1', 0, { eventName: undefined, eventSource: 7, readOnly: 'yes', userIdentity: 'HIDDEN', resources: null })
    server.add([raw])
    expect((await lookUp()).Events).toEqual([{ EventId: 'e-1', EventTime: at(0), Resources: [], CloudTrailEvent: raw }])
  })

  it.each([
    [{ type: 'Root', userName: 'alias' }, 'root'],
    [{ type: 'IAMUser', userName: 'alice', principalId: 'AIDAX' }, 'alice'],
    [{ type: 'AssumedRole', principalId: 'AROAX:i-0abc' }, 'i-0abc'],
    [{ type: 'FederatedUser', principalId: '111122223333:fed' }, 'fed'],
    [{ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, undefined],
    [{ userName: 'typeless' }, 'typeless'],
  ])('of %j is by %s', async (userIdentity, name) => {
    server.add([record('e-1', 0, { userIdentity })])
    expect((await lookUp()).Events?.[0]?.Username).toBe(name)
  })

  it('is not added if it belongs nowhere, and neither is its company', async () => {
    expect(() => server.add([record('e-1'), record('e-2', 0, { recipientAccountId: undefined })])).toThrow()
    expect(() => server.add(['no record'])).toThrow()
    expect(await idsOf()).toEqual([])
  })

  it('is there twice if it was given twice', async () => {
    server.add([record('e-1'), record('e-1')])
    expect(await idsOf()).toEqual(['e-1', 'e-1'])
    expect(await idsOf({ NextToken: (await lookUp({ MaxResults: 1 })).NextToken, MaxResults: 1 })).toEqual(['e-1'])
  })
})

describe('what is served', () => {
  it('is of the key’s account and the region that was called', async () => {
    server.add([record('mine'), record('elsewhere', 0, { awsRegion: 'us-east-1' }), record('theirs', 0, { recipientAccountId: other.account })])
    expect(await idsOf()).toEqual(['mine'])
    expect(await idsOf({}, { region: 'us-east-1' })).toEqual(['elsewhere'])
    expect(await idsOf({}, { key: other })).toEqual(['theirs'])
    expect(await idsOf({}, { key: session })).toEqual(['mine'])
  })

  it('is management events, and Insights only when asked for', async () => {
    const insight = { eventCategory: 'Insight', eventType: 'AwsCloudTrailInsight', eventName: undefined, eventSource: undefined, readOnly: undefined }
    server.add([
      record('management'), record('insight', 0, { ...insight, insightDetails: { eventName: 'RunInstances', eventSource: 'ec2.amazonaws.com' } }),
      record('data', 0, { eventCategory: 'Data' }), record('network', 0, { eventCategory: 'NetworkActivity' }),
      record('old', -1, { eventCategory: undefined, managementEvent: undefined }), record('old data', -1, { eventCategory: undefined, managementEvent: false }),
      '{"eventId":"aggregated","accountId":"111122223333","eventCategory":"Aggregated","awsRegion":"eu-west-1"}',
    ])
    expect(await idsOf()).toEqual(['management', 'old'])
    const { Events } = await lookUp({ EventCategory: 'insight', LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'RunInstances' }] })
    expect(Events).toMatchObject([{ EventId: 'insight', EventName: 'RunInstances', EventSource: 'ec2.amazonaws.com' }])
  })

  it('includes both ends of the time range', async () => {
    server.add([record('e-1', -3), record('e-2', -2), record('e-3', -1), record('e-4', 0)])
    expect(await idsOf({ StartTime: at(-2), EndTime: at(-1) })).toEqual(['e-3', 'e-2'])
    expect(await idsOf({ StartTime: at(-1.5), EndTime: at(-0.5) })).toEqual(['e-3'])
    expect(await idsOf({ StartTime: at(-2), EndTime: at(-2) })).toEqual(['e-2'])
  })

  it('is 90 days old at most', async () => {
    server.add([record('kept', -90 * 86_400), record('gone', -90 * 86_400 - 1)])
    expect(await idsOf({ StartTime: at(-100 * 86_400) })).toEqual(['kept'])
    now += 1000
    expect(await idsOf()).toEqual([])
  })

  it.each([
    ['EventId', 'e-1'], ['EventName', 'CreateUser'], ['ReadOnly', 'false'], ['Username', 'alice'], ['ResourceType', 'AWS::IAM::User'],
    ['ResourceName', 'arn:aws:iam::111122223333:user/bob'], ['EventSource', 'iam.amazonaws.com'], ['AccessKeyId', 'AKIAALICE'],
  ] as const)('matches %s exactly', async (AttributeKey, AttributeValue) => {
    server.add([
      record('e-1', 0, {
        eventName: 'CreateUser', readOnly: false, userIdentity: { type: 'IAMUser', userName: 'alice', accessKeyId: 'AKIAALICE' },
        resources: [{ ARN: 'arn:x', type: 'T' }, { ARN: 'arn:aws:iam::111122223333:user/bob', type: 'AWS::IAM::User' }],
      }),
      record('e-2', 0, { eventSource: 's3.amazonaws.com' }),
    ])
    expect(await idsOf({ LookupAttributes: [{ AttributeKey, AttributeValue }] })).toEqual(['e-1'])
    expect(await idsOf({ LookupAttributes: [{ AttributeKey, AttributeValue: AttributeValue.slice(0, -1) }] })).toEqual([])
    expect(await idsOf({ LookupAttributes: [{ AttributeKey, AttributeValue: AttributeValue.toUpperCase() }] })).toEqual(AttributeKey === 'AccessKeyId' ? ['e-1'] : [])
  })

  it('is seen once it has arrived, at the time at which it happened', async () => {
    server.add([record('e-1', -10)])
    server.add([record('late', -20)], { visibleAt: noon + 60_000 })
    now = noon + 59_999
    expect(await idsOf()).toEqual(['e-1'])
    now = noon + 60_000
    expect(await idsOf()).toEqual(['e-1', 'late'])
  })
})

describe('pages', () => {
  it('hold 50 events at most, and all of them together each event once, newest first', async () => {
    server.add(many(120))
    const pages: string[][] = []
    for await (const { Events = [] } of paginateLookupEvents({ client: clientOf() }, {})) pages.push(Events.map(({ EventId = '' }) => EventId))
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20])
    expect(pages.flat()).toEqual(many(120).map((raw): string => JSON.parse(raw).eventID).reverse())
  })

  it('end without a token, also when the last is full', async () => {
    server.add(many(4))
    const first = await lookUp({ MaxResults: 2 })
    const second = await lookUp({ MaxResults: 2, NextToken: first.NextToken })
    expect(second.Events).toHaveLength(2)
    expect(second.NextToken).toBeUndefined()
  })

  it('split events of one second without losing or repeating any', async () => {
    server.add(['c', 'a', 'e', 'b', 'd'].map((id) => record(id)))
    const ids: (string | undefined)[] = []
    for await (const { Events = [] } of paginateLookupEvents({ client: clientOf(), pageSize: 2 }, {})) ids.push(...Events.map((event) => event.EventId))
    expect(ids.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('show what arrives below the place that was read, and miss what arrives above it', async () => {
    server.add([record('e-3', -1), record('e-1', -5)])
    const { NextToken } = await lookUp({ MaxResults: 1 })
    server.add([record('above', 0), record('below', -3)])
    expect(await idsOf({ MaxResults: 1, NextToken })).toEqual(['below'])
    expect(await idsOf({ MaxResults: 1, NextToken }), 'the same page again, as a retry asks').toEqual(['below'])
  })

  it('may be empty and yet not the last', async () => {
    server.add(many(3))
    server.fail({ kind: 'emptyPage' })
    const empty = await lookUp()
    expect(empty.Events).toEqual([])
    expect(await idsOf({ NextToken: empty.NextToken })).toHaveLength(3)

    const { NextToken } = await lookUp({ MaxResults: 2 })
    server.fail({ kind: 'emptyPage' })
    const amid = await lookUp({ MaxResults: 2, NextToken })
    expect(amid.Events).toEqual([])
    expect(await idsOf({ MaxResults: 2, NextToken: amid.NextToken })).toEqual(['e-0000'])
  })

  const invalid = { name: 'InvalidNextTokenException', $metadata: { httpStatusCode: 400 } }

  it('are turned only with the question that they answer', async () => {
    server.add(many(3))
    const asked: LookupEventsCommandInput = { MaxResults: 2, StartTime: at(-100), EndTime: at(0) }
    const { NextToken } = await lookUp(asked)
    for (const changed of [
      { MaxResults: 1 }, { StartTime: at(-99) }, { EndTime: at(1) }, { EndTime: undefined }, { EventCategory: 'insight' as const },
      { LookupAttributes: [{ AttributeKey: 'ReadOnly' as const, AttributeValue: 'true' }] }, { NextToken: `${NextToken}x` },
    ]) {
      await expect(lookUp({ ...asked, NextToken, ...changed }), JSON.stringify(changed)).rejects.toMatchObject(invalid)
    }
    await expect(lookUp({ ...asked, NextToken }, { region: 'us-east-1' })).rejects.toMatchObject(invalid)
    await expect(lookUp({ ...asked, NextToken }, { key: other })).rejects.toMatchObject(invalid)
    expect(await idsOf({ ...asked, NextToken })).toEqual(['e-0000'])
  })

  it('can be turned for a while only', async () => {
    await restart({ tokenLifetime: 1000 })
    server.add(many(3))
    const { NextToken } = await lookUp({ MaxResults: 1 })
    now += 1000
    expect(await idsOf({ MaxResults: 1, NextToken })).toEqual(['e-0001'])
    now += 1
    await expect(lookUp({ MaxResults: 1, NextToken })).rejects.toMatchObject(invalid)
  })

  it('expire when told to, all or the next', async () => {
    server.add(many(3))
    const first = await lookUp({ MaxResults: 1 })
    server.expireTokens()
    await expect(lookUp({ MaxResults: 1, NextToken: first.NextToken })).rejects.toMatchObject(invalid)

    server.fail({ kind: 'expiredToken' })
    const { NextToken } = await lookUp({ MaxResults: 1 })
    await expect(lookUp({ MaxResults: 1, NextToken })).rejects.toMatchObject(invalid)
    expect(await idsOf({ MaxResults: 1, NextToken })).toEqual(['e-0001'])
  })
})

describe('a question that makes no sense', () => {
  const attribute = { AttributeKey: 'ReadOnly', AttributeValue: 'true' } as const
  const wrong = { LookupAttributes: [attribute, attribute], MaxResults: 51, StartTime: at(1), EndTime: at(0), NextToken: 'x' }

  it.each<[string, string, LookupEventsCommandInput]>([
    // @ts-expect-error: the SDK knows no such category, and sends it all the same
    ['two attributes, but its category first', 'InvalidEventCategoryException', { ...wrong, EventCategory: 'Insight' }],
    ['two attributes', 'InvalidLookupAttributesException', wrong],
    ['an attribute in small letters', 'InvalidLookupAttributesException', { LookupAttributes: [{ ...attribute, AttributeKey: JSON.parse('"readOnly"') }] }],
    ['an attribute that Insights lack', 'InvalidLookupAttributesException', { LookupAttributes: [attribute], EventCategory: 'insight' }],
    ['an empty value', 'InvalidLookupAttributesException', { LookupAttributes: [{ ...attribute, AttributeValue: '' }] }],
    ['a value too long', 'InvalidLookupAttributesException', { LookupAttributes: [{ ...attribute, AttributeValue: 'a'.repeat(2001) }] }],
    ['a value too long by its spaces', 'InvalidLookupAttributesException', { LookupAttributes: [{ ...attribute, AttributeValue: `${'a'.repeat(1998)}__` }] }],
    ['pages of 51', 'InvalidMaxResultsException', { ...wrong, LookupAttributes: [attribute] }],
    ['pages of 0', 'InvalidMaxResultsException', { MaxResults: 0 }],
    ['an end before its start', 'InvalidTimeRangeException', { ...wrong, LookupAttributes: [attribute], MaxResults: 50 }],
    ['an invented token', 'InvalidNextTokenException', { NextToken: 'x' }],
  ])('%s is refused as %s', async (_, name, input) => {
    const error = await lookUp(input).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
    expect(error).toHaveProperty('message', expect.stringMatching(/\w/))
    expect(server.requests().at(-1)?.answered).toBe(name)
  })

  it('is answered all the same where it only just makes sense', async () => {
    server.add(many(60))
    expect(await idsOf({ MaxResults: 50, LookupAttributes: [attribute] })).toHaveLength(50)
    expect(await idsOf({ MaxResults: 1, StartTime: at(-1), EndTime: at(-1) })).toHaveLength(1)
    expect(await idsOf({ LookupAttributes: [{ ...attribute, AttributeValue: `${'a'.repeat(1996)}__` }] })).toEqual([])
  })
})

/** A client whose requests are changed after they were signed. */
function tampering(change: (request: { headers: Record<string, string>; body: unknown }) => void): CloudTrailClient {
  const isRequest = (value: unknown): value is { headers: Record<string, string>; body: unknown } =>
    typeof value === 'object' && value !== null && 'headers' in value && 'body' in value
  const client = clientOf()
  client.middlewareStack.add((next) => (args) => {
    if (!isRequest(args.request)) throw new Error('no request')
    change(args.request)
    return next(args)
  }, { step: 'finalizeRequest', priority: 'low', name: 'tampering' })
  return client
}

describe('a signature', () => {
  const empty = () => new LookupEventsCommand({})

  it.each<[string, string, As]>([
    ['with the wrong secret', 'InvalidSignatureException', { key: { ...audit, secretAccessKey: 'wrong' } }],
    ['by an unknown key', 'UnrecognizedClientException', { key: { ...audit, accessKeyId: 'AKIANOBODY' } }],
    ['without its session’s token', 'UnrecognizedClientException', { key: { accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey, account: '' } }],
    ['with another session’s token', 'UnrecognizedClientException', { key: { ...session, sessionToken: 'other' } }],
    ['with a token that its key has not', 'UnrecognizedClientException', { key: { ...audit, sessionToken: 'other' } }],
    ['ten minutes old', 'InvalidSignatureException', { systemClockOffset: -600_000 }],
    ['of ten minutes hence', 'InvalidSignatureException', { systemClockOffset: 600_000 }],
  ])('%s is refused as %s', async (_, name, as) => {
    await expect(lookUp({}, as)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
  })

  it('fits nothing but what was signed', async () => {
    const refused = (client: CloudTrailClient, why: string) =>
      expect(client.send(empty())).rejects.toMatchObject({ name: 'InvalidSignatureException', message: expect.stringContaining(why) })
    const authorized = (part: string, instead: string) => tampering(({ headers }) => { headers.authorization = headers.authorization?.replace(part, instead) ?? '' })

    await refused(tampering((request) => { request.body = '[]' }), 'does not match')
    await refused(tampering(({ headers }) => { headers['x-amz-target'] = 'CloudTrail_20131101.ListTrails' }), 'does not match')
    await refused(authorized('/eu-west-1/', '/us-east-1/'), 'does not match')
    await refused(authorized('/cloudtrail/', '/sts/'), 'correct service')
    await refused(authorized(';host', ''), 'Host')
    await refused(tampering(({ headers }) => { headers['x-amz-date'] = '20200101T000000Z' }), 'Credential scope')
    await expect(tampering(() => undefined).send(empty())).resolves.toMatchObject({ Events: [] })
  })

  it('must be there, and be one', async () => {
    const target = { 'X-Amz-Target': 'CloudTrail_20131101.LookupEvents' }
    const ask = async (headers: object) => {
      const response = await fetch(server.url, { method: 'POST', body: '{}', headers: { ...target, ...headers } })
      return { status: response.status, type: response.headers.get('content-type'), body: await response.json() as unknown }
    }
    expect(await ask({})).toEqual({ status: 400, type: 'application/x-amz-json-1.1', body: { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' } })
    expect(await ask({ Authorization: 'Bearer x' })).toMatchObject({ status: 400, body: { __type: 'IncompleteSignatureException' } })
  })

  it('by a clock that is wrong is mended by the SDK, which reads the answer’s date', async () => {
    await expect(lookUp({}, { systemClockOffset: -600_000, maxAttempts: 3 })).resolves.toMatchObject({ Events: [] })
    expect(server.requests().map(({ answered }) => answered)).toEqual(['InvalidSignatureException', 'OK'])
  })

  it('opens no other operation', async () => {
    const client = tampering(() => undefined)
    client.middlewareStack.add((next) => (args) => {
      if (typeof args.request === 'object' && args.request !== null && 'headers' in args.request) Object.assign(args.request.headers ?? {}, { 'x-amz-target': 'CloudTrail_20131101.ListTrails' })
      return next(args)
    }, { step: 'build', name: 'other operation' })
    await expect(client.send(empty())).rejects.toMatchObject({ name: 'UnknownOperationException' })
  })
})

describe('the rate', () => {
  it.each([400, 429] as const)('is two a second, and more is throttled with status %d', async (throttlingStatus) => {
    await restart({ requestsPerSecond: 2, throttlingStatus })
    const client = clientOf()
    const results = await Promise.allSettled([1, 2, 3].map(() => client.send(new LookupEventsCommand({}))))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    const refused = results.find((result) => result.status === 'rejected')
    expect(refused?.reason).toMatchObject({ name: 'ThrottlingException', message: 'Rate exceeded', $metadata: { httpStatusCode: throttlingStatus } })
  })

  it('is each account’s and region’s own, shared by an account’s keys', async () => {
    await restart({ requestsPerSecond: 0.01 })
    await lookUp()
    await lookUp({}, { key: other })
    await lookUp({}, { region: 'us-east-1' })
    await expect(lookUp({}, { key: session })).rejects.toMatchObject({ name: 'ThrottlingException' })
  })

  it('allows again what it refused, once time has passed', async () => {
    await restart({ requestsPerSecond: 5 })
    const client = clientOf({ maxAttempts: 10 })
    const began = performance.now()
    await Promise.all(Array.from({ length: 8 }, () => client.send(new LookupEventsCommand({}))))
    expect(performance.now() - began).toBeGreaterThan(590)
    expect(server.requests().filter(({ answered }) => answered === 'OK')).toHaveLength(8)
    expect(server.requests().filter(({ answered }) => answered === 'ThrottlingException').length).toBeGreaterThan(0)
  })
})

describe('a fault', () => {
  it.each<[Exclude<Fault['kind'], 'slow'>, number]>([['InternalFailure', 500], ['ServiceUnavailable', 503], ['ThrottlingException', 400], ['ExpiredTokenException', 400], ['AccessDeniedException', 400]])(
    'answers %s once, with status %d',
    async (kind, httpStatusCode) => {
      server.fail({ kind })
      await expect(lookUp()).rejects.toMatchObject({ name: kind, $metadata: { httpStatusCode } })
      await expect(lookUp()).resolves.toMatchObject({ Events: [] })
      expect(server.requests().map(({ answered }) => answered)).toEqual([kind, 'OK'])
    },
  )

  it.each(['dropped', 'cut'] as const)('leaves the client with a connection that is %s', async (kind) => {
    server.add(many(50))
    server.fail({ kind })
    await expect(lookUp()).rejects.not.toHaveProperty('$fault')
    expect(await idsOf()).toHaveLength(50)
    expect(server.requests().map(({ answered }) => answered)).toEqual([kind, 'OK'])
  })

  it('makes an answer slow, and tells if the client would not wait', async () => {
    server.fail({ kind: 'slow', milliseconds: 300 })
    const began = performance.now()
    await lookUp()
    expect(performance.now() - began).toBeGreaterThan(295)

    server.fail({ kind: 'slow', milliseconds: 60_000 })
    await expect(clientOf().send(new LookupEventsCommand({}), { abortSignal: AbortSignal.timeout(200) })).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => server.requests().at(-1)?.answered).toBe('abandoned')
  })

  it('happens to those for whom it is meant, as often as was said', async () => {
    server.fail({ kind: 'AccessDeniedException' }, { region: 'us-east-1', account: audit.account, times: 2 })
    await lookUp()
    await lookUp({}, { region: 'us-east-1', key: other })
    for (const _ of [1, 2]) await expect(lookUp({}, { region: 'us-east-1' })).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('arn:aws:iam::111122223333:user/desk') })
    await lookUp({}, { region: 'us-east-1' })

    server.fail({ kind: 'InternalFailure' }, { accessKeyId: session.accessKeyId, times: Infinity })
    await lookUp()
    for (const _ of [1, 2, 3]) await expect(lookUp({}, { key: session })).rejects.toMatchObject({ name: 'InternalFailure' })
    server.mend()
    await lookUp({}, { key: session })
  })

  it('is got over by the SDK’s own retries where these help', async () => {
    for (const kind of ['InternalFailure', 'dropped', 'ThrottlingException'] as const) server.fail({ kind })
    await expect(lookUp({}, { maxAttempts: 4 })).resolves.toMatchObject({ Events: [] })
    expect(server.requests()).toHaveLength(4)
  })
})

describe('the emulator', () => {
  it('tells what was asked, by whom and when, and how it answered', async () => {
    server.add(many(2))
    const began = Date.now()
    await lookUp({ MaxResults: 7 }, { key: session })
    expect(server.requests()).toEqual([{ at: expect.any(Number), action: 'LookupEvents', account: '111122223333', region: 'eu-west-1', accessKeyId: session.accessKeyId, body: '{"MaxResults":7}', answered: 'OK', events: 2 }])
    expect(server.requests()[0]?.at).toBeGreaterThanOrEqual(began)
  })

  it('ends at once, whatever is under way', async () => {
    server.fail({ kind: 'slow', milliseconds: 60_000 })
    const asked = lookUp().catch((error: unknown) => error)
    await expect.poll(() => server.requests().length).toBe(1)
    await server.stop()
    expect(await asked).toBeInstanceOf(Error)
    await expect(fetch(server.url)).rejects.toThrow()
  })
})

describe('GetCallerIdentity', () => {
  const whoIs = (key: Key) => new STSClient({ endpoint: server.url, region: 'eu-west-1', credentials: key, maxAttempts: 1 }).send(new GetCallerIdentityCommand({}))

  it('names the key’s account and owner', async () => {
    expect(await whoIs(audit)).toMatchObject({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/desk', UserId: 'AIDAAUDIT00000000000' })
    expect(await whoIs(session)).toMatchObject({ Account: '111122223333', Arn: session.arn })
  })

  it('is refused in the query protocol’s own words', async () => {
    await expect(whoIs({ ...audit, secretAccessKey: 'wrong' })).rejects.toMatchObject({ name: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } })
    await expect(whoIs({ ...audit, accessKeyId: 'AKIANOBODY' })).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
    server.fail({ kind: 'ExpiredTokenException' }, { action: 'GetCallerIdentity' })
    await lookUp()
    await expect(whoIs(session)).rejects.toMatchObject({ name: 'ExpiredToken', $metadata: { httpStatusCode: 403 } })
    server.fail({ kind: 'emptyPage' })
    expect(await whoIs(audit)).toMatchObject({ Account: '111122223333' })
  })

  it('does not use up the rate of LookupEvents', async () => {
    await restart({ requestsPerSecond: 0.01 })
    await whoIs(audit)
    await whoIs(audit)
    await lookUp()
  })
})

const hasCli = spawnSync('aws', ['--version']).status === 0

describe.skipIf(!hasCli)(hasCli ? 'the AWS CLI' : 'the AWS CLI (skipped: aws is not installed)', () => {
  const run = async (...words: string[]) => {
    const { stdout } = await promisify(execFile)('aws', [...words, '--endpoint-url', server.url, '--region', 'eu-west-1', '--output', 'json'], {
      env: {
        NODE_ENV: 'test', PATH: process.env.PATH, HOME: '/nonexistent', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1',
        AWS_ACCESS_KEY_ID: session.accessKeyId, AWS_SECRET_ACCESS_KEY: session.secretAccessKey, AWS_SESSION_TOKEN: session.sessionToken,
      },
    })
    return JSON.parse(stdout) as unknown
  }

  it('reads all pages', async () => {
    server.add(many(60))
    expect(await run('cloudtrail', 'lookup-events')).toMatchObject({ Events: many(60).reverse().map((CloudTrailEvent) => ({ CloudTrailEvent })) })
    expect(server.requests().map(({ events }) => events)).toEqual([50, 10])
  })

  it('looks up by attribute and time, and learns what was wrong', async () => {
    server.add([record('e-1', -60), record('e-2', -30, { eventName: 'CreateUser' }), record('e-3')])
    expect(await run('cloudtrail', 'lookup-events', '--lookup-attributes', 'AttributeKey=EventName,AttributeValue=GetUser', '--start-time', at(-60).toISOString(), '--end-time', at(-1).toISOString())).toMatchObject({ Events: [{ EventId: 'e-1' }] })
    await expect(run('cloudtrail', 'lookup-events', '--start-time', at(0).toISOString(), '--end-time', at(-1).toISOString())).rejects.toThrow('InvalidTimeRangeException')
  })

  it('learns who it is', async () => {
    expect(await run('sts', 'get-caller-identity')).toMatchObject({ Account: '111122223333', Arn: session.arn })
  })
})
