import { expect, it } from 'vitest'
import { decideContract } from './decisions'
import { sentIn } from './sent'

const sent = (body: BodyInit, type = 'application/json') => sentIn(decideContract, new Request('http://127.0.0.1/', { method: 'POST', body, headers: { 'content-type': type } }))
const item = { id: 'a', title: 'Something', filter: 'event=X' }

it('reads what a contract takes', async () => {
  expect(await sent(JSON.stringify({ by: ' Mara ', item, verdict: 'expected' }))).toEqual({ by: 'Mara', item, verdict: 'expected' })
})

it('takes nothing that a form of another site could send', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', 'application/json-seq']) {
    await expect(sent(JSON.stringify({ by: 'x', item, verdict: 'done' }), type)).rejects.toMatchObject({ problem: { status: 415 } })
  }
})

it.each([
  ['{', 400, undefined], ['[]', 400, undefined], [JSON.stringify({ by: 'x', item }), 400, 'verdict'], [JSON.stringify({ by: ' ', item, verdict: 'done' }), 400, 'by'],
  [JSON.stringify({ by: 'a\u0000b', item, verdict: 'done' }), 400, 'by'], [JSON.stringify({ by: 'x', item: { ...item, filter: 'from=yesterdayish' }, verdict: 'done' }), 400, 'item.filter'],
  [JSON.stringify({ by: 'a\u202eb', item, verdict: 'done' }), 400, 'by'], [JSON.stringify({ by: 'a\u2066b', item, verdict: 'done' }), 400, 'by'], [JSON.stringify({ by: 'a\ud800b', item, verdict: 'done' }), 400, 'by'],
  ['x'.repeat(4_000_001), 413, undefined],
])('says what is wrong with %.60s', async (body, status, parameter) => {
  await expect(sent(body)).rejects.toMatchObject({ problem: { status, ...(parameter !== undefined && { parameter }) } })
})
