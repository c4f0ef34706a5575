import { type NextRequest, NextResponse } from 'next/server'
import type { Problem } from '@/lib/api/problem'

/**
 * Stands before every page and route: only this machine's browser, on pages of this desk, is answered, and pages may run
 * no script but their own. A desk shows whatever an attacker managed to write into a log.
 */
export function proxy(request: NextRequest): NextResponse {
  const refusal = refusalOf(request)
  if (refusal) return withHeaders(NextResponse.json(refusal, { status: refusal.status, headers: { 'content-type': 'application/problem+json' } }))

  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = policyWith(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  const response = withHeaders(NextResponse.next({ request: { headers } }))
  response.headers.set('content-security-policy', policy)
  return response
}

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

function refusalOf({ method, headers, url }: NextRequest): Problem | undefined {
  const host = headers.get('host') ?? ''
  // A name that an attacker points at this machine would make their page one of this desk's.
  if (!loopback.test(host)) {
    return refused(421, 'This host is not served', 'Traildesk answers on this machine only.', 'Open it at http://127.0.0.1 or http://localhost, with its port.')
  }
  if (!isDecodable(new URL(url).pathname)) {
    return refused(400, 'The address cannot be read', 'A % in it is not followed by the code of a character.', 'Copy the whole link again.')
  }
  const site = headers.get('sec-fetch-site')
  const isOfAnother = site !== null && site !== 'same-origin' && site !== 'none'
  if (method === 'GET' || method === 'HEAD') {
    // A link may lead here. What another site's page loads would only keep the store busy, or tell by its time what is stored.
    const isFollowed = headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document'
    return isOfAnother && !isFollowed ? refused(403, 'Another site asked for this', 'Pages of other sites may lead here by links only.', 'Open the address itself.') : undefined
  }
  const origin = headers.get('origin')
  const isForeign = (origin !== null && !isOf(origin, host)) || isOfAnother
  return isForeign ? refused(403, 'Another site asked for this', 'Only pages of this desk may change something.', 'Do it on the desk’s own page.') : undefined
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

const isOf = (origin: string, host: string) => URL.canParse(origin) && new URL(origin).host === host.toLowerCase()

const refused = (status: number, title: string, detail: string, todo: string): Problem => ({ type: 'about:blank', title, status, detail, todo })

/** React writes styles as attributes; the development server evaluates code. Nothing else is let through. */
const policyWith = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''}`,
    `style-src 'self'${process.env.NODE_ENV === 'development' ? " 'unsafe-inline'" : ''}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

function withHeaders(response: NextResponse): NextResponse {
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  response.headers.set('cross-origin-resource-policy', 'same-origin')
  return response
}

/** The code of the pages is nobody's secret, and a page is some twenty files of it: next.config.js gives them their headers. */
export const config = { matcher: '/((?!_next/static/).*)' }
