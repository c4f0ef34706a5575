import { chromium } from '@playwright/test'
const u = 'http://127.0.0.1:3977', q = 'from=2026-11-20T00:00:00Z&to=2026-11-26T21:00:00Z'
const get = async (p) => (await fetch(u + p)).json()
const ids = (await get(`/api/identities?${q}&limit=5`)).identities
const ev = (await get(`/api/events?${q}&type=IAMUser&limit=5`)).events.find((e) => e.accessKeyId)
const pages = { review: `/?${q}`, explore: `/explore?${q}`, identity: `/identities/${encodeURIComponent(ids[0].identity)}?${q}`, key: `/keys/${ev.accessKeyId}?${q}`, address: `/addresses/${ev.sourceIPAddress}?${q}`, rules: '/rules', sources: '/sources', journal: '/journal' }
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [w, scheme] of [[1440, 'light'], [390, 'dark'], [1440, 'dark'], [390, 'light']]) {
  const c = await b.newContext({ viewport: { width: w, height: 900 }, colorScheme: scheme }); const p = await c.newPage()
  p.on('console', (m) => m.type() === 'error' && console.log(w, scheme, m.text().slice(0, 150)))
  for (const [n, path] of Object.entries(pages)) {
    await p.goto(u + path); await p.waitForLoadState('networkidle').catch(() => 0)
    const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) console.log('sideways', n, w, over)
    await p.screenshot({ path: `/tmp/w/b/s-${n}-${w}-${scheme}.png` })
  }
  await c.close()
}
await b.close()
