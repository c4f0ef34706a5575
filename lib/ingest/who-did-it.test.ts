import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { isObject, parseRecord, textAt, type TrailRecord } from '@/lib/cloudtrail/record'
import { actorKeys } from '@/lib/queries/actor-keys'
import { asking } from '@/lib/queries/asking'
import { actingKey, openedBy } from '@/lib/queries/opened-by'
import type { Store } from '@/lib/queries/store'
import { total } from '@/lib/queries/total'
import { openDesk } from './desk'
import { settingsOf, temporaryFolder, untilLoaded } from './desk-on'

const samples = join(process.cwd(), '../shared/samples/one-hour')
const isAbsent = !existsSync(samples)
const bert = 'arn:aws:iam::123837392027:user/bert-jan'

const files = () => readdirSync(samples, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json.gz')).map((name) => join(samples, name))
const recordsIn = (file: string): TrailRecord[] => {
  const { Records } = parseRecord(gunzipSync(readFileSync(file)).toString())
  return Array.isArray(Records) ? Records.filter(isObject) : []
}
const keyOf = (record: TrailRecord) => textAt(record, 'userIdentity', 'accessKeyId')
const issuedBy = (record: TrailRecord) => textAt(record, 'responseElements', 'credentials', 'accessKeyId')

/** Who opened each role session whose key was given out in these files, and how many events it has; told without the desk's code. */
function truth(records: readonly TrailRecord[]) {
  const issuers = new Map(records.filter((record) => issuedBy(record) !== '').map((record) => [issuedBy(record), record]))
  const sessions = new Map<string, { arn: string; key: string; opener: string; events: number }>()
  for (const record of records) {
    const key = keyOf(record)
    if (textAt(record, 'userIdentity', 'type') !== 'AssumedRole' || !issuers.has(key)) continue
    let first = issuers.get(key)
    for (let up = first && issuers.get(keyOf(first)); up; up = issuers.get(keyOf(up))) first = up
    const opener = textAt(first, 'userIdentity', 'arn') || textAt(first, 'userIdentity', 'invokedBy')
    const before = sessions.get(key)
    sessions.set(key, { arn: textAt(record, 'userIdentity', 'arn'), key, opener, events: (before?.events ?? 0) + 1 })
  }
  return [...sessions.values()]
}

const count = async (store: Store, query: string) => {
  const { filter } = asking(store, `from=2023-07-10T00:00Z&to=2023-07-11T00:00Z&${query}`, {})
  return total(store.engine, filter, await actorKeys(store.engine, filter, {}), {})
}

describe.skipIf(isAbsent)('an hour of real logs (skipped where ../shared/samples is absent)', () => {
  it('tells of every role session who opened it, as the raw files do', async () => {
    const desk = await openDesk(settingsOf(samples, temporaryFolder()))
    await untilLoaded(desk)
    const sessions = truth(files().flatMap(recordsIn))
    const by = (opener: string) => sessions.filter((session) => session.opener === opener)
    const sum = (some: typeof sessions) => some.reduce((events, session) => events + session.events, 0)
    expect([by(bert).length, sum(by(bert))]).toEqual([5, 47])
    expect([by('ec2.amazonaws.com').length, sum(by('ec2.amazonaws.com'))]).toEqual([3, 23])

    const acting = sessions.map(({ arn, key }) => ({ identity: arn, key }))
    const told = await openedBy(desk, acting, {})
    for (const [index, session] of sessions.entries()) {
      expect(told.get(actingKey(acting[index] ?? { identity: '', key: '' }))?.at(-1)).toMatchObject({ opener: session.opener, certainty: 'key' })
      expect(await count(desk, `key=${session.key}`)).toBe(session.events)
    }
    expect([await count(desk, `identity=${bert}`), await count(desk, `actor=${bert}`)]).toEqual([2_641, 2_688])
    await desk.close()
  })

  it('tells it when the record of the opening arrives last, too', async () => {
    const logs = temporaryFolder()
    const all = files().flatMap(recordsIn)
    const write = (name: string, records: readonly TrailRecord[]) => writeFileSync(join(logs, name), gzipSync(JSON.stringify({ Records: records })))
    write('late.json.gz', all.filter((record) => issuedBy(record) === ''))
    const data = temporaryFolder()
    const desk = await openDesk(settingsOf(logs, data))
    await untilLoaded(desk)
    const before = await count(desk, `actor=${bert}`)
    expect(before).toBeLessThan(2_641)
    await desk.close()

    write('later.json.gz', all.filter((record) => issuedBy(record) !== ''))
    const again = await openDesk(settingsOf(logs, data))
    await untilLoaded(again)
    expect(await count(again, `actor=${bert}`)).toBe(2_688)
    const [session] = truth(all)
    const acting = { identity: session?.arn ?? '', key: session?.key ?? '' }
    expect((await openedBy(again, [acting], {})).get(actingKey(acting))?.at(-1)?.opener).toBe(session?.opener)
    await again.close()
  })
})
