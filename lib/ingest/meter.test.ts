import { expect, it } from 'vitest'
import { meter } from './meter'

it('tells how fast it goes and how long it still takes, and nothing once it stands or is done', () => {
  let now = 0
  const { read } = meter(() => now)
  const after = (seconds: number, count: number, share: number) => {
    now += seconds
    return read(count, share)
  }
  expect(after(0, 0, 0)).toEqual({ perSecond: 0, secondsLeft: null })
  expect(after(10, 200, 0.1)).toEqual({ perSecond: 20, secondsLeft: 90 })
  expect(after(40, 1_000, 0.5)).toEqual({ perSecond: 20, secondsLeft: 50 })
  expect(after(50, 2_000, 1)).toMatchObject({ secondsLeft: null })
  after(70, 2_000, 1)
  expect(after(30, 2_000, 1)).toEqual({ perSecond: 0, secondsLeft: null })
})
