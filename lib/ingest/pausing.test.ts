import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openDesk } from './desk'
import { deskOn, settingsOf, temporaryFolder, untilLoaded } from './desk-on'

const put = (folder: string, name: string) => writeFileSync(join(folder, `${name}.json`), JSON.stringify({ Records: [{ eventID: name, eventTime: '2026-03-01T09:00:00Z', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' }] }))

it('reads nothing of a source that is paused, after another start as well, says so, and goes on when it is resumed', async () => {
  const [logs, data] = [temporaryFolder(), temporaryFolder()]
  put(logs, 'a')
  const first = await deskOn(logs, data)
  expect(first.setPaused('none', true)).toBeUndefined()
  expect(first.setPaused('logs', true)).toEqual({ pausedSince: expect.stringMatching(/^2\d{3}-/) })
  put(logs, 'b')
  first.sync('logs')
  await setTimeout(700)
  expect(first.health()).toMatchObject({ records: 1, loading: false, problems: [expect.stringContaining('“logs” is paused')] })
  expect(first.sources(1).sources[0]).toMatchObject({ state: 'paused' })
  expect(first.fetch('logs', { from: 0, to: 1 })).toEqual({ started: false })
  await first.close()

  const second = await openDesk(settingsOf(logs, data))
  onTestFinished(() => second.close())
  await setTimeout(300)
  expect(second.health()).toMatchObject({ records: 1, loading: false })
  expect(second.sources(1).sources[0]?.pausedSince).toEqual(expect.any(String))
  expect(second.setPaused('logs', false)).toEqual({ pausedSince: null })
  await untilLoaded(second)
  expect(second.health()).toMatchObject({ records: 2, problems: [] })
})
