import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventSeconds } from './event-time'

describe('the time of an event', () => {
  it.each([
    ['2023-07-10T11:42:18Z', 1688989338],
    ['2023-07-10 11:42:18', 1688989338],
    ['2023-07-10T11:42:18', 1688989338],
    ['2023-07-10T11:42:18.999Z', 1688989338],
    ['2023-07-10t11:42:18,5z', 1688989338],
    ['2023-07-10T13:42:18+02:00', 1688989338],
    ['2023-07-10 06:12:18.000000-0530', 1688989338],
    ['20131102T010628Z', 1383354388],
    ['2024-02-29T00:00:00Z', 1709164800],
    ['1970-01-01T00:00:00Z', 0],
    ['2106-02-07T06:28:15Z', 4294967295],
    [1688989338, 1688989338],
    [1688989338.9, 1688989338],
    [1688989338999, 1688989338],
  ])('%s is read', (value, seconds) => expect(eventSeconds(value)).toBe(seconds))

  it.each([
    [undefined], [null], [''], ['yesterday'], ['null'], ['2023-02-30T00:00:00Z'], ['2023-02-29T00:00:00Z'], ['2023-13-01T00:00:00Z'],
    ['2023-07-10T24:00:00Z'], ['2023-07-10T11:60:00Z'], ['2023-07-10T11:42:61Z'], ['2023-07-10'], ['2023-07-10T11:42'], ['10/Jul/2023 11:42:18'],
    ['2023-07-10T11:42:18+99:00'], ['2023-07-10T11:42:18Z and more'], [' 2023-07-10T11:42:18Z'], ['2023-07-10T11:42:18Z\n'],
    ['1969-12-31T23:59:59Z'], ['1970-01-01T00:00:00+01:00'], ['2106-02-07T06:28:16Z'], ['0000-01-01T00:00:00Z'], ['1688989338'],
    [-1], [5e9], [5e12], [Number.MAX_VALUE], [true], [{}], [['2023-07-10T11:42:18Z']],
  ])('%j is no time', (value) => expect(eventSeconds(value)).toBeUndefined())

  it('is the same in every spelling, to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seconds) => {
        const iso = new Date(seconds * 1000).toISOString()
        for (const text of [iso, iso.replace('T', ' '), iso.replace('.000Z', 'Z'), iso.replace(/[-:]|\.000/g, '')]) {
          expect(eventSeconds(text)).toBe(seconds)
        }
        expect(eventSeconds(seconds)).toBe(seconds)
      }),
    )
  })

  it('never throws and is a whole second or none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double(), fc.date({ noInvalidDate: false }).map(String)), (value) => {
        const seconds = eventSeconds(value)
        expect(seconds === undefined || (Number.isInteger(seconds) && seconds >= 0 && seconds < 2 ** 32)).toBe(true)
      }),
    )
  })
})
