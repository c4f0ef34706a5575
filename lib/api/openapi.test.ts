import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { parameterNames } from '@/lib/filter/parameters'
import { openApi } from './openapi'

const operation = z.object({
  summary: z.string().min(3),
  parameters: z.array(z.record(z.string(), z.unknown())).default([]),
  responses: z.record(z.string(), z.unknown()),
})
const document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ parameters: z.record(z.string(), z.unknown()), schemas: z.record(z.string(), z.unknown()), responses: z.record(z.string(), z.unknown()) }),
})

const described = document.parse(JSON.parse(JSON.stringify(openApi())))

it('describes every route that there is, and none that there is not', () => {
  const folder = fileURLToPath(new URL('../../app/api', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts'))
  const routes = files.flatMap((file) => {
    const path = `/api/${file.replace(/\/route\.ts$/, '')}`.replaceAll('[', '{').replaceAll(']', '}')
    return [...readFileSync(join(folder, file), 'utf8').matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g)].map(([, method]) => `${method} ${path}`)
  })
  const operations = Object.entries(described.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
  expect(operations.sort()).toEqual(routes.sort())
})

it('has the Filter’s parameters on what the Filter narrows, and every reference leads somewhere', () => {
  expect(Object.keys(described.components.parameters)).toEqual(['from', 'to', 'tz', ...parameterNames])
  const references = [...JSON.stringify(described).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path)
  expect(references).toContain('components/parameters/actor')
  for (const reference of references) {
    const found = reference.split('/').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), described)
    expect(found, reference).toBeDefined()
  }
})

it('tells of each parameter where it stands, and of each route how it fails', () => {
  for (const [path, methods] of Object.entries(described.paths)) {
    for (const { parameters, responses } of Object.values(methods)) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) expect(parameters).toContainEqual(expect.objectContaining({ name, in: 'path', required: true }))
      if (path !== '/api/openapi.json') expect(responses.default).toEqual({ $ref: '#/components/responses/Problem' })
    }
  }
  expect(described.paths['/api/events']?.get?.parameters).toContainEqual({ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 1000, default: 100 } })
})
