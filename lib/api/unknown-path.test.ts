import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { problem } from './problem'

const folder = fileURLToPath(new URL('../../app/api', import.meta.url))
const handler = z.custom<(request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>>((value) => typeof value === 'function')
const methods = z.object({ GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler })
const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts'))

it.each(routes)('answers methods that %s does not take with a problem document', async (file) => {
  const { GET, POST, ...never } = methods.parse(await import(/* @vite-ignore */ join(folder, file)))
  const refusing = file.includes('sync') ? [GET, ...Object.values(never)] : [POST, ...Object.values(never)]
  for (const refuse of refusing) {
    const response = await refuse(new Request('http://127.0.0.1/'), { params: Promise.resolve({}) })
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(problem.parse(await response.json())).toMatchObject({ status: response.status, title: file.includes('...') ? 'Not found' : 'Method not allowed' })
    expect(response.status).toBe(file.includes('...') ? 404 : 405)
  }
})
