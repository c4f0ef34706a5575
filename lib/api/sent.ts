import 'server-only'
import type { z } from 'zod'
import type { Change } from './contract'
import { Failure } from './failure'

/** Most bytes that a body has: a sign-off of two thousand items. */
const most = 4_000_000

/**
 * Reads what a request sends, by its contract. It must say that it is JSON: no form of another site can.
 * @throws Failure that names what is wrong
 */
export async function sentIn<C extends Change>(contract: C, request: Request): Promise<z.output<C['sends']>>
export async function sentIn({ sends }: Change, request: Request): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new Failure({ title: 'What was sent cannot be read', status: 415, detail: 'It does not say that it is JSON.', todo: 'Send JSON, with the header content-type: application/json.' })
  }
  const read = sends.safeParse(jsonIn(await bytesOf(request)))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const parameter = issue?.path.join('.') ?? ''
  throw new Failure({
    title: 'What was sent cannot be read', status: 400, detail: `${parameter === '' ? 'It' : `“${parameter}”`}: ${issue?.message ?? 'not what is taken'}.`,
    ...(parameter !== '' && { parameter }), todo: 'See /api/openapi.json for what is taken.',
  })
}

async function bytesOf(request: Request): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length
    if (size > most) {
      await reader?.cancel()
      throw new Failure({ title: 'Too much was sent', status: 413, detail: `It has more than ${most / 1_000_000} MB.`, todo: 'Send less at once.' })
    }
    parts.push(part.value)
  }
  return Buffer.concat(parts)
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new Failure({ title: 'What was sent cannot be read', status: 400, detail: 'It is no JSON.', todo: 'See /api/openapi.json for what is taken.' })
  }
}
