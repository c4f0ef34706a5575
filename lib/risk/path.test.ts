import { describe, expect, it } from 'vitest'
import { keysTo, lookInto, parsedPath } from './path'
import { isLike, spelledPart } from './wildcard'

const found = (path: string, record = { requestParameters: { a: [{ b: { c: 1 } }, { c: 2 }], 'x-y': { c: [3, 4] } }, c: 5 }) =>
  lookInto(record).at(parsedPath(path) ?? []).map((place) => keysTo(place).join('/'))

describe('a path', () => {
  it.each([
    ['c', ['c']],
    ['requestParameters.a[].c', ['requestParameters/a/1/c']],
    ['requestParameters..c', ['requestParameters/a/0/b/c', 'requestParameters/a/1/c', 'requestParameters/x-y/c']],
    ['requestParameters..c[]', ['requestParameters/x-y/c/0', 'requestParameters/x-y/c/1']],
    ['requestParameters.x-y..c', ['requestParameters/x-y/c']],
    ['requestParameters.missing..c', []],
    ['toString', []],
  ])('leads to all its values: %s', (path, places) => {
    expect(found(path)).toEqual(places)
  })

  it.each(['', '.a', 'a.', 'a[', 'a]', '[]', 'a...b', 'a[0]'])('is refused if it is none: %j', (text) => {
    expect(parsedPath(text)).toBeUndefined()
  })
})

describe('a pattern with wildcards', () => {
  it('stands for anything where it has a star, and for itself elsewhere', () => {
    expect(['Create*', '*Thing', 'C*T*g', '*', 'CreateThing', '*a*'].every((pattern) => isLike('CreateThing', pattern))).toBe(true)
    expect(['create*', 'Create', '*Things', 'CreateThing*g', 'C.*', '*x*'].some((pattern) => isLike('CreateThing', pattern))).toBe(false)
    expect(isLike('a', 'a*a')).toBe(false)
  })

  it('marks its longest word', () => {
    expect(spelledPart('PutThingPolicy', 'Put*Policy')).toEqual([8, 14])
    expect(spelledPart('PutThing', '*')).toEqual([0, 8])
  })
})
