import { expect, it } from 'vitest'
import { z } from 'zod'
import { engineHolding } from '@/lib/engine/engine-holding'
import { hashOf } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import { fieldHolding } from './field'
import { filterFrom, fixed } from './filter'
import { where } from './sql'

/** Records by their event ids: objects, or the text that follows the usual fields; and who of them each value selects. */
async function selecting(records: Record<string, object | string>): Promise<(...values: string[]) => Promise<string[]>> {
  const names = Object.keys(records)
  const engine = await engineHolding(names.map((name) => {
    const record = records[name]
    return `{"eventID":"${name}","eventTime":"2024-03-01T12:00:00Z",${typeof record === 'string' ? record : JSON.stringify({ ...record, end: 0 }).slice(1, -1)}}`
  }))
  return async (...values) => {
    const search = new URLSearchParams([['from', '2024-01-01'], ['to', '2025-01-01'], ...values.map((value) => ['field', value])])
    const filter = fixed(filterFrom(search), 0, undefined)
    const selected = await engine.rows(z.object({ name: z.string() }), sql`
      SELECT names.name AS name FROM (SELECT arrayJoin(${names}) AS name) AS names
      INNER JOIN (SELECT id FROM events WHERE ${where(filter, new Map())}) AS found ON found.id = ${hashOf(sql`names.name`)} ORDER BY name`)
    return selected.map(({ name }) => name)
  }
}
const at = (value: unknown) => ({ requestParameters: { it: value } })

it('finds a value at its place alone, with wildcards, either of several, and by leaving out', async () => {
  const selected = await selecting({ here: at('sg-0123'), longer: at('sg-01234'), there: { responseElements: { it: 'sg-0123' } }, above: { it: 'sg-0123' }, Case: { requestParameters: { It: 'sg-0123', it: 'SG-0123' } } })
  expect(await selected('requestParameters.it:sg-0123')).toEqual(['here'])
  expect(await selected('requestParameters.it:sg-*')).toEqual(['here', 'longer'])
  expect(await selected('requestParameters.it:*-*4')).toEqual(['longer'])
  expect(await selected('requestParameters.It:sg-0123', 'it:sg-0123')).toEqual(['Case', 'above'])
  expect(await selected('!requestParameters.it:sg-*')).toEqual(['Case', 'above', 'there'])
  expect(await selected('requestParameters.it:any', '!requestParameters.it:*4')).toEqual(['Case', 'here'])
  expect(await selected('requestParameters.it:*')).toHaveLength(5)
})

it('tells missing from present, whatever is there', async () => {
  const selected = await selecting({ object: at({}), array: at([]), number: at(0), no: at(false), null: at(null), empty: at(''), text: at('x'), parent: { requestParameters: 'it' }, gone: {} })
  expect(await selected('requestParameters.it:any')).toEqual(['array', 'no', 'number', 'object', 'text'])
  expect(await selected('requestParameters.it:none')).toEqual(['empty', 'gone', 'null', 'parent'])
  expect(await selected('!requestParameters.it:none')).toEqual(await selected('requestParameters.it:any'))
  expect(await selected('requestParameters.it:false')).toEqual(['no'])
})

it('finds text only where there is text: no object and no array is one', async () => {
  const selected = await selecting({ object: at({ x: 'y' }), array: at(['y']), policy: at('{"x":"y"}'), list: at('["y"]') })
  expect(await selected('requestParameters.it:*y*')).toEqual(['list', 'policy'])
  expect(await selected('requestParameters.it:{*')).toEqual(['policy'])
  expect(await selected(fieldHolding(['requestParameters', 'it'], '{"x":"y"}'))).toEqual(['policy'])
  expect(await selected(fieldHolding(['requestParameters', 'it', 0], 'y'))).toEqual(['array'])
})

it('looks at every element of arrays, also of arrays within', async () => {
  const open = (...cidrs: string[]) => ({ requestParameters: { ipPermissions: { items: [{ ipRanges: {} }, { ipRanges: { items: cidrs.map((cidrIp) => ({ cidrIp })) } }] } } })
  const selected = await selecting({ open: open('10.0.0.0/8', '0.0.0.0/0'), closed: open('10.0.0.0/8'), none: open(), flat: { requestParameters: { ipPermissions: { items: { ipRanges: { items: { cidrIp: '0.0.0.0/0' } } } } } }, deep: { a: [['x'], [['y']]] } })
  const cidr = 'requestParameters.ipPermissions.items[].ipRanges.items[].cidrIp'
  expect(await selected(`${cidr}:0.0.0.0/0`)).toEqual(['open'])
  expect(await selected(`${cidr}:any`)).toEqual(['closed', 'open'])
  expect(await selected(`${cidr}:none`)).toEqual(['deep', 'flat', 'none'])
  expect(await selected(`!${cidr}:10.*`, '!a[]:any')).toEqual(['flat', 'none'])
  expect(await selected('a[][]:x')).toEqual(['deep'])
  expect(await selected('a[][][]:y')).toEqual(['deep'])
  expect(await selected('a[]:x')).toEqual([])
})

it('reads numbers as they are written, also where the engine’s reader gives up the record', async () => {
  const selected = await selecting({
    long: '"requestParameters":{"it":123456789012345678901234567890,"other":"x 12 \\" 13, 1.5"}',
    beside: '"n":[1,-98765432109876543210987],"requestParameters":{"it":"va\\"lue: 12345678901234567890123","other":7}',
    largest: '"requestParameters":{"it":18446744073709551615}', real: '"requestParameters":{"it":1.50}', power: '"requestParameters":{"it":1E+3}', minus: '"requestParameters":{"it":-0}',
    zero: '"requestParameters":{"it":0}', list: '"requestParameters":{"it":[1.50, 22]}', text: '"requestParameters":{"it":"22"}', port: '"requestParameters":{"it":22}',
  })
  const it = (value: string) => selected(fieldHolding(['requestParameters', 'it'], value))
  expect(await it('123456789012345678901234567890')).toEqual(['long'])
  expect(await it('va"lue: 12345678901234567890123')).toEqual(['beside'])
  expect(await selected('requestParameters.other:x*')).toEqual(['long'])
  expect(await selected('requestParameters.other:7')).toEqual(['beside'])
  expect(await selected('n[]:-98765432109876543210987')).toEqual(['beside'])
  expect(await it('18446744073709551615')).toEqual(['largest'])
  expect(await it('1.50')).toEqual(['real'])
  expect(await it('1.5')).toEqual(['real'])
  expect(await it('1.51')).toEqual([])
  expect(await it('1E+3')).toEqual(['power'])
  expect(await it('-0')).toEqual(['minus'])
  expect(await it('0')).toEqual(['minus', 'zero'])
  expect(await it('22')).toEqual(['port', 'text'])
  expect(await selected('requestParameters.it[]:1.50')).toEqual(['list'])
  expect(await selected('requestParameters.it:any')).toHaveLength(10)
})

it('finds text and keys however JSON spells them', async () => {
  const selected = await selecting({
    plain: '"Schlüssel/x":{"größe":"C:\\\\a/b 😀 <b>"}',
    escaped: '"Schl\\u00fcssel\\/x":{"gr\\u00F6\\u00dfe":"C:\\u005ca\\/b \\ud83d\\uDE00 \\u003cb\\u003e"}',
    letters: '"requ\\u0065stParameters":{"\\u0069t":"\\u0073g-1"}',
    half: '"broken":"\\ud83d \\\\ud83d","requestParameters":{"it":"sg-1","face":"\\ud83d\\ude00\\ude00"}',
  })
  expect(await selected(fieldHolding(['Schlüssel/x', 'größe'], 'C:\\a/b 😀 <b>'))).toEqual(['escaped', 'plain'])
  expect(await selected(fieldHolding(['requestParameters', 'it'], 'sg-1'))).toEqual(['half', 'letters'])
  expect(await selected('requestParameters.face:😀')).toEqual(['half'])
  expect(await selected(fieldHolding(['broken'], ' \\ud83d'))).toEqual(['half'])
})

it('goes as deep as records do, through keys of every kind', async () => {
  const keys = ['a.b', 'a:b', 'back\\slash', '[]', '!x', 'none', '*', '', "o'hara", '0', 'Größe "1"', '{p0:String}']
  const nested = keys.reduceRight<object | string>((inner, key) => ({ [key]: inner }), 'deep')
  const selected = await selecting({ deep: { x: nested }, array: { x: keys.reduceRight<object | string>((inner, key) => ({ [key]: [[inner]] }), 'deep') }, none: { x: {} } })
  expect(await selected(fieldHolding(['x', ...keys], 'deep'))).toEqual(['deep'])
  expect(await selected(fieldHolding(['x', ...keys.flatMap((key) => [key, 0, 0])], 'deep'))).toEqual(['array'])
  expect(await selected(fieldHolding(['!x', ...keys], 'deep'))).toEqual([])
})
