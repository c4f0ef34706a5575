import { expect, it } from 'vitest'
import { filterFrom, searchOf } from '@/lib/filter/filter'
import { only } from '@/components/filters/edit'
import { askedBy } from './asked-by'
import type { Path } from './record-text'

const text = (path: Path, value: string) => askedBy(path, { kind: 'string', text: value }, 'arn:aws:iam::111122223333:user/alice')

it.each([
  [['eventName'], 'Run*', { name: 'event', value: 'Run\\*' }],
  [['eventSource'], 'ec2.amazonaws.com', { name: 'service', value: 'ec2' }],
  [['userIdentity', 'type'], 'Root', { name: 'type', value: 'Root' }],
  [['userIdentity', 'accessKeyId'], 'AKIA1', { name: 'key', value: 'AKIA1' }],
  [['responseElements', 'credentials', 'accessKeyId'], 'ASIA2', { name: 'key', value: 'ASIA2' }],
  [['userIdentity', 'arn'], 'arn:aws:iam::111122223333:user/alice', { name: 'identity', value: 'arn:aws:iam::111122223333:user/alice' }],
  [['userIdentity', 'sessionContext', 'sessionIssuer', 'arn'], 'arn:aws:iam::111122223333:role/ops', { name: 'role', value: 'arn:aws:iam::111122223333:role/ops' }],
  [['requestParameters', 'groupId'], 'sg-1', { name: 'field', value: 'requestParameters.groupId:sg-1' }],
  [['requestParameters', 'items', 3, 'cidrIp'], '*', { name: 'field', value: 'requestParameters.items[].cidrIp:\\*' }],
] as const)('asks for %j by its own parameter, or by its path', (path, value, asked) => {
  expect(text(path, value)).toEqual(asked)
})

it('asks for a text as it is meant, and for numbers as they are written', () => {
  expect(text(['requestParameters', 'policyDocument'], '{\\"Action\\":1}')).toEqual({ name: 'field', value: 'requestParameters.policyDocument:{"Action":1}' })
  expect(askedBy(['requestParameters', 'fromPort'], { kind: 'number', text: '22' }, '')).toEqual({ name: 'field', value: 'requestParameters.fromPort:22' })
})

it('offers nothing for null, nor for what no address holds', () => {
  expect(askedBy(['errorCode'], { kind: 'word', text: 'null' }, '')).toBeUndefined()
  expect(text(['requestParameters', 'x'], 'a'.repeat(2_000))).toBeUndefined()
})

it('adds a value to the words that are searched for already', () => {
  const filter = only(filterFrom('q=alice'), 'q', '"sg-1"')
  expect(searchOf(filter).get('q')).toBe('alice "sg-1"')
})
