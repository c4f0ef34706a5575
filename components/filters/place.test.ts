import { expect, it } from 'vitest'
import { BadParameter, filterFrom, searchOf } from '@/lib/filter/filter'
import { narrowedTo } from '@/components/charts/columns'
import { excluding, including, without } from './edit'
import { placeFrom, searchOfPlace } from './place'
import { inWords } from './words'

it('writes a place as it was read', () => {
  const query = 'from=-7d&tz=Asia%2FTokyo&service=s3&service=%21ec2&by=event&rows=ip&cols=day&view=text&open=abc'
  expect(searchOfPlace(placeFrom(new URLSearchParams(query), '/explore')).toString()).toBe(query)
})

it('names the parameter that cannot be read', () => {
  expect(() => placeFrom(new URLSearchParams('cols=minute'), '/explore')).toThrow(BadParameter)
})

it('takes the order and the kind of identities where they are listed, and ignores them elsewhere', () => {
  const query = 'sort=novelty&kind=robot&search=ci'
  expect(searchOfPlace(placeFrom(new URLSearchParams(query), '/identities')).toString()).toBe(query)
  for (const [bad, takes] of [['sort=name', 'risk, volume'], ['kind=human', 'person, role']] as const) {
    expect(() => placeFrom(new URLSearchParams(bad), '/identities')).toThrow(takes)
    expect(searchOfPlace(placeFrom(new URLSearchParams(bad), '/explore')).toString()).toBe('')
  }
})

it('moves a value between included and excluded, and drops it', () => {
  const included = including(filterFrom(''), 'service', 's3')
  const excluded = excluding(included, 'service', 's3')
  expect([included, excluded, without(excluded, 'service', 's3')].map((filter) => searchOf(filter).toString())).toEqual(['service=s3', 'service=%21s3', ''])
})

it('says a Filter in words', () => {
  expect(inWords(filterFrom('identity=alice&error=!none&hour=9&weekday=2'))).toBe(
    'Identity is alice; Error is not none; Hour is 09:00 to 10:00; Weekday is Tuesday',
  )
})

it('says a field of the record by its path', () => {
  expect(inWords(filterFrom('field=requestParameters.groupId:sg-1&field=!errorMessage:none'))).toBe('requestParameters.groupId is sg-1; errorMessage is not none')
})

it('narrows a day to its hours in the zone, 25 of them when clocks go back', () => {
  const { from, to } = narrowedTo(filterFrom('tz=Europe/Berlin'), 'day', '2026-10-25')
  expect(from?.kind === 'instant' && to?.kind === 'instant' && to.seconds - from.seconds).toBe(25 * 3_600)
})
