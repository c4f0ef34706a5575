import { expect, it, onTestFinished, vi } from 'vitest'
import { disk, fill } from '@/lib/ingest/small-disk'
import { openJournal } from '@/lib/journal/journal'
import { leaveNote } from '@/lib/queries/notes'
import { reviewedStore } from '@/lib/queries/asking'
import { answerChange } from './answer'
import { noteContract } from './notes'

const door = vi.hoisted(() => ({ desk: vi.fn(), deskHealth: vi.fn() }))
vi.mock('@/lib/ingest/desk', () => door)

it('says that nothing was entered when the disk is full, and enters it once there is room', async ({ skip }) => {
  const at = disk(2)
  if (at === undefined) return skip()
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  onTestFinished(() => void vi.restoreAllMocks())
  const journal = await openJournal(at)
  onTestFinished(() => journal.close())
  door.desk.mockResolvedValue({ ...(await reviewedStore()), journal })
  const leave = answerChange(noteContract, leaveNote)
  const body = JSON.stringify({ by: 'mara', on: { kind: 'event', eventID: 'e-1' }, text: 'x'.repeat(4_000) })
  const send = () => leave(new Request('http://127.0.0.1/', { method: 'POST', body, headers: { 'content-type': 'application/json' } }), { params: Promise.resolve(undefined) })

  expect((await send()).status).toBe(200)
  const empty = fill(at)
  let refused = await send()
  // The last block may have room still.
  for (let tries = 0; refused.status === 200 && tries < 5; tries += 1) refused = await send()
  expect(await refused.json()).toMatchObject({ status: 507, title: 'Nothing was entered', todo: expect.stringMatching(/has room/) })
  const before = journal.version()
  empty()
  expect((await send()).status).toBe(200)
  expect(journal.version()).toBe(before + 1)
  expect((await journal.check()).faults).toEqual([])
})
