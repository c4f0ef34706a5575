import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { deskOn, temporaryFolder, untilLoaded } from './desk-on'

const record = (eventID: string, eventTime: string, awsRegion: string) => ({ eventID, eventTime, awsRegion, recipientAccountId: '111122223333', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' })
const put = (folder: string, path: string, ...records: object[]) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), JSON.stringify({ Records: records }))
}
const trailName = (region: string, minute: string) => `AWSLogs/111122223333/CloudTrail/${region}/2026/03/01/111122223333_CloudTrail_${region}_20260301T${minute}Z_x.json`

it('covers what a folder holds, by the names of its files or, where these do not tell, by its events', async () => {
  const logs = temporaryFolder()
  put(logs, trailName('eu-west-1', '0905'), record('1', '2026-03-01T09:01:00Z', 'eu-west-1'))
  put(logs, trailName('eu-west-1', '1105'), record('2', '2026-03-01T11:01:00Z', 'eu-west-1'))
  put(logs, 'export.json', record('3', '2026-03-01T10:01:00Z', 'us-east-1'), record('4', '2026-03-01T11:31:00Z', 'us-east-1'))
  const desk = await deskOn(logs)
  const asked = async () => {
    const filter = fixed(filterFrom('from=2026-03-01T08:00Z&to=2026-03-01T13:00Z'), Date.now(), undefined)
    const { rows } = await desk.coverage(filter, { by: 'hour', limit: 10 })
    return rows.map(({ region, runs }) => [region, ...runs.map(({ cells, state }) => `${cells} ${state}`)])
  }
  expect(await asked()).toEqual([['eu-west-1', '1 missing', '2 complete', '1 missing', '1 missing'], ['us-east-1', '2 missing', '1 complete', '1 missing', '1 missing']])
  put(logs, trailName('eu-west-1', '1250'), record('5', '2026-03-01T12:40:00Z', 'eu-west-1'))
  desk.sync('logs')
  await untilLoaded(desk)
  expect((await asked())[0]).toEqual(['eu-west-1', '1 missing', '4 complete'])
})
