import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { EngineError } from '@/lib/engine/engine'
import { someRecords } from '@/lib/queries/some-records'
import { storeHolding } from '@/lib/queries/asking'
import { event } from '@/lib/queries/event'
import { events } from '@/lib/queries/events'
import { exported } from '@/lib/queries/export'
import { answer, answerFile } from './answer'
import { contract } from './contract'
import { eventContract, eventsContract } from './events'
import { exportContract } from './export'
import { facetsContract } from './facets'
import { heatmapContract } from './heatmap'
import { problem } from './problem'
import { timelineContract } from './timeline'

const door = vi.hoisted(() => ({ desk: vi.fn(), deskHealth: vi.fn() }))
vi.mock('@/lib/ingest/desk', () => door)

const get = async (handler: ReturnType<typeof answer>, query: string, params?: Record<string, string>) => {
  const response = await handler(new Request(`http://127.0.0.1/api/x?${query}`), { params: Promise.resolve(params) })
  return { response, status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}
const problemIn = (answered: Awaited<ReturnType<typeof get>>) => {
  expect(answered.type).toBe('application/problem+json')
  const read = problem.parse(JSON.parse(answered.body))
  expect(read.status).toBe(answered.status)
  return read
}

const log: string[] = []
beforeEach(() => {
  log.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => log.push(String(text)) > 0)
  door.desk.mockResolvedValue({ covers: () => undefined })
  door.deskHealth.mockReturnValue({ problems: [] })
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('a door', () => {
  it.each([
    ['limit=0', 'limit', /whole number from 1 to 1000/, eventsContract],
    ['limit=ten', 'limit', /whole number/, eventsContract],
    [`cursor=${'1'.repeat(501)}`, 'cursor', /nextCursor/, eventsContract],
    ['by=mood', 'by', /one of class, service/, timelineContract],
    ['rows=mood', 'rows', /one of identity/, heatmapContract],
    ['cols=minute', 'cols', /one of hour/, heatmapContract],
    ['fields=service,mood', 'fields', /separated by commas/, facetsContract],
    ['limit=1.5', 'limit', /whole number/, facetsContract],
    ['format=xml', 'format', /one of ndjson, csv/, exportContract],
    ['from=yesterdayish', 'from', /ISO 8601/, eventsContract],
    ['tz=Mars/Olympus', 'tz', /time zone/, timelineContract],
    ['ip=999.1.1.1/99', 'ip', /CIDR/, eventsContract],
    ['from=2024-01-02T00:00Z&to=2024-01-01T00:00Z', 'to', /not before/, eventsContract],
    ['from=2200-01-01', 'from', /ISO 8601/, eventsContract],
  ])('refuses a bad value, %s, naming the parameter', async (query, parameter, takes, its) => {
    const ask = vi.fn()
    const read = problemIn(await get(answer<typeof its>(its, ask), query))
    expect(read).toMatchObject({ status: 400, parameter, takes: expect.stringMatching(takes), todo: expect.stringMatching(/^Give /) })
    expect(ask).not.toHaveBeenCalled()
  })

  const failing = (error: unknown) => get(answer(eventsContract, () => Promise.reject(error)), '')

  it.each([
    [new EngineError('too slow', 'It took too long.'), 504, /Narrow the time/],
    [new EngineError('out of memory', 'It needs too much.'), 504, /Narrow the time/],
    [new EngineError('locked', 'Another process has it.'), 503, /Stop the other/],
    [new EngineError('stopped', 'Stopped.'), 503, /Retry/],
  ])('says what to do when the engine does not answer: %s', async (error, status, todo) => {
    expect(problemIn(await failing(error))).toMatchObject({ status, todo: expect.stringMatching(todo), detail: error.message })
  })

  it.each([new EngineError('refused', 'Code: 62. Syntax error at SELECT secret'), new TypeError('x is not a function'), 'a text'])('tells the log, and not the browser, of what nobody foresaw: %s', async (error) => {
    const answered = await failing(error)
    const { detail } = problemIn(answered)
    expect(answered.status).toBe(500)
    expect(answered.body).not.toMatch(/secret|function|a text|at .*\.ts/)
    const id = /under (\S+)\./.exec(detail)?.[1] ?? 'no id'
    expect(log.join('')).toContain(id)
    expect(log.join('')).toContain(error instanceof Error ? error.message : error)
  })

  it('asks to come back while the store is being opened, and says what is happening', async () => {
    door.desk.mockReturnValue(new Promise(() => undefined))
    door.deskHealth.mockReturnValue({ problems: ['Migrating.'] })
    vi.useFakeTimers()
    const asked = get(answer(eventsContract, vi.fn()), '')
    await vi.advanceTimersByTimeAsync(10_000)
    vi.useRealTimers()
    const answered = await asked
    expect(problemIn(answered)).toMatchObject({ status: 503, detail: 'Migrating.' })
    expect(answered.response.headers.get('retry-after')).toBe('2')
  })

  it('says why the store cannot be opened', async () => {
    door.desk.mockRejectedValue(new Error('Another Traildesk has this folder open.'))
    expect(problemIn(await get(answer(eventsContract, vi.fn()), ''))).toMatchObject({ status: 503, detail: 'Another Traildesk has this folder open.' })
  })

  it('hands on the Filter, the parameters with their defaults, and the signal of the request', async () => {
    const echo = contract('/api/echo/{name}', { summary: '', filtered: true, takes: z.object({ name: z.string(), limit: z.coerce.number().default(7) }), answers: z.unknown() })
    const ask = vi.fn((_: unknown) => ({ fine: true }))
    const gone = new AbortController()
    const response = await answer(echo, ask)(new Request('http://127.0.0.1/api/echo/x?event=A&name=forged&from=2024-01-01T00:00Z&to=2024-01-02T00:00Z', { signal: gone.signal }), { params: Promise.resolve({ name: 'x' }) })
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    const [question] = ask.mock.calls[0] ?? []
    expect(question).toMatchObject({ takes: { name: 'x', limit: 7 }, filter: { from: new Date('2024-01-01T00:00Z'), choices: { event: { include: ['A'] } } }, options: { seconds: 30 } })
    gone.abort()
    expect(question).toMatchObject({ options: { signal: { aborted: true } } })
  })

  it('answers with real events, and with 404 where there is none', async () => {
    const store = await storeHolding(someRecords(10))
    door.desk.mockResolvedValue(store)
    const page = await get(answer(eventsContract, events), 'from=2023-10-26T00:00Z&to=2023-11-01T00:00Z&limit=3')
    expect(eventsContract.answers.parse(JSON.parse(page.body)).events).toHaveLength(3)
    expect((await get(answer(eventContract, event), '', { eventID: 'event-3' })).status).toBe(200)
    expect(problemIn(await get(answer(eventContract, event), '', { eventID: 'nope' }))).toMatchObject({ status: 404 })
    const file = await get(answerFile(exportContract, exported), 'from=2023-10-26T00:00Z&to=2023-11-01T00:00Z')
    expect(file.response.headers.get('content-disposition')).toBe('attachment; filename="traildesk-20231026T000000-20231101T000000.ndjson"')
    expect(file.body.trimEnd().split('\n')).toHaveLength(10)
    expect((await get(answerFile(exportContract, exported), 'from=2020-01-01&to=2020-01-02')).body).toBe('')
    expect((await get(answerFile(exportContract, exported), 'from=2020-01-01&to=2020-01-02&format=csv')).body).toMatch(/^eventTime,[^\n]*\r\n$/)
  })
})

describe('a streamed answer', () => {
  it('is made only as fast as it is read, and no longer once nobody reads it', async () => {
    let made = 0
    let ended = false
    async function* parts() {
      try {
        for (;;) yield new Uint8Array(1_000).fill(++made % 200)
      } finally {
        ended = true
      }
    }
    const handler = answerFile(exportContract, () => ({ contentType: 'x/y', fileName: 'x', parts: parts() }))
    const { body } = await handler(new Request('http://127.0.0.1/'), { params: Promise.resolve({}) })
    const reader = body?.getReader()
    await reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(made).toBeLessThan(5)
    await reader?.cancel()
    expect(ended).toBe(true)
  })

  it('is a problem document if the engine refuses before the first part', async () => {
    async function* parts(): AsyncGenerator<Uint8Array> {
      throw new EngineError('too slow', 'It took too long.')
    }
    expect(problemIn(await get(answerFile(exportContract, () => ({ contentType: 'x/y', fileName: 'x', parts: parts() })), ''))).toMatchObject({ status: 504 })
  })

  it('breaks off, rather than seem whole, if the engine gives up later', async () => {
    async function* parts() {
      yield new Uint8Array(10)
      throw new EngineError('too slow', 'It took too long.')
    }
    const handler = answerFile(exportContract, () => ({ contentType: 'x/y', fileName: 'x', parts: parts() }))
    const response = await handler(new Request('http://127.0.0.1/'), { params: Promise.resolve({}) })
    await expect(response.text()).rejects.toThrow()
  })
})
