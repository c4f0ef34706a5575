import { expect, it } from 'vitest'
import { distinct } from './distinct'

const [user, unproven, other] = ['arn:aws:iam::111122223333:user/ann', 'user:111122223333:ann', 'arn:aws:iam::444455556666:user/ann'] as const

it('tells identities that are called alike apart by their accounts, and else by what they are', () => {
  expect(distinct([{ key: user, label: 'ann' }, { key: 'arn:aws:iam::111122223333:user/bob', label: 'bob' }])).toEqual(['ann', 'bob'])
  expect(distinct([{ key: user, label: 'ann' }, { key: other, label: 'ann' }])).toEqual(['ann · 111122223333', 'ann · 444455556666'])
  expect(distinct([{ key: user, label: 'ann' }, { key: unproven, label: 'ann' }, { key: other, label: 'ann' }])).toEqual([`ann · ${user}`, `ann · ${unproven}`, 'ann · 444455556666'])
  expect(distinct([{ key: 'ann', label: 'ann' }, { key: 'none', label: 'ann' }])).toEqual(['ann', 'ann · none'])
})
