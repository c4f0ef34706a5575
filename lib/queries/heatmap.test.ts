import { expect, it } from 'vitest'
import { heatmapContract } from '@/lib/api/heatmap'
import { asking, storeHolding } from './asking'
import { heatmap } from './heatmap'

const user = (userName: string) => ({ type: 'IAMUser', userName, arn: `arn:aws:iam::111122223333:user/${userName}` })
const stop = { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' }
const look = { eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' }
const records = [
  { eventID: '1', eventTime: '2024-10-27T00:30:00Z', userIdentity: user('alice'), ...look },
  { eventID: '2', eventTime: '2024-10-27T01:30:00Z', userIdentity: user('alice'), ...stop },
  { eventID: '3', eventTime: '2024-10-27T01:31:00Z', userIdentity: user('alice'), ...look },
  { eventID: '4', eventTime: '2024-10-28T10:00:00Z', userIdentity: user('bob'), ...look },
]
const span = 'from=2024-10-26T00:00Z&to=2024-10-29T00:00Z&tz=Europe/Berlin'

it('counts each identity by hour of the zone, twice in the hour that comes twice, and tells the highest severity', async () => {
  const answer = heatmapContract.answers.parse(await heatmap(asking(await storeHolding(records), span, { rows: 'identity', cols: 'hour', limit: 1 })))
  expect(answer).toMatchObject({ totalRows: 2, total: 4 })
  expect(answer.rows).toHaveLength(1)
  const [alice] = answer.rows
  expect(alice).toMatchObject({ key: 'arn:aws:iam::111122223333:user/alice', label: 'alice', total: 3 })
  expect(alice?.cells).toEqual(answer.cols.map((hour) => (hour === '2' ? 3 : 0)))
  expect(['high', 'critical']).toContain(alice?.severity)
  expect(alice?.severities[2]).toBe(alice?.severity)
  expect(alice?.severities[3]).toBe('info')
})

it('counts hours of the week from Monday, and days of the zone', async () => {
  const store = await storeHolding(records)
  const week = await heatmap(asking(store, span, { rows: 'identity', cols: 'weekday-hour', limit: 50 }))
  expect(week.rows.map(({ cells }) => cells.flatMap((count, hour) => (count > 0 ? [[hour, count]] : [])))).toEqual([[[6 * 24 + 2, 3]], [[11, 1]]])
  const days = await heatmap(asking(store, span, { rows: 'event', cols: 'day', limit: 50 }))
  expect(days.cols).toEqual(['2024-10-26', '2024-10-27', '2024-10-28', '2024-10-29'])
  expect(days.rows.map(({ key, cells }) => [key, cells])).toEqual([['DescribeInstances', [0, 2, 1, 0]], ['StopLogging', [0, 1, 0, 0]]])
})

it('answers no rows where there are no events', async () => {
  const answer = await heatmap(asking(await storeHolding([]), span, { rows: 'ip', cols: 'hour', limit: 50 }))
  expect(answer).toMatchObject({ totalRows: 0, total: 0, rows: [] })
})
