import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooses } from './chooses'
import { BadParameter, filterFrom, searchOf } from './filter'
import { parameterNames, parameters } from './parameters'
import { someQueries } from './some-queries'
import { guarded, literal, wanted } from './spelling'

const nasty = ["o'hara", 'back\\slash', 'a&b=c', '100%', '+', '#', 'st*r', '!bang', '!!', '\\!', 'none', 'any', '\\none', '\\\\any', ' lead', '日本', '😀', '"q"', '\n', '\0']

describe('a Filter', () => {
  it('means the same after it was written to the URL and read again', () => {
    const texts = Object.fromEntries(parameterNames.map((name) => [name, nasty]))
    const times = fc.constantFrom('', 'now', '-24h', '-7d', '-90m', '2024-03-10T02:30', '2024-03-10T02:30:00+05:30', '2024-03-10')
    fc.assert(
      fc.property(someQueries(texts), times, (search, from) => {
        if (from) search.set('from', from)
        const filter = filterFrom(search)
        const written = searchOf(filter).toString()
        expect(filterFrom(written)).toEqual(filter)
        expect(searchOf(filterFrom(written)).toString()).toBe(written)
      }),
      { numRuns: 2_000 },
    )
  })

  it('can ask for any text literally', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary' })), (text) => {
        expect(wanted(literal(text))).toEqual(text === '' ? { kind: 'none' } : { kind: 'text', parts: [text] })
        const search = new URLSearchParams([['event', literal(text)], ['event', `!${literal(text)}`]])
        const choice = filterFrom(search.toString()).choices.event
        // White space alone is what an emptied field sends, and asks for nothing.
        if (text.trim() !== '') expect(choice).toEqual({ include: [literal(text)], exclude: [literal(text)] })
      }),
      { numRuns: 2_000 },
    )
  })

  it('asks for the beginning of a text that is too long for a URL, and finds it', () => {
    for (const text of ['L'.repeat(5_000), '\\'.repeat(1_500), '*'.repeat(1_500), `none${'😀'.repeat(1_500)}`, `!${'x'.repeat(899)}😀${'y'.repeat(2_000)}`]) {
      const choice = filterFrom(new URLSearchParams([['identity', literal(text)]])).choices.identity
      expect(choice?.include).toEqual([literal(text)])
      expect([chooses(choice, text), chooses(choice, `${text.slice(0, 800)} another`), encodeURIComponent(literal(text)).length < 12_000]).toEqual([true, false, true])
    }
  })

  it('keeps the text that free text asks for', () => {
    for (const text of nasty.filter((each) => each.trim() !== '')) {
      const { include, exclude } = filterFrom(new URLSearchParams([['q', guarded(text)]])).choices.q ?? {}
      expect({ include, exclude }).toEqual({ include: [guarded(text)], exclude: [] })
    }
  })

  it('ignores what it does not know, and what is empty', () => {
    expect(filterFrom('utm_source=x&event=&event=!&from=&__proto__=1&constructor=2')).toEqual(filterFrom(''))
  })
})

const bad: [string, string][] = [
  ['from', 'yesterdayish'], ['from', '2024-02-30T00:00Z'], ['from', '1969-12-31T23:59:59Z'], ['to', '2200-01-01T00:00Z'], ['to', '-1y'],
  ['tz', 'Mars/Olympus'], ['tz', '+02:00'], ['ip', '999.1.1.1/99'], ['ip', '10.0.0.0/33'], ['ip', '!::/129'], ['hour', '24'], ['hour', '-1'],
  ['hour', '1.5'], ['weekday', '0'], ['weekday', '8'], ['class', 'danger'], ['severity', 'severe'], ['source', 'ftp'], ['readonly', 'maybe'], ['arrived', '12'], ['arrived', 'after:'], ['arrived', 'before:12'],
  ['field', 'requestParameters'], ['field', ':x'], ['field', 'a:'], ['field', 'a[0].b:x'], ['field', 'a[]b:x'], ['field', '!a.b'], ['field', 'a\\:b'], ['field', `${'a.'.repeat(70)}b:x`],
  ...parameterNames.map((name): [string, string] => [name, 'x'.repeat(3_000)]),
]

it.each(bad)('says what %s takes when it is given %.30s', (parameter, value) => {
  const read = () => filterFrom(new URLSearchParams([[parameter, value]]))
  expect(read).toThrow(BadParameter)
  expect(read).toThrow(expect.objectContaining({ parameter, takes: expect.stringMatching(/^[a-z].{8,}/) }))
})

it('has words for what every parameter takes', () => {
  for (const name of parameterNames) expect(parameters[name].takes).toMatch(/\w{3}/)
})
