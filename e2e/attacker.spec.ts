import { mkdirSync, writeFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { viewContract } from '@/lib/api/views'
import { folder, startDesk, type Desk } from './desk'
import { expect, on, openExplore, settled, test } from './journey'

/** Who can write into the logs, or lure the person at the desk to a page of their own. */

const markup = `<img src=x onerror="alert('owned')">`
const script = `</script><script>alert('owned')</script><svg/onload=alert(1)>`
const link = `javascript:alert('owned')`

const evil = {
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', principalId: markup, arn: `arn:aws:iam::111122223333:user/${markup}`, accountId: '111122223333', accessKeyId: script, userName: markup },
  eventTime: '2026-01-05T10:00:00Z',
  eventSource: `${markup}.amazonaws.com`,
  eventName: `Delete${markup}`,
  awsRegion: script,
  sourceIPAddress: link,
  userAgent: script,
  errorCode: markup,
  errorMessage: script,
  requestParameters: { [markup]: script, '__proto__x': link, cidrIp: '0.0.0.0/0', nested: { [script]: [markup, link] }, bucketName: markup },
  responseElements: { 'constructor': markup },
  requestID: link,
  eventID: '11111111-2222-3333-4444-555555555555',
  readOnly: false,
  eventType: 'AwsApiCall',
  recipientAccountId: markup,
}
const strange = { ...evil, eventID: `"><script>alert('id')</script>`, eventTime: '2026-01-05T10:00:01Z', eventName: '=HYPERLINK("http://evil.example","x")' }

let desk: Desk
test.beforeAll(async () => {
  const logs = join(folder('evil'), '<b>AWSLogs')
  mkdirSync(logs, { recursive: true })
  writeFileSync(join(logs, `${encodeURIComponent(markup)}.json.gz`), gzipSync(JSON.stringify({ Records: [evil, strange] })))
  writeFileSync(join(logs, 'broken.json'), `{"Records":[{"eventName":"${markup.replaceAll('"', '\\"')}", broken`)
  desk = await startDesk({ logs, data: folder('evil-data') })
})
test.afterAll(() => desk.stop())

/** No element that a log could have written. */
async function expectNothingOfTheirs(page: Page): Promise<void> {
  expect(await page.locator('img, svg[onload], [onerror], [onload], iframe, object, embed, a[href^="javascript:"], b:not([class])').count()).toBe(0)
  expect(await page.evaluate(() => [...document.scripts].some(({ textContent }) => /^alert/.test(textContent.trim())))).toBe(false)
}

test('writes markup into every field of a record, and it is shown as text', async ({ page }) => {
  await openExplore(page, desk)
  await expect(on(page).rows).toHaveCount(2)
  await expect(on(page).list).toContainText(markup)
  await expect(on(page).facets).toContainText('img src=x')
  await expectNothingOfTheirs(page)
  for (const by of ['identity', 'service', 'event', 'error', 'region', 'account']) {
    await openExplore(page, desk, `by=${by}`)
    await expectNothingOfTheirs(page)
  }
  for (const rows of ['ip', 'service', 'event']) {
    await openExplore(page, desk, `rows=${rows}`)
    await on(page).heatmap.getByRole('gridcell').nth(1 + 10).hover()
    await expectNothingOfTheirs(page)
  }
})

test('writes markup into a record, and the reader shows it as it is written', async ({ page }) => {
  await page.goto(`${desk.url}/events/${evil.eventID}`)
  await expect(on(page).raw).toContainText(markup.replaceAll('"', '\\"'))
  await page.getByRole('button', { name: 'Unfold all' }).click()
  await expect(on(page).raw).toContainText('<svg/onload=alert(1)>')
  await expectNothingOfTheirs(page)
  await page.getByRole('button', { name: 'As AWS wrote it' }).click()
  expect(await page.getByLabel('Raw text').textContent()).toBe(JSON.stringify(evil))
  await expectNothingOfTheirs(page)
  await page.goto(`${desk.url}/events/${encodeURIComponent(strange.eventID)}`)
  await expect(on(page).raw).toContainText('=HYPERLINK')
  await expectNothingOfTheirs(page)
})

test('writes markup into names, notes and views, and every page that tells of them shows it as text', async ({ page, watch }) => {
  const send = (path: string, data: unknown) => page.request.post(`${desk.url}${path}`, { data, headers: { origin: desk.url } })
  const by = `<b>${'x'.repeat(70)}`
  const span = 'from=2026-01-05T00:00:00Z&to=2026-01-06T00:00:00Z'
  const item = { id: markup, title: `${markup} ${script}`, filter: `identity=${encodeURIComponent(markup)}` }
  expect((await send('/api/decisions', { by, item, verdict: 'suspicious', note: script })).status()).toBe(200)
  expect((await send('/api/notes', { by, on: { kind: 'identity', identity: `arn:aws:iam::111122223333:user/${markup}` }, text: script })).status()).toBe(200)
  expect((await send('/api/signoffs', { by, from: '2026-01-05T00:00:00Z', to: '2026-01-06T00:00:00Z', items: [item], note: script })).status()).toBe(200)
  const saved = await send('/api/views', { name: markup, path: `/keys/${encodeURIComponent(script)}`, search: span })
  const { id } = viewContract.answers.parse(await saved.json())
  // What a chat or a history shows of the link names nobody.
  expect(await (await page.request.get(`${desk.url}/v/${id}`)).text()).not.toContain('alert')

  watch.allow(/status of 40[04]/)
  const arn = encodeURIComponent(`arn:aws:iam::111122223333:user/${markup}`)
  const paths = [`/identities?${span}`, `/identities/${arn}?${span}`, `/keys/${encodeURIComponent(script)}?${span}`, `/addresses/${encodeURIComponent(link)}?${span}`, '/journal', `/calendar?${span}`, `/report?${span}`, '/expectations', '/views', `/v/${id}`, '/connect']
  for (const path of paths) {
    const answer = await page.goto(`${desk.url}${path}`)
    expect(answer?.headers()['content-security-policy'], path).toMatch(/script-src 'self' 'nonce-/)
    await expect(page.getByRole('main')).toBeVisible()
    await page.waitForLoadState('networkidle')
    await expectNothingOfTheirs(page)
  }
  const csv = await (await page.request.get(`${desk.url}/api/report/file?format=csv&${span}`)).text()
  expect(csv).not.toMatch(/(^|[,;\n])"?\s*[=+@]/)
})

test('writes markup into a broken file, and the page of sources shows it as text', async ({ page }) => {
  await page.goto(`${desk.url}/sources`)
  await expect(page.getByRole('region', { name: 'Quarantine' })).toContainText('<img src=x')
  await expectNothingOfTheirs(page)
})

test('makes somebody open an address that carries markup', async ({ page, watch }) => {
  // No event is called so.
  watch.allow(/status of 40[04]/)
  for (const query of [`from=${encodeURIComponent(script)}`, `q=${encodeURIComponent(markup)}`, `identity=${encodeURIComponent(script)}`, `open=${encodeURIComponent(script)}`, `tz=${encodeURIComponent(markup)}`]) {
    await page.goto(`${desk.url}/explore?${query}`)
    await expect(page.getByRole('main')).toContainText(/takes|events/)
    await expectNothingOfTheirs(page)
  }
})

test('writes a formula into a record, and the CSV does not run it', async () => {
  const csv = await (await fetch(`${desk.url}/api/export?format=csv&from=2026-01-01T00:00Z&to=2026-02-01T00:00Z`)).text()
  expect(csv).toContain('HYPERLINK')
  expect(csv).not.toMatch(/(^|,|\n)"?=HYPERLINK/)
})

test('finds a policy on every page that runs no script but the desk’s own, with a new nonce each time', async ({ page }) => {
  const nonces = new Set<string>()
  const paths = ['/explore', '/explore?from=nonsense', '/sources', `/events/${evil.eventID}`, '/events/none', '/nowhere', '/identities', '/journal', '/report', '/views', '/connect']
  for (const path of paths) {
    const answer = await page.request.get(`${desk.url}${path}`)
    const headers = answer.headers()
    const policy = headers['content-security-policy'] ?? ''
    const [, nonce = ''] = /'nonce-([A-Za-z0-9+/=]{20,})'/.exec(policy) ?? []
    expect(nonce, path).not.toBe('')
    nonces.add(nonce)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(/script-src [^;]*'unsafe-(inline|eval)'/.test(policy), path).toBe(false)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    const body = await answer.text()
    const scripts = body.match(/<script[^>]*>/g) ?? []
    expect(scripts.length, path).toBeGreaterThan(0)
    for (const tag of scripts) expect(tag, path).toContain(`nonce="${nonce}"`)
  }
  expect(nonces.size).toBe(paths.length)
})

test('meets pages that break no rule of their policy', async ({ page, watch }) => {
  watch.allow(/status of 404/)
  for (const path of ['/', '/explore?by=event&rows=ip&cols=day', '/sources', `/events/${evil.eventID}`, '/nowhere', '/explore?tz=nonsense']) {
    await page.goto(`${desk.url}${path}`)
    await page.waitForLoadState('networkidle')
  }
  // An injected script does not run: that the policy is there is seen by what it stops.
  await page.evaluate(() => {
    const script = document.createElement('div')
    script.innerHTML = '<img src="data:," onerror="document.title = \'owned\'">'
    document.body.append(script)
  })
  await page.waitForTimeout(200)
  expect(await page.title()).not.toBe('owned')
  watch.allow(/Executing inline event handler violates/)
})

test('points a name of their own at the desk, and is refused', async () => {
  for (const path of ['/explore', '/api/health', '/api/events', '/', '/sources']) {
    for (const host of ['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'localhost.evil.example', '169.254.169.254', '']) {
      const { status, body } = await raw(path, { headers: { host } })
      expect([400, 421], `${path} as ${host}`).toContain(status)
      expect(body).not.toContain(markup)
    }
    expect((await raw(path, { headers: { host: `localhost:${new URL(desk.url).port}` } })).status, path).toBeLessThan(400)
  }
  // The code of the pages is given to anybody; it is no way around.
  for (const path of ['/_next/static/../../api/events', '/_next/static/%2e%2e/%2e%2e/api/events', '/_next/static/..%2f..%2fapi/events', '/_next/static//../../api/events', '/_next/static/..\\..\\api/events', '/_next/static?/../../api/events', '/_next/data/x/api/events']) {
    const { status, body } = await raw(path, { headers: { host: 'evil.example' } })
    expect([308, 400, 404, 421], path).toContain(status)
    expect(body, path).not.toContain('eventID')
  }
})

test('finds that the code of the desk’s pages forbids browsers to load it into another’s page', async ({ page }) => {
  await page.goto(`${desk.url}/explore`)
  const code = await page.locator('script[src*="/_next/static/"]').first().getAttribute('src')
  const { status, headers } = await raw(code ?? '', { headers: { host: new URL(desk.url).host } })
  expect(status).toBe(200)
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test('makes a page of their own ask for a change, and is refused', async () => {
  const sync = '/api/sources/logs/sync'
  const { host } = new URL(desk.url)
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'http://localhost:1' }]) {
    expect((await raw(sync, { method: 'POST', headers: { host, ...headers } })).status, JSON.stringify(headers)).toBe(403)
  }
  expect((await raw(sync, { method: 'POST', headers: { host, origin: desk.url, 'sec-fetch-site': 'same-origin' } })).status).toBe(200)
  expect((await raw(sync, { headers: { host } })).status).toBe(405)
  for (const [method, path] of [['POST', '/api/connect'], ['POST', '/api/decisions'], ['POST', '/api/sources/logs/pause'], ['DELETE', `/api/views/${'a'.repeat(22)}`]] as const) {
    expect((await raw(path, { method, headers: { host, origin: 'https://evil.example' } })).status, path).toBe(403)
  }
  // Nor does it load what would keep the store busy.
  for (const dest of ['image', 'script', 'iframe', 'empty']) {
    expect((await raw('/api/journal/check', { headers: { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': dest === 'iframe' ? 'navigate' : 'no-cors', 'sec-fetch-dest': dest } })).status, dest).toBe(403)
  }
  const { headers } = await raw('/api/events', { headers: { host, origin: 'https://evil.example' } })
  expect(headers['access-control-allow-origin']).toBeUndefined()
})

test('asks for files outside of the desk, and gets none', async () => {
  const { host } = new URL(desk.url)
  for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/_next/static/..%2f..%2f..%2fpackage.json', '/events/..%2f..%2fetc%2fpasswd', '/.env', '/.git/config', '/.traildesk/']) {
    const { body } = await raw(path, { headers: { host } })
    expect(body, path).not.toMatch(/root:x:0|"traildesk"|repositoryformatversion/)
  }
})

test('sees no request of the desk’s pages leave this machine', async ({ page, watch }) => {
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await openExplore(page, desk)
  await on(page).rows.first().click()
  await expect(on(page).raw).toBeVisible()
  await settled(page)
  await page.goto(`${desk.url}/sources`)
  await page.waitForLoadState('networkidle')
  expect([...hosts]).toEqual([new URL(desk.url).host])
  expect(watch.notes()).toEqual([])
})

/** A request as no browser would send it. */
function raw(path: string, { method = 'GET', headers }: { method?: string; headers: Record<string, string> }) {
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const { hostname, port } = new URL(desk.url)
    const call = ask({ hostname, port, path, method, headers, setHost: false }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => (body += text))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }))
    })
    call.on('error', reject)
    call.end()
  })
}
