import 'server-only'
import type { Desk } from '@/lib/ingest/desk'
import { desk, deskHealth } from '@/lib/ingest/desk'
import { filterFrom, fixed } from '@/lib/filter/filter'
import type { Streamed } from '@/lib/queries/export'
import type { Question } from '@/lib/queries/question'
import type { z } from 'zod'
import type { Answer, Change, Contract } from './contract'
import { Failure, problemOf } from './failure'
import { sentIn } from './sent'
import { takesFrom } from './takes'

/** A handler as Next calls it; routes without parts that are parameters get none. */
type Handler = (request: Request, context: { params: Promise<Record<string, string> | undefined> }) => Promise<Response>

/** A query that answers a contract; undefined if what is asked for does not exist. */
type Query<C extends Contract, A> = (question: Question<C, Desk>) => A | undefined | Promise<A | undefined>

/** Seconds that a query may take. */
const patience = 30
/** How long a request waits for the store to open before it is told to come back. */
const opening = 3_000
/** Answers are not compressed: the desk listens on loopback, where that takes longer than to send them. */
const headers = { 'cache-control': 'no-store, no-transform' }

/**
 * The door of a route: reads the Filter and the parameters, asks, and answers as JSON; whatever is thrown is answered
 * as a problem document.
 */
export const answer = <C extends Contract>(contract: C, query: Query<C, Answer<C>>): Handler =>
  door(contract, query, (result) => Response.json(result, { headers }))

/** The door of a route that enters something: what is sent is read by the contract before anyone sees it. */
export const answerChange = <C extends Change>(contract: C, enter: (question: Pick<Question<C, Desk>, 'store' | 'takes' | 'options'> & { sent: z.output<C['sends']> }) => Answer<C> | undefined | Promise<Answer<C> | undefined>): Handler =>
  guarded(async (request, { params }) => {
    const named = Object.entries((await params) ?? {})
    const takes = takesFrom(contract, new URLSearchParams(named))
    const sent = await sentIn(contract, request)
    const result = await enter({ store: await openStore(), takes, sent, options: { signal: request.signal, seconds: patience } })
    return Response.json(result ?? notFound(named), { headers })
  })

/** The door of a route whose answer is streamed as a file. */
export const answerFile = <C extends Contract>(contract: C, query: Query<C, Streamed>): Handler =>
  door(contract, query, async ({ contentType, fileName, parts }, signal) => {
    // With the first part in hand, what the engine refuses can still be answered as a problem.
    const iterator = parts[Symbol.asyncIterator]()
    const first = await iterator.next()
    return new Response(bodyOf(iterator, first, signal), {
      headers: { ...headers, 'content-type': contentType, 'content-disposition': `attachment; filename="${fileName}"` },
    })
  })

/** Answers at once, without waiting for the store. */
export const answerNow = <T>(tell: () => T): Handler => guarded(async () => Response.json(tell(), { headers }))

function door<C extends Contract, A>(contract: C, query: Query<C, A>, respond: (result: A, signal: AbortSignal) => Response | Promise<Response>): Handler {
  return guarded(async (request, { params }) => {
    const { searchParams } = new URL(request.url)
    const filter = filterFrom(contract.filtered ? searchParams : '')
    const named = Object.entries((await params) ?? {})
    for (const [name, value] of named) searchParams.set(name, value)
    const takes = takesFrom(contract, searchParams)
    const store = await openStore()
    const { signal } = request
    const result = await query({ store, filter: fixed(filter, Date.now(), store.covers()), takes, options: { signal, seconds: patience } })
    return respond(result ?? notFound(named), signal)
  })
}

function notFound(named: readonly [string, string][]): never {
  throw new Failure({ title: 'Not found', status: 404, detail: `Nothing is stored under the ${named.map(([name, value]) => `${name} ${value}`).join(', ')}.`, todo: 'It may not be loaded yet, or come from another data folder.' })
}

const guarded = (handler: Handler): Handler => async (request, context) => {
  try {
    return await handler(request, context)
  } catch (error) {
    const problem = problemOf(error)
    const retry = problem.status === 503 ? { 'retry-after': '2' } : undefined
    return Response.json(problem, { status: problem.status, headers: { ...headers, ...retry, 'content-type': 'application/problem+json' } })
  }
}

async function openStore(): Promise<Desk> {
  const late = Symbol('late')
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = new Promise<typeof late>((resolve) => (timer = setTimeout(resolve, opening, late)))
  try {
    const store = await Promise.race([desk(), wait])
    if (store !== late) return store
  } catch (error) {
    throw closed(error instanceof Error ? error.message : String(error), 'See what Traildesk wrote where it was started.')
  } finally {
    clearTimeout(timer)
  }
  const [problem] = deskHealth().problems
  throw closed(problem ?? 'The store is being opened.', 'Wait a moment: this page asks again.')
}

const closed = (detail: string, todo: string) => new Failure({ title: 'The store is not open yet', status: 503, detail, todo })

/** Parts are made only as they are read, and no longer once nobody reads them. */
function bodyOf(iterator: AsyncIterator<Uint8Array>, first: IteratorResult<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  let next: IteratorResult<Uint8Array> | undefined = first
  const stop = async () => void (await iterator.return?.())
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = next ?? (await iterator.next())
        next = undefined
        if (part.done || signal.aborted) {
          await stop()
          controller.close()
        } else controller.enqueue(part.value)
      },
      cancel: stop,
    },
    { highWaterMark: 1 },
  )
}
