import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { timeOf } from './signature'

/** A request on its way: `path` as it is spelled but for its percent signs. */
export interface Passing {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** What it asks of SQS, as `ReceiveMessage`, and the name of the queue; undefined for S3. */
  action: string | undefined
  queue: string | undefined
}

/**
 * What goes wrong with a request: it is answered with an error, as S3 or SQS spell it; its answer is cut off; it comes late; the
 * connection ends without one; AWS's clock is so many milliseconds ahead, and refuses what is signed by another; or a page of a listing
 * holds only so many keys. `message` is what AWS says of an error.
 */
export type Spoiled = Refused | { cut: true } | { milliseconds: number } | { dropped: true } | { ahead: number } | { maxKeys: number }
type Refused = { status: number; code: string; message?: string }

/** What stands between clients and an emulator of S3 and SQS, and decides of each request whether it goes wrong. */
export interface FaultProxy {
  url: string
  /** All requests that came, the last at the end. */
  asked: Passing[]
  spoilWith(how: (passing: Passing) => Spoiled | undefined): void
  stop(): void
}

/** Milliseconds by which a client's clock may differ. */
const skew = 15 * 60_000
const ofQueue = z.object({ QueueUrl: z.string() })

/** @param port where the emulator listens */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  const asked: Passing[] = []
  let spoil: (passing: Passing) => Spoiled | undefined = () => undefined
  const pass = async (incoming: IncomingMessage, answer: ServerResponse) => {
    const { method = '', url = '', headers } = incoming
    const target = headers['x-amz-target']
    const action = typeof target === 'string' ? target.split('.').at(-1) : undefined
    const body = await buffer(incoming)
    const queue = action === undefined ? undefined : ofQueue.safeParse(JSON.parse(body.toString())).data?.QueueUrl.split('/').at(-1)
    const passing = { method, path: decodeURIComponent(url), headers, action, queue }
    asked.push(passing)
    const spoiled = spoil(passing)
    const ahead = spoiled && 'ahead' in spoiled ? spoiled.ahead : 0
    const date = { date: new Date(Date.now() + ahead).toUTCString() }
    const refuse = ({ status, code, message = 'no' }: Refused) => {
      if (action !== undefined) answer.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...date }).end(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }))
      else answer.writeHead(status, { 'content-type': 'application/xml', ...date }).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`)
    }
    if (spoiled && 'dropped' in spoiled) return void incoming.socket.destroy()
    if (spoiled && 'status' in spoiled) return refuse(spoiled)
    if (Math.abs((timeOf(String(headers['x-amz-date'])) ?? Date.now()) - Date.now() - ahead) > skew) return refuse(action === undefined ? { status: 403, code: 'RequestTimeTooSkewed' } : { status: 403, code: 'InvalidSignatureException' })
    const send = () => {
      const forward = request({ port, method, path: spoiled && 'maxKeys' in spoiled ? `${url}&max-keys=${spoiled.maxKeys}` : url, headers }, (given) => {
        answer.writeHead(given.statusCode ?? 500, { ...given.headers, ...date })
        if (!spoiled || !('cut' in spoiled)) return void given.pipe(answer)
        given.once('data', (chunk: Buffer) => answer.write(chunk.subarray(0, 20), () => answer.destroy()))
      })
      forward.on('error', () => answer.destroy())
      answer.on('close', () => forward.destroy())
      forward.end(body)
    }
    if (spoiled && 'milliseconds' in spoiled) setTimeout(send, spoiled.milliseconds)
    else send()
  }
  // Who hangs up amid a request wants no answer.
  const proxy = createServer((incoming, answer) => void pass(incoming, answer).catch(() => answer.destroy()))
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening))
  const address = proxy.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    asked,
    spoilWith: (how) => void (spoil = how),
    stop() {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
