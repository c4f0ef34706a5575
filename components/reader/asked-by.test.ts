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
  [['requestParameters', 'groupId'], 'sg-1', { name: 'q', value: '"sg-1"' }],
] as const)('asks for %j by its own parameter, or by its words', (path, value, asked) => {
  expect(text(path, value)).toEqual(asked)
})

it('asks for a text with quotes by its longest part without', () => {
  expect(text(['requestParameters', 'policyDocument'], '{\\"Action\\":\\"iam:PassRole\\"}')).toEqual({ name: 'q', value: '"iam:PassRole"' })
})

it('offers nothing for numbers, null and single letters', () => {
  expect(askedBy(['requestParameters', 'fromPort'], { kind: 'number', text: '22' }, '')).toBeUndefined()
  expect(askedBy(['errorCode'], { kind: 'word', text: 'null' }, '')).toBeUndefined()
  expect(text(['requestParameters', 'x'], 'a')).toBeUndefined()
})

it('adds a value to the words that are searched for already', () => {
  const filter = only(filterFrom('q=alice'), 'q', '"sg-1"')
  expect(searchOf(filter).get('q')).toBe('alice "sg-1"')
})
