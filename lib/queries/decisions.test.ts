import { expect, it } from 'vitest'
import { itemOf } from '@/lib/journal/some-entries'
import { asking, reviewedStore } from './asking'
import { closeEscalation, decide, decisions } from './decisions'
import { leaveNote, notes } from './notes'

const item = itemOf('a')
const all = { limit: 100 }

it('holds what was decided last, and what was before it once that is undone', async () => {
  const store = await reviewedStore()
  await decide({ store, sent: { by: 'mara', item, verdict: 'unclear', note: 'Ask ops.', saw: 0 } })
  const { version, item: second } = await decide({ store, sent: { by: 'mara', item, verdict: 'expected', saw: 1 } })
  expect([version, second]).toMatchObject([2, { decision: { verdict: 'expected', by: 'mara' }, before: [{ verdict: 'unclear', note: 'Ask ops.' }], last: 2 }])
  const { item: undone } = await decide({ store, sent: { by: 'jo', item, verdict: 'undo', saw: 2 } })
  expect(undone).toMatchObject({ decision: { verdict: 'unclear' }, before: [], last: 3 })
  expect(decisions(asking(store, '', { ids: ['a', 'b', 'a'] })).items).toEqual([undone])
})

it('tells of what held before no more than the last twenty, however often somebody decided', async () => {
  const store = await reviewedStore()
  for (let times = 1; times <= 30; times += 1) await decide({ store, sent: { by: 'mara', item, verdict: 'done', note: `${times}` } })
  const [told] = decisions(asking(store, '', { ids: ['a'] })).items
  expect([told?.decision?.note, told?.before.length, told?.before[0]?.note, told?.before.at(-1)?.note]).toEqual(['30', 20, '10', '29'])
})

it('refuses a decision on what somebody decided meanwhile, names who and what, and takes it once that was seen', async () => {
  const store = await reviewedStore()
  const [mara, jo] = await Promise.allSettled([
    decide({ store, sent: { by: 'mara', item, verdict: 'suspicious', note: 'Call her.', saw: 0 } }),
    decide({ store, sent: { by: 'jo', item, verdict: 'expected', saw: 0 } }),
  ])
  expect(mara.status).toBe('fulfilled')
  expect(jo).toMatchObject({ reason: { problem: { status: 409, detail: expect.stringMatching(/^mara marked it suspicious \(“Call her\.”\)/) } } })
  expect(store.journal.version()).toBe(1)
  const { item: seen } = await decide({ store, sent: { by: 'jo', item, verdict: 'expected', saw: 1 } })
  expect(seen).toMatchObject({ decision: { by: 'jo' }, before: [{ by: 'mara' }], escalation: { by: 'mara' } })
})

it('undoes only what the reviewer saw, and nothing where nothing holds', async () => {
  const store = await reviewedStore()
  await expect(decide({ store, sent: { by: 'mara', item, verdict: 'undo' } })).rejects.toMatchObject({ problem: { status: 409 } })
  await decide({ store, sent: { by: 'mara', item, verdict: 'done' } })
  await decide({ store, sent: { by: 'jo', item, verdict: 'unclear' } })
  await expect(decide({ store, sent: { by: 'mara', item, verdict: 'undo', saw: 1 } })).rejects.toMatchObject({ problem: { status: 409, detail: expect.stringMatching(/^jo marked it unclear/) } })
})

it('closes an escalation once, with what became of it', async () => {
  const store = await reviewedStore()
  await decide({ store, sent: { by: 'mara', item, verdict: 'suspicious' } })
  const closed = await closeEscalation({ store, sent: { by: 'jo', id: 'a', note: 'A drill.' } })
  expect(closed.item).toMatchObject({ decision: { verdict: 'suspicious' }, escalation: null })
  await expect(closeEscalation({ store, sent: { by: 'jo', id: 'a', note: 'Again.' } })).rejects.toMatchObject({ problem: { status: 409 } })
})

it('finds notes by what they are about, and those on moments by their time', async () => {
  const store = await reviewedStore()
  const on = { kind: 'identity', identity: 'arn:aws:iam::111122223333:user/alice' } as const
  await leaveNote({ store, sent: { by: 'mara', on, text: 'Leaves in June.' } })
  await leaveNote({ store, sent: { by: 'jo', on: { kind: 'moment', at: '2026-03-01T12:00:00Z' }, text: 'The deployment.' } })
  const found = (takes: object) => notes(asking(store, '', { ...all, ...takes })).notes.map(({ text }) => text)
  expect(found({})).toEqual(['The deployment.', 'Leaves in June.'])
  expect(found({ on: `identity:${on.identity}` })).toEqual(['Leaves in June.'])
  expect(found({ from: '2026-03-01T12:00:00Z', to: '2026-03-01T13:00:00Z' })).toEqual(['The deployment.'])
  expect(found({ from: '2026-03-01T12:00:01Z' })).toEqual([])
})
