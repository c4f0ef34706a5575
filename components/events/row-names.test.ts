import { expect, it } from 'vitest'
import { rowNames } from './row-names'

const events = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `event ${from + index}`)

it('gives rows that come into view the names of those that have left, and lets all others keep theirs', () => {
  const names = rowNames(() => false)
  const before = names.of(events(0, 10))

  const after = names.of(events(4, 14))

  expect(after.slice(0, 6)).toEqual(before.slice(4))
  expect(after.slice(6).toSorted()).toEqual(before.slice(0, 4).toSorted())
})

it('names as many rows as are drawn, each by a name of its own', () => {
  const names = rowNames(() => false)
  for (const [from, to] of [[0, 10], [300, 320], [5, 8], [0, 40]] as const) {
    const given = names.of(events(from, to))
    expect(new Set(given).size).toBe(to - from)
  }
})

it('gives nobody the name of the row that has the focus', () => {
  const names = rowNames(() => false)
  const [focused] = names.of(events(0, 10))
  names.hold('event 0')

  expect(names.of(events(20, 30))).not.toContain(focused)
})

it('writes over no row while text is selected', () => {
  let isSelecting = false
  const names = rowNames(() => isSelecting)
  const before = names.of(events(0, 10))
  isSelecting = true

  const after = names.of(events(5, 15))

  expect(after.slice(0, 5)).toEqual(before.slice(5))
  expect(after.slice(5).filter((name) => before.includes(name))).toEqual([])
})
