import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Answer, arnOf, identityAnswer, jsonAnswer, jsonRefusal, sessionAnswer, xmlRefusal } from './answer'
import { buckets } from './bucket'
import { heldOf } from './event'
import { type Asked, type Fault, faults, type Fits, refusalOf } from './faults'
import { lookupOf, requestOf } from './lookup'
import { Refusal } from './refusal'
import { assumed, type Role } from './roles'
import { shelf } from './shelf'
import { callerOf, type Key } from './signature'

/** How the emulator is to behave. */
export interface Options {
  keys: Key[]
  /** The roles that these keys may assume. */
  roles?: readonly Role[]
  /** What time its own clock says, in milliseconds since 1970, for signatures and dates of answers; the machine's time, whatever day it plays, if left out. */
  clock?: () => number
  /** The day that it plays, in milliseconds since 1970: it decides what is visible, 90 days old, or an expired page token. */
  now?: () => number
  /** LookupEvents calls that each account may make in each region; AWS allows 2. */
  requestsPerSecond?: number
  /** HTTP status of a throttled call: clients are to go by the error's name. */
  throttlingStatus?: 400 | 429
  /** How long a page token is good, in milliseconds. */
  tokenLifetime?: number
}

/** What was asked, and how it was answered. */
export interface Request {
  /** When it arrived, by the machine's clock, in milliseconds since 1970. */
  at: number
  /** These four are empty where the request did not get so far as to say them. */
  action: string
  account: string
  region: string
  accessKeyId: string
  body: string
  /** `OK`, the error's code, `dropped`, `cut`, `abandoned` by the client while it waited, or `pending`. */
  answered: string
  /** How many events the answer held. */
  events: number
}

/** AWS as far as a reader of LookupEvents sees it, on this machine. */
export interface LookupEventsServer {
  /** The endpoint, for CloudTrail and for STS. */
  url: string
  /**
   * Has records happen, given as their JSON text; each belongs to its `recipientAccountId` and `awsRegion`. One that is given twice is there twice.
   * They are seen from `visibleAt` on (milliseconds since 1970, by the clock it plays), else at once.
   * @throws Error if one of them is no record, and then adds none
   */
  add(records: readonly string[], when?: { visibleAt?: number }): void
  /** All that was asked so far, in order of arrival. */
  requests(): Request[]
  /** Has the next request, or the next that fit, go wrong. Unknown or wrongly signed ones go wrong by themselves and use up no fault. */
  fail(fault: Fault, fits?: Fits): void
  /** Takes back all faults that have not happened yet. */
  mend(): void
  /** Makes all page tokens handed out so far invalid. */
  expireTokens(): void
  /** Makes all temporary credentials handed out so far expire, whatever they were told. */
  expireSessions(): void
  /** Ends it, and all connections to it. */
  stop(): Promise<void>
}

/**
 * Starts an emulator of CloudTrail's LookupEvents, with GetCallerIdentity and AssumeRole of STS beside it, on a free port of this machine.
 * It speaks AWS JSON 1.1 and the query protocol, checks signatures, and gives what AWS gives: late, in pages, newest first, and not too often.
 */
export async function startLookupEvents({ keys: given, roles = [], clock = Date.now, now = clock, requestsPerSecond = 2, throttlingStatus = 400, tokenLifetime = 600_000 }: Options): Promise<LookupEventsServer> {
  const keys = [...given]
  const events = shelf(tokenLifetime)
  const waiting = faults()
  const rate = buckets(requestsPerSecond)
  const log: Request[] = []
  const stopping = new AbortController()

  /** The answer to a request that is what it says, or what becomes of it instead. */
  async function answer(entry: Request, action: Asked['action'], key: Key, gone: AbortSignal): Promise<{ answer: Answer; isCut: boolean } | 'dropped'> {
    const request = action === 'LookupEvents' ? requestOf(entry.body) : undefined
    const fault = waiting.take({ action, account: key.account, region: entry.region, accessKeyId: key.accessKeyId, hasToken: request?.NextToken !== undefined })
    if (fault?.kind === 'dropped') return fault.kind
    const refusal = fault && refusalOf(fault, arnOf(key), action, throttlingStatus)
    if (refusal) throw refusal
    if (request && !rate.pass(`${key.account}/${entry.region}`)) throw new Refusal('ThrottlingException', 'Rate exceeded', throttlingStatus)
    if (fault?.kind === 'slow') await setTimeout(fault.milliseconds, undefined, { signal: AbortSignal.any([gone, stopping.signal]) })

    const isCut = fault?.kind === 'cut'
    if (action === 'AssumeRole') {
      const session = assumed(roles, key, new URLSearchParams(entry.body))
      keys.push(session)
      return { answer: sessionAnswer(session), isCut }
    }
    if (!request) return { answer: identityAnswer(key), isCut }
    const turn = fault?.kind === 'emptyPage' ? events.emptyPage : events.page
    const page = turn({ account: key.account, region: entry.region }, lookupOf(request), now())
    entry.events = page.Events.length
    return { answer: jsonAnswer(page), isCut }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry: Request = { at: Date.now(), action: '', account: '', region: '', accessKeyId: '', body: '', answered: 'pending', events: 0 }
    log.push(entry)
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    // STS speaks the query protocol, which names its action in the body.
    const target = request.headers['x-amz-target']
    const isQuery = target === undefined && request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
    try {
      const body = await bytesOf(request)
      entry.body = body.toString('utf8')
      if (request.method !== 'POST' || request.url !== '/') throw new Refusal('UnknownOperationException', 'Only POST / is served.', 404)
      const { key, region } = callerOf({ headers: request.headers, body }, keys, isQuery ? 'sts' : 'cloudtrail', clock())
      entry.action = (isQuery ? new URLSearchParams(entry.body).get('Action') : String(target).split('.').at(-1)) ?? ''
      Object.assign(entry, { account: key.account, region, accessKeyId: key.accessKeyId })
      const action = !isQuery ? 'LookupEvents' : entry.action === 'AssumeRole' ? 'AssumeRole' : 'GetCallerIdentity'
      if (entry.action !== action) throw new Refusal('UnknownOperationException', `There is no ${entry.action} here.`)

      const given = await answer(entry, action, key, gone.signal)
      entry.answered = given === 'dropped' ? given : given.isCut ? 'cut' : 'OK'
      if (given === 'dropped') request.socket.destroy()
      else if (given.isCut) cut(response, given.answer)
      else send(response, given.answer, clock())
    } catch (error) {
      if (gone.signal.aborted || stopping.signal.aborted) {
        entry.answered = 'abandoned'
        return
      }
      // What is not refused is a fault of the emulator's own: the client hears of it, and whoever reads the log.
      const refusal = error instanceof Refusal ? error : new Refusal('InternalFailure', `The emulator failed: ${String(error)}`, 500)
      entry.answered = refusal.code
      send(response, isQuery ? xmlRefusal(refusal) : jsonRefusal(refusal), clock())
    }
  }

  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the emulator has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    add(records, { visibleAt = -Infinity } = {}) {
      for (const held of records.map(heldOf)) if (held) events.put(held, visibleAt)
    },
    requests: () => log.map((entry) => ({ ...entry })),
    fail: (fault, fits = {}) => waiting.order(fault, fits),
    mend: () => waiting.clear(),
    expireTokens: () => events.expireTokens(),
    expireSessions() {
      for (const key of keys) if (key.expiresAt !== undefined) key.expiresAt = 0
    },
    async stop() {
      stopping.abort()
      const closed = new Promise<void>((done) => server.close(() => done()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function send(response: ServerResponse, { status, headers, body }: Answer, now: number): void {
  response.writeHead(status, { ...headers, Date: new Date(now).toUTCString(), 'Content-Length': Buffer.byteLength(body) }).end(body)
}

/** Sends half an answer, and ends the connection once the half is out. */
function cut(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length })
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
}
