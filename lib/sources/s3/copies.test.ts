import { expect, it } from 'vitest'
import type { TrailFile } from '../trail-file'
import { copiesIn } from './copies'

const file = (path: string, size = 1): TrailFile => ({ path, location: `/cache/${path}`, size, mtime: 1 })
const { signal } = new AbortController()

/** A folder, what lies in it, and how often it was walked through. */
function folder() {
  const there = [file('a'), file('digest')]
  let walks = 0
  let during = () => {}
  let now = 0
  const look = async () => {
    walks += 1
    const files = [...there]
    during()
    return { files, left: [] }
  }
  const copies = copiesIn({ look }, (path) => path !== 'digest', () => now)
  const paths = async () => (await copies.look(signal)).files.map(({ path, size }) => `${path}${size}`)
  return { copies, there, paths, walks: () => walks, pass: (milliseconds: number) => void (now += milliseconds), whileWalking: (does: () => void) => void (during = does) }
}

it('knows a copy that was just made without a walk, in place of an older one', async () => {
  const { copies, paths, walks } = folder()
  expect(await paths()).toEqual(['a1'])
  copies.add(file('b'))
  copies.add(file('digest'))
  copies.add(file('a', 2))
  expect(await paths()).toEqual(['b1', 'a2'])
  expect(walks()).toBe(1)
})

it('walks again after some time or when asked to, and loses nothing that is made meanwhile', async () => {
  const { copies, there, paths, walks, pass, whileWalking } = folder()
  await paths()
  there.push(file('c'))
  expect(await paths()).toEqual(['a1'])
  whileWalking(() => copies.add(file('d')))
  pass(600_000)
  expect(await paths()).toEqual(['a1', 'c1', 'd1'])
  there.shift()
  copies.forget()
  expect(await paths()).toEqual(['c1', 'd1'])
  expect(walks()).toBe(3)
})
