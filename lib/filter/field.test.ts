import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fieldHolding, fieldPathOf, pathSpelling, readField, spellField } from './field'
import { filterFrom } from './filter'
import { wanted } from './spelling'

const nasty = ['a.b', 'a:b', 'a\\', '\\', '[]', 'x[0]', '!', '!x', ' ', '', 'none', '*', '日本', '😀', '\n', '"', '__proto__']
const key = fc.oneof(fc.constantFrom(...nasty), fc.constantFrom('requestParameters', 'items'), fc.string({ unit: 'binary', maxLength: 8 }))
const steps = fc
  .tuple(key.filter((first) => first !== ''), fc.array(fc.oneof(key, fc.nat(9)), { maxLength: 12 }))
  .map(([first, rest]) => [first, ...rest])

it('asks for any text at any place of a record, and reads the same of the URL', () => {
  fc.assert(
    fc.property(steps, fc.oneof(fc.constantFrom(...nasty), fc.string()), (path, text) => {
      const spelled = fieldHolding(path, text)
      const read = readField(spelled)
      expect(read?.path).toEqual(fieldPathOf(path))
      expect(wanted(read?.value ?? '')).toEqual(text === '' ? { kind: 'none' } : { kind: 'text', parts: [text] })
      expect(read && spellField(read)).toBe(spelled)
      const { include, exclude } = filterFrom(new URLSearchParams([['field', spelled], ['field', `!${spelled}`]]).toString()).choices.field ?? {}
      expect({ include, exclude }).toEqual({ include: [spelled], exclude: [spelled] })
    }),
    { numRuns: 2_000 },
  )
})

it.each([
  ['requestParameters.groupId:sg-0123', [['requestParameters', 'groupId']], 'sg-0123'],
  ['requestParameters.ipPermissions.items[].ipRanges.items[].cidrIp:0.0.0.0/0', [['requestParameters', 'ipPermissions', 'items'], ['ipRanges', 'items'], ['cidrIp']], '0.0.0.0/0'],
  ['resources[].ARN:arn:aws:s3:::*', [['resources'], ['ARN']], 'arn:aws:s3:::*'],
  ['requestParameters.ids[]:i-1', [['requestParameters', 'ids'], []], 'i-1'],
  ['a[][].b:any', [['a'], [], ['b']], 'any'],
  ['tags.aws\\:cloudformation\\.stack:x', [['tags', 'aws:cloudformation.stack']], 'x'],
])('reads %s', (text, path, value) => {
  expect(readField(text)).toEqual({ path, value })
})

it('has one spelling for what can be escaped in several ways', () => {
  expect(filterFrom(new URLSearchParams([['field', '\\re\\quest:x'], ['field', 'request:x']])).choices.field?.include).toEqual(['request:x'])
  expect(pathSpelling(fieldPathOf(['!a', 0, 'b.c']))).toBe('\\!a[].b\\.c')
})
