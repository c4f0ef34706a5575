import { createServer, request, type IncomingHttpHeaders } from 'node:http'

/** A request on its way: `path` as it is spelled but for its percent signs. */
export interface Passing {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** What it asks of SQS, as `ReceiveMessage`; undefined for S3. */
  action: string | undefined
}

/**
 * What goes wrong with a request: it is answered with an error, as S3 or SQS spell it; its answer is cut off; it comes late; or the
 * connection ends without one. `message` is what AWS says of an error.
 */
export type Spoiled = { status: number; code: string; message?: string } | { cut: true } | { milliseconds: number } | { dropped: true }

/** What stands between clients and an emulator of S3 and SQS, and decides of each request whether it goes wrong. */
export interface FaultProxy {
  url: string
  /** All requests that came, the last at the end. */
  asked: Passing[]
  spoilWith(how: (passing: Passing) => Spoiled | undefined): void
  stop(): void
}

/** @param port where the emulator listens */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  const asked: Passing[] = []
  let spoil: (passing: Passing) => Spoiled | undefined = () => undefined
  const proxy = createServer((incoming, answer) => {
    const { method = '', url = '', headers } = incoming
    const target = headers['x-amz-target']
    const passing = { method, path: decodeURIComponent(url), headers, action: typeof target === 'string' ? target.split('.').at(-1) : undefined }
    asked.push(passing)
    const spoiled = spoil(passing)
    if (spoiled && 'dropped' in spoiled) return void incoming.socket.destroy()
    if (spoiled && 'status' in spoiled) {
      const { status, code, message = 'no' } = spoiled
      if (passing.action !== undefined) answer.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }))
      else answer.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`)
      return
    }
    const forward = request({ port, method, path: url, headers }, (given) => {
      answer.writeHead(given.statusCode ?? 500, given.headers)
      if (!spoiled || !('cut' in spoiled)) return void given.pipe(answer)
      given.once('data', (chunk: Buffer) => answer.write(chunk.subarray(0, 20), () => answer.destroy()))
    })
    forward.on('error', () => answer.destroy())
    answer.on('close', () => forward.destroy())
    const pass = () => void incoming.pipe(forward)
    if (spoiled && 'milliseconds' in spoiled) setTimeout(pass, spoiled.milliseconds)
    else pass()
  })
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
