import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { openApi } from './openapi'
import { problem } from './problem'

const folder = fileURLToPath(new URL('../../app/api', import.meta.url))
const handler = z.custom<(request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>>((value) => typeof value === 'function')
const methods = z.object({ GET: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler })
const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(openApi())
const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts'))

it.each(routes)('answers methods that %s does not take with a problem document', async (file) => {
  const path = `/api/${file.replace(/\/route\.ts$/, '')}`.replaceAll('[', '{').replaceAll(']', '}')
  const taken = Object.keys(paths[path] ?? {}).map((method) => method.toUpperCase())
  const handlers = methods.parse(await import(/* @vite-ignore */ join(folder, file)))
  for (const [method, refuse] of Object.entries(handlers)) {
    if (taken.includes(method)) continue
    const response = await refuse(new Request('http://127.0.0.1/'), { params: Promise.resolve({}) })
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(problem.parse(await response.json())).toMatchObject({ status: response.status, title: file.includes('...') ? 'Not found' : 'Method not allowed' })
    expect(response.status).toBe(file.includes('...') ? 404 : 405)
  }
})
