import { NextRequest } from 'next/server'
import { expect, it } from 'vitest'
import { proxy } from '@/proxy'
import { problem } from './problem'

const asked = (headers: Record<string, string>, method = 'GET') =>
  proxy(new NextRequest('http://127.0.0.1:3000/api/sources/x/sync', { method, headers: { host: '127.0.0.1:3000', ...headers } }))
const isLetThrough = (response: Response) => response.headers.get('x-middleware-next') === '1'

it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost', 'LOCALHOST:80', '[::1]', '[::1]:3000'])('answers at %s', (host) => {
  expect(isLetThrough(asked({ host }))).toBe(true)
})

it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:3000', '0.0.0.0:3000', '192.168.1.5', '', 'localhost:3000@evil.example', '[::1].evil.example', '127.0.0.1:3000, evil.example'])('refuses the host “%s” with a problem document', async (host) => {
  const response = asked({ host })
  expect(isLetThrough(response)).toBe(false)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(problem.parse(await response.json()).status).toBe(421)
})

it.each([
  [{ origin: 'https://evil.example' }], [{ origin: 'null' }], [{ origin: 'http://127.0.0.1:4000' }], [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }], [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }],
])('lets no other site change anything: %j', (headers) => {
  expect(asked(headers, 'POST').status).toBe(403)
  expect(asked(headers, 'DELETE').status).toBe(403)
})

it('lets a link of another site lead here, and nothing else of that site ask', () => {
  const ask = (site: string, mode: string, dest: string) => isLetThrough(asked({ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest }))
  expect([ask('cross-site', 'navigate', 'document'), ask('none', 'navigate', 'document'), ask('same-origin', 'cors', 'empty')]).toEqual([true, true, true])
  for (const [mode, dest] of [['no-cors', 'image'], ['no-cors', 'script'], ['cors', 'empty'], ['navigate', 'iframe'], ['navigate', 'object'], ['no-cors', 'empty']] as const) {
    expect([ask('cross-site', mode, dest), ask('same-site', mode, dest)], `${mode} ${dest}`).toEqual([false, false])
  }
})

it('lets its own pages, and programs on this machine, change things', () => {
  expect(isLetThrough(asked({ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' }, 'POST'))).toBe(true)
  expect(isLetThrough(asked({}, 'POST'))).toBe(true)
})

it('lets pages run no script but those with the nonce of this one answer', () => {
  const [one, other] = [asked({}), asked({ 'x-nonce': 'forged' })]
  const policy = one.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([A-Za-z0-9+/=]{20,})'/.exec(policy)?.[1] ?? 'none'
  expect(one.headers.get('x-middleware-request-x-nonce')).toBe(nonce)
  expect(one.headers.get('x-middleware-request-content-security-policy')).toBe(policy)
  expect(other.headers.get('content-security-policy')).not.toContain(nonce)
  expect(other.headers.get('x-middleware-request-x-nonce')).not.toBe('forged')
  expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|style-src [^;]*unsafe-inline|\*/)
})

it('tells browsers to guess and leak nothing', () => {
  const { headers } = asked({})
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
})

it('refuses an address that is cut off in the middle of a character', async () => {
  const response = proxy(new NextRequest('http://127.0.0.1:3000/events/%E0%A4%A', { headers: { host: '127.0.0.1:3000' } }))
  expect(problem.parse(await response.json()).status).toBe(400)
})
