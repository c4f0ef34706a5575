import { expect, it } from 'vitest'
import { z } from 'zod'
import { engineHolding } from '@/lib/engine/engine-holding'
import { sql } from '@/lib/engine/sql'
import { filterFrom, fixed } from './filter'
import { guarded, literal } from './spelling'
import { where } from './sql'

/** Asks which records (by their event ids) a query string selects. */
async function selecting(records: Record<string, object | string>): Promise<(query: string | URLSearchParams) => Promise<string[]>> {
  const raws = Object.entries(records).map(([name, record]) =>
    typeof record === 'string' ? record : JSON.stringify({ eventID: name, eventTime: '2024-03-01T12:00:00Z', ...record }))
  const engine = await engineHolding(raws)
  return async (query) => {
    const filter = fixed(filterFrom(new URLSearchParams([['from', '2024-01-01T00:00Z'], ['to', '2025-01-01T00:00Z'], ...new URLSearchParams(query)])), 0, undefined)
    const rows = await engine.rows(z.object({ id: z.string() }), sql`SELECT JSONExtractString(raw, 'eventID') AS id FROM events WHERE ${where(filter, new Map())} ORDER BY id`)
    return rows.map(({ id }) => id)
  }
}
const query = (name: string, ...values: string[]) => new URLSearchParams(values.map((value) => [name, value]))
const ips = (...addresses: string[]) => Object.fromEntries(addresses.map((sourceIPAddress) => [sourceIPAddress, { sourceIPAddress }]))
const names = (...events: string[]) => Object.fromEntries(events.map((eventName) => [eventName, { eventName }]))

it('takes % and _ in an event name as they are, and only * as a wildcard', async () => {
  const selected = await selecting(names('Describe_nstances', 'DescribeInstances', '100%', '1000', 'a\\b', 'a*b'))
  expect(await selected('event=D*_nst*')).toEqual(['Describe_nstances'])
  expect(await selected('event=1*%25')).toEqual(['100%'])
  expect(await selected('event=Describe*')).toEqual(['DescribeInstances', 'Describe_nstances'])
  expect(await selected(query('event', 'a\\\\*'))).toEqual(['a\\b'])
  expect(await selected(query('event', 'a\\**'))).toEqual(['a*b'])
})

it.each(['none', 'any', '!none', '!', '*', '\\', '\\*', '', 'a\nb', "'", '{p0:String}', '日本'])('finds exactly the name that is spelled literally: %j', async (text) => {
  const selected = await selecting({ that: { eventName: text }, other: { eventName: `${text}x` } })
  expect(await selected(query('event', literal(text)))).toEqual(['that'])
  expect(await selected(query('event', `!${literal(text)}`))).toEqual(['other'])
})

it('finds every address of a block, and nothing that is none', async () => {
  const selected = await selecting(ips('10.1.2.3', '10.255.255.255', '11.0.0.0', '::ffff:10.1.2.3', '::a01:203', '10.1.2', '10.1.2.3:80', '10.example.com', 'AWS Internal', '', '010.001.002.003'))
  expect(await selected('ip=10.0.0.0/8')).toEqual(['010.001.002.003', '10.1.2.3', '10.255.255.255'])
  expect(await selected('ip=!10.0.0.0/8')).toHaveLength(8)
  expect(await selected('ip=::ffff:0:0/96')).toEqual(['::ffff:10.1.2.3'])
  expect(await selected('ip=::/0')).toEqual(['::a01:203', '::ffff:10.1.2.3'])
  expect(await selected('ip=10.1.*')).toEqual(['10.1.2', '10.1.2.3', '10.1.2.3:80'])
  expect(await selected('ip=10.1.2.3/32&ip=AWS Internal')).toEqual(['010.001.002.003', '10.1.2.3', 'AWS Internal'])
})

it('takes a severity as the least one', async () => {
  const selected = await selecting({ stop: { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' }, list: { eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' } })
  expect(await selected('severity=high')).toEqual(['stop'])
  expect(await selected('severity=info')).toEqual(['list', 'stop'])
  expect(await selected('severity=!high')).toEqual(['list'])
  expect(await selected('severity=critical&severity=info')).toEqual(['list', 'stop'])
})

it('looks for a part of the user agent, case ignored', async () => {
  const selected = await selecting({ cli: { userAgent: 'aws-cli/2.0 Größe' }, boto: { userAgent: 'Boto3/1' }, none: {}, named: { userAgent: 'none' } })
  expect(await selected('agent=BOTO')).toEqual(['boto'])
  expect(await selected('agent=GRÖSSE')).toEqual([])
  expect(await selected('agent=gRÖße')).toEqual(['cli'])
  expect(await selected('agent=none')).toEqual(['none'])
  expect(await selected(query('agent', guarded('none')))).toEqual(['named'])
  expect(await selected('agent=!boto&agent=!any')).toEqual(['none'])
})

it('finds words as the record means them, however its JSON spells them', async () => {
  const selected = await selecting({
    plain: '{"eventID":"plain","eventTime":"2024-03-01T12:00:00Z","eventName":"Größe","userAgent":"C:\\\\Users\\\\eve 😀 a/b"}',
    escaped: '{"eventID":"escaped","eventTime":"2024-03-01T12:00:00Z","eventName":"Gr\\u00F6\\u00dfe","userAgent":"C:\\u005cUsers\\\\eve \\ud83d\\uDE00 a\\/b"}',
    upper: '{"eventID":"upper","eventTime":"2024-03-01T12:00:00Z","eventName":"GR\\u00d6ßE"}',
  })
  expect(await selected('q=größe')).toEqual(['escaped', 'plain', 'upper'])
  expect(await selected(query('q', 'c:\\users\\eve'))).toEqual(['escaped', 'plain'])
  expect(await selected('q=😀')).toEqual(['escaped', 'plain'])
  expect(await selected('q=a/b GRÖ')).toEqual(['escaped', 'plain'])
  expect(await selected(query('q', '"eve 😀"'))).toEqual(['escaped', 'plain'])
  expect(await selected(query('q', '!a/b'))).toEqual(['upper'])
  expect(await selected(query('q', 'nothing', '(?i).*'))).toEqual([])
  expect(await selected(query('q', '""', '!""'))).toHaveLength(3)
})

it('cuts hours and weekdays in the zone, also on the night on which its clocks go back', async () => {
  const at = (time: string) => ({ eventTime: time })
  // In Berlin these are 02:30 (summer), 02:30 (winter), 03:30, and Monday 00:00.
  const selected = await selecting({ first: at('2024-10-27T00:30:00Z'), second: at('2024-10-27T01:30:00Z'), third: at('2024-10-27T02:30:00Z'), monday: at('2024-10-27T23:00:00Z') })
  expect(await selected('hour=2&tz=Europe/Berlin')).toEqual(['first', 'second'])
  expect(await selected('hour=1')).toEqual(['second'])
  expect(await selected('weekday=1&tz=Europe/Berlin')).toEqual(['monday'])
  expect(await selected('weekday=7&tz=europe/berlin')).toEqual(['first', 'second', 'third'])
  expect(await selected('hour=6&tz=Asia/Kolkata')).toEqual(['first'])
})

it('tells true, false and not said apart', async () => {
  const selected = await selecting({ yes: { readOnly: true }, no: { readOnly: 'false' }, unsaid: {} })
  expect(await selected('readonly=true')).toEqual(['yes'])
  expect(await selected('readonly=none')).toEqual(['unsaid'])
  expect(await selected('readonly=!true')).toEqual(['no', 'unsaid'])
})
