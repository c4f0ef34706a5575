import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { severities } from '@/lib/cloudtrail/facts'
import { builtInCatalogue } from './catalogue'
import { judge, type Verdict } from './judge'
import { isSharedAbsent, recordsIn, sharedFolder, titleOf } from './sample-records'
import type { TrailRecord } from '@/lib/cloudtrail/record'
import { rankOf } from './severity'

interface Judged {
  record: TrailRecord
  verdict: Verdict
}

async function judgedIn(folder: string): Promise<Judged[]> {
  const catalogue = builtInCatalogue()
  const records = await recordsIn(join(sharedFolder, 'samples', folder))
  return records.map(({ record }) => ({ record, verdict: judge(catalogue, record) }))
}

const isSerious = ({ verdict }: Judged) => rankOf(verdict.severity) >= rankOf('high')
const countOf = (judged: Judged[]) => severities.map((severity) => judged.filter(({ verdict }) => verdict.severity === severity).length)
const named = (judged: Judged[], name: string, test: (record: TrailRecord) => boolean = () => true) =>
  judged.filter(({ record }) => record.eventName === name && test(record))

describe.skipIf(isSharedAbsent)(titleOf('an hour of a real account under attack'), () => {
  let judged: Judged[]
  beforeAll(async () => {
    judged = await judgedIn('one-hour')
  })

  it('leaves at most one record in twenty to be read first', () => {
    const [info = 0, low = 0, medium = 0, high = 0, critical = 0] = countOf(judged)
    expect(info + low + medium + high + critical).toBe(2900)
    expect((high + critical) / judged.length).toBeLessThan(0.05)
    expect(high + critical).toBeGreaterThan(60)
    expect(info / judged.length).toBeGreaterThan(0.8)
    expect(medium).toBeLessThan(90)
  })

  it.each(['StopLogging', 'DeleteTrail', 'GetPasswordData', 'CreateLoginProfile', 'UpdateAssumeRolePolicy', 'DeleteFlowLogs'])('has every %s among them', (name) => {
    const found = named(judged, name)
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(isSerious)).toBe(true)
  })

  it('has sign-ins without a second factor among them', () => {
    const found = named(judged, 'ConsoleLogin', (record) => JSON.stringify(record.additionalEventData).includes('"MFAUsed":"No"'))
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(isSerious)).toBe(true)
  })

  it('has keys made for others among them', () => {
    const found = named(judged, 'CreateAccessKey')
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ verdict }) => verdict.reasons.some(({ rule }) => rule === 'key-for-another'))).toBe(true)
    expect(found.every(isSerious)).toBe(true)
  })

  it('has ports opened to the world among them, but not the web’s', () => {
    const opened = named(judged, 'AuthorizeSecurityGroupIngress', (record) => JSON.stringify(record).includes('0.0.0.0/0'))
    const isWeb = ({ record }: Judged) => JSON.stringify(record).includes('"toPort":443')
    expect(opened.filter((each) => !isWeb(each)).map(isSerious)).toEqual([true])
    expect(opened.filter(isWeb).map(isSerious)).toEqual([false])
  })

  it('keeps noise at info, with nothing that would be marked', () => {
    const noise = judged.filter(({ record: { eventName, errorCode } }) => errorCode === undefined && /^(?:Decrypt|GenerateDataKey|PutLogEvents|CreateLogStream|UpdateInstanceInformation|Describe(?!InstanceAttribute).*|List.*|GetParameter)$/.test(String(eventName)))
    expect(noise.length).toBeGreaterThan(1000)
    expect(noise.filter(({ verdict }) => verdict.severity !== 'info').map(({ record }) => record.eventName)).toEqual([])
  })

  it('marks few records, though a sixth carry the name of an attack tool', () => {
    const marked = judged.filter(({ verdict }) => verdict.reasons.some(({ severity }) => severity !== 'info'))
    expect(marked.length / judged.length).toBeLessThan(0.2)
    const armed = judged.filter(({ verdict }) => verdict.reasons.some(({ rule }) => rule === 'attack-tool'))
    expect(armed.length).toBeGreaterThan(400)
    expect(armed.filter(({ verdict }) => verdict.severity === 'info').length).toBeGreaterThan(200)
  })
})

describe.skipIf(isSharedAbsent)(titleOf('captures of attacks on many accounts'), () => {
  it('leave less than six in a hundred to be read first, one denied attempt repeated dozens of times aside', async () => {
    const judged = await judgedIn('many-accounts')
    const serious = judged.filter(isSerious)
    const repeated = named(serious, 'GetPasswordData', ({ errorCode }) => errorCode === 'Client.UnauthorizedOperation')
    expect(judged).toHaveLength(1629)
    expect((serious.length - repeated.length) / judged.length).toBeLessThan(0.06)
    expect(serious.length / judged.length).toBeLessThan(0.08)
  })
})

describe.skipIf(isSharedAbsent)(titleOf('any real record'), () => {
  it.each(['one-hour', 'many-accounts', 'edge', 'formats'])('of %s is judged, with each reason within its text', async (folder) => {
    for (const { record, verdict } of await judgedIn(folder)) {
      expect(severities).toContain(verdict.severity)
      for (const { path, start, end, why, severity } of verdict.reasons) {
        let value: unknown = record
        for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
        expect(['string', 'number', 'boolean']).toContain(typeof value)
        expect(start).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(String(value).length)
        expect(why).toMatch(/\.$/)
        expect(rankOf(severity)).toBeLessThanOrEqual(rankOf(verdict.severity))
      }
    }
  })
})
