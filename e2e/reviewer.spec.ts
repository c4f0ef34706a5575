import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { root } from './desk'
import { countIn, expect, lastCountIn, on, openExplore, searchOf, settled, test, totalOf } from './journey'

/** Who opens the desk each morning, and must see what is risky without looking for it. */

/** What the incidents of the sample must look like at the desk; ids from lib/sample/INCIDENTS.md. */
const incidents = [
  { what: 'opens port 22 to the world', step: 'Opens port 22 to 0.0.0.0/0', least: 'high', marks: ['AuthorizeSecurityGroup', '0.0.0.0/0'] },
  { what: 'creates a key for another user', step: 'Creates an access key for backup-agent', least: 'high', marks: ['CreateAccessKey'] },
  { what: 'makes itself an administrator', step: 'backup-agent makes itself an administrator', least: 'high', marks: ['AdministratorAccess'] },
  { what: 'puts a policy that allows all secrets', step: 'Puts a policy on data-reader that allows all secrets', least: 'medium', marks: ['PutRolePolicy'] },
  { what: 'signs in as root without MFA', step: 'Root signs in, without MFA', least: 'high', marks: ['ConsoleLogin'] },
  { what: 'stops the trail', step: 'Stops the trail', least: 'critical', marks: ['StopLogging'] },
  { what: 'shares a snapshot with a foreign account', step: 'Shares it with 999900001111', least: 'high', marks: ['999900001111'] },
  { what: 'starts machines', step: 'Starts machines, five at a time', least: 'low', marks: ['Run'] },
] as const

const told = readFileSync(join(root, 'lib', 'sample', 'INCIDENTS.md'), 'utf8')
const severities = ['info', 'low', 'medium', 'high', 'critical']

for (const { what, step, least, marks } of incidents) {
  test(`sees that somebody ${what}: marked in the list, and in the raw record with the reason`, async ({ page, sample }) => {
    const eventID = new RegExp(`\\| ${step} \\| \`([0-9a-f-]{36})\``).exec(told)?.[1]
    expect(eventID, 'INCIDENTS.md names the event').toBeDefined()
    const severity = await severityOf(sample.url, eventID ?? '')
    expect(severities.indexOf(severity), `${severity}, at least ${least}`).toBeGreaterThanOrEqual(severities.indexOf(least))

    await openExplore(page, sample, `from=-30d&q=${eventID}&severity=${least}`)
    await expect(on(page).total).toContainText('1 event ')
    await expect(on(page).rows).toHaveCount(1)
    await expect(on(page).rows).toContainText(severity)
    await on(page).rows.click()
    await expect(on(page).reasons.getByRole('listitem').first()).toBeVisible()
    for (const mark of marks) {
      const marked = on(page).raw.locator('mark.risky').filter({ hasText: mark }).first()
      await expect(marked, mark).toBeVisible()
      await expect(marked).toHaveAttribute('title', /^(low|medium|high|critical): \S+/)
      await expect(marked).toHaveAttribute('aria-description', /\S+ \S+/)
    }
  })
}

test('finds what is critical with one press', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-30d')
  const critical = on(page).facet('Severity').getByRole('button', { name: /^critical/ })
  const count = await lastCountIn(critical)
  expect(count).toBeGreaterThan(0)
  await critical.click()
  await expect(on(page).total).toContainText(`${count} event`)
  await settled(page)
  await expect(on(page).list).toContainText('StopLogging')
  for (const row of await on(page).rows.all()) await expect(row).toContainText('critical')
})

test('sees in the heatmap who did something alarming, and when', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-30d&event=StopLogging&rows=event')
  const row = on(page).heatmap.getByRole('row').filter({ hasText: 'StopLogging' })
  const cell = row.getByRole('gridcell').nth(1 + 3)
  await expect(cell).toHaveAccessibleName('1, critical')
  // What is drawn on a cell is drawn by its style.
  const drawn = (at: Locator) => at.evaluate((each) => ['::before', '::after'].map((part) => getComputedStyle(each, part).content).join(''))
  expect(await drawn(cell)).toContain('◆')
  expect(await drawn(row.getByRole('gridcell').nth(1 + 4))).not.toContain('◆')
  await cell.hover()
  await expect(page.getByText(/StopLogging, 03:00: .*1 event.*◆ up to critical/)).toBeVisible()
})

test('stacks the timeline by each field, and the sums stay the same', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d&to=-1h')
  const all = await totalOf(page)
  for (const by of ['service', 'event', 'identity', 'account', 'region', 'error', 'severity', 'class']) {
    await page.getByRole('combobox', { name: 'Stack by' }).selectOption(by)
    await expect(page).toHaveURL((url) => (url.searchParams.get('by') ?? 'class') === by)
    await settled(page)
    await expect.poll(() => legendSum(page), { message: by }).toBeGreaterThanOrEqual(all - 50)
  }
  expect(searchOf(page).get('from')).toBe('-7d')
})

test('reads a part of the timeline by pointing at it', async ({ page, sample }) => {
  await openExplore(page, sample)
  await on(page).chart.hover({ position: { x: 500, y: 80 } })
  await expect(on(page).chart).toContainText(/\d\d:\d\d/)
})

test('goes to the period before, and on again', async ({ page, sample }) => {
  await openExplore(page, sample)
  const answered = page.waitForResponse((answer) => /\/api\/timeline\?.*from=/.test(answer.url()))
  await page.getByRole('button', { name: 'Previous period' }).click()
  await answered
  await settled(page)
  const span = searchOf(page)
  expect(Date.parse(span.get('to') ?? '') - Date.parse(span.get('from') ?? '')).toBe(86_400_000)
  await page.getByRole('button', { name: 'Next period' }).click()
  await expect(page).toHaveURL((url) => url.searchParams.get('from') === span.get('to'))
})

for (const theme of ['light', 'dark'] as const) {
  test(`works in the ${theme}, at once and for the next visit too`, async ({ page, sample }) => {
    await page.emulateMedia({ colorScheme: theme })
    await openExplore(page, sample)
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const isDark = async () => Number(/\d+/.exec(await paper())?.[0]) < 128
    expect(await isDark()).toBe(theme === 'dark')
    // The other one, by hand: it stays, also when the page is drawn by the server.
    const toggle = page.getByRole('button', { name: /^Theme/ })
    const other = theme === 'dark' ? 'light' : 'dark'
    while ((await toggle.getAttribute('aria-label')) !== `Theme: ${other}`) await toggle.click()
    expect(await isDark()).toBe(other === 'dark')
    await page.reload({ waitUntil: 'commit' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', other)
    expect(await isDark()).toBe(other === 'dark')
  })
}

test('prints what is on the page: black on white, without controls, the filter in words', async ({ page, sample }) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await page.goto(`${sample.url}/explore?from=-7d&error=any`)
  await expect(page.getByText(/Error is any/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeHidden()
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden()
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(255, 255, 255)')
})

test('reads numbers and names that agree between list, pictures and reader', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-30d&class=audit')
  const total = await totalOf(page)
  expect(Number(await on(page).list.getAttribute('aria-rowcount'))).toBe(total + 1)
  expect(await legendSum(page)).toBe(total)
  expect(await lastCountIn(on(page).facet('Class').getByRole('button', { name: /^audit/ }))).toBe(total)
  expect(await countIn(on(page).total)).toBe(total)
})

async function severityOf(url: string, eventID: string): Promise<string> {
  const event = (await (await fetch(`${url}/api/events/${eventID}`)).json()) as { severity: string }
  return event.severity
}

async function legendSum(page: Page): Promise<number> {
  const texts = await on(page).legend.getByRole('listitem').allTextContents()
  return texts.reduce((sum, text) => sum + Number(/[\d,]+$/.exec(text)?.[0].replaceAll(',', '')), 0)
}

test('asks for what one rests on, leaves it with the pointer, and has it there when it is pressed', async ({ page, sample }) => {
  const isOfClass = (url: string) => new URL(url).pathname === '/api/timeline' && new URL(url).searchParams.has('class')
  await openExplore(page, sample, 'from=-7d')
  const entry = on(page).legend.getByRole('button').first()

  let isHeld = true
  await page.route((url) => isOfClass(url.href), async (route) => {
    if (!isHeld) await route.continue()
  })
  const asked = page.waitForRequest((request) => isOfClass(request.url()))
  await entry.hover()
  await asked
  const left = page.waitForEvent('requestfailed', (request) => isOfClass(request.url()))
  await page.mouse.move(0, 0)
  await left

  isHeld = false
  const answered = page.waitForResponse((response) => isOfClass(response.url()))
  await entry.hover()
  await (await answered).finished()
  let again = 0
  page.on('request', (request) => (again += Number(isOfClass(request.url()))))
  await page.mouse.down()
  await page.mouse.up()
  await expect(page).toHaveURL((url) => url.searchParams.has('class'))
  await settled(page)
  await expect(entry).toHaveAttribute('aria-pressed', 'true')
  expect(again).toBe(0)
})

test('goes on from what was pressed last, also while the pictures still show what was there before', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d')
  await page.mouse.move(0, 0)
  const [entry, row] = [on(page).legend.getByRole('button').first(), on(page).heatmap.locator('th[scope="row"] a').first()]
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route((url) => url.pathname.startsWith('/api/') && url.searchParams.has('class'), async (route) => {
    await released
    await route.continue()
  })
  // In one breath: between two presses of Playwright the pictures may have been drawn again.
  const [first, second] = [await entry.elementHandle(), await row.elementHandle()]
  await page.evaluate(async (pressed) => {
    for (const each of pressed) {
      if (each instanceof HTMLElement) each.click()
      await new Promise((resolve) => setTimeout(resolve))
    }
  }, [first, second])
  await expect(page).toHaveURL((url) => url.searchParams.has('class') && url.searchParams.has('identity'))
  // Where the answer takes long, what is there leads on from where one is.
  await expect(row).toHaveAttribute('href', /[?&]class=/)
  await entry.press('Enter')
  await expect(page).toHaveURL((url) => !url.searchParams.has('class') && url.searchParams.has('identity'))
  release()
  await settled(page)
  expect(await countIn(on(page).total)).toBe(await countIn(row.locator('xpath=ancestor::tr').getByRole('gridcell').first()))
})

test('opens the event whose row is pressed, also where a link comes up under the pointer', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d')
  const row = on(page).rows.nth(1)
  await row.hover({ position: { x: 30, y: 10 } })
  const link = row.getByRole('link', { name: /^The page of this identity/ })
  const [box, of] = [await link.boundingBox(), await row.boundingBox()]
  if (!box || !of) throw new Error('There is no link in the row')
  await page.mouse.move(of.x + of.width / 2, of.y - 200)
  await expect(link).toBeHidden()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await expect(link).toBeVisible()
  await page.mouse.down()
  await page.mouse.up()
  await expect(on(page).reader).toBeVisible()
})
