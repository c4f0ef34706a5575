import { copied, expect, on, openExplore, rowTexts, searchOf, settled, test, totalOf } from './journey'

/** Who opens an address from chat or a ticket, and must see what the sender saw, or be told why not. */

test('sees in another browser what the sender saw', async ({ page, browser, sample, watch }) => {
  await openExplore(page, sample, 'from=-7d&error=any&service=!s3&by=service&rows=ip&tz=Europe/Berlin')
  await page.getByRole('button', { name: 'Copy link', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const link = await copied(page)
  const pinned = new URL(link).searchParams
  for (const end of ['from', 'to']) expect(pinned.get(end)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  for (const name of ['error', 'service', 'by', 'rows', 'tz']) expect(pinned.getAll(name), name).toEqual(searchOf(page).getAll(name))

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Tokyo', locale: 'de-DE' })
  watch.over(other)
  const theirs = await other.newPage()
  await theirs.goto(link)
  await settled(theirs)
  await expect(on(theirs).total).toHaveText((await on(page).total.textContent()) ?? '')
  // Absolute times take more room in the bar, so that a few rows less may be drawn.
  const drawn = await rowTexts(theirs)
  expect(drawn.length).toBeGreaterThan(5)
  expect((await rowTexts(page)).slice(0, drawn.length)).toEqual(drawn)
  expect(await on(theirs).legend.textContent()).toBe(await on(page).legend.textContent())
  expect(await on(theirs).heatmap.textContent()).toBe(await on(page).heatmap.textContent())
  await other.close()
})

test('opens the permalink of an event, and from it the day around it', async ({ page, context, sample }) => {
  await openExplore(page, sample, 'from=-30d&severity=high')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('y')
  await expect(page.getByText(/^Link to .* copied$/)).toBeVisible()
  const link = await copied(page)
  expect(link).toMatch(/\/events\/[0-9a-f-]{36}$/)
  const eventID = link.slice(-36)

  const theirs = await context.newPage()
  await theirs.goto(link)
  await expect(on(theirs).raw).toContainText(eventID)
  await expect(on(theirs).reasons).toBeVisible()
  await theirs.getByRole('link', { name: 'Explore the day around it' }).click()
  await expect(on(theirs).reader).toContainText(eventID)
  await settled(theirs)
  const span = searchOf(theirs)
  expect(Date.parse(span.get('to') ?? '') - Date.parse(span.get('from') ?? '')).toBe(86_400_000)
  // The list stands where the event is, so that one can read on from it.
  const chosen = on(theirs).list.locator('[aria-selected=true]')
  await expect(chosen).toHaveCount(1)
  await expect(chosen).toBeInViewport()
  const time = async () => Date.parse((await chosen.locator('time').getAttribute('datetime')) ?? '')
  const before = await time()
  await theirs.keyboard.press('j')
  await expect(theirs).toHaveURL((url) => (url.searchParams.get('open') ?? eventID) !== eventID)
  await expect(on(theirs).raw).not.toContainText(eventID)
  await expect(chosen).toBeInViewport()
  expect(before - (await time())).toBeGreaterThanOrEqual(0)
  await theirs.keyboard.press('k')
  await expect(theirs).toHaveURL((url) => url.searchParams.get('open') === eventID)
})

test('opens a link to an event that is not stored here, and has the page all the same', async ({ page, sample, watch }) => {
  watch.allow(/status of 40[04]/)
  await openExplore(page, sample, 'open=00000000-0000-0000-0000-000000000000')
  await expect(on(page).reader.getByRole('alert')).toContainText('Not found')
  await expect(on(page).rows.first()).toBeVisible()
  expect(await totalOf(page)).toBeGreaterThan(500)
})

test('finds the reader open where the sender had it open', async ({ page, context, sample }) => {
  await openExplore(page, sample, 'from=-30d&event=StopLogging')
  await on(page).rows.first().click()
  await expect(on(page).raw).toContainText('"StopLogging"')
  const theirs = await context.newPage()
  await theirs.goto(page.url())
  await expect(on(theirs).raw).toContainText('"StopLogging"')
})

const bad = [
  { query: 'from=yesterday&service=s3', names: 'from', says: 'ISO 8601' },
  { query: 'tz=Mars/Olympus', names: 'tz', says: 'IANA time zone' },
  { query: 'class=nonsense', names: 'class', says: 'one of component' },
  { query: 'severity=scary', names: 'severity', says: 'one of info' },
  { query: 'hour=25', names: 'hour', says: '0 to 23' },
  { query: 'ip=10.0.0.0/99', names: 'ip', says: 'CIDR' },
  { query: 'by=moon', names: 'by', says: 'one of class' },
  { query: 'from=2026-02-02T00:00Z&to=2026-02-01T00:00Z', names: 'to', says: 'not before' },
]
for (const { query, names, says } of bad) {
  test(`is told what is wrong with ${query}, and drops it`, async ({ page, sample }) => {
    await page.goto(`${sample.url}/explore?${query}`)
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText(`${names} takes`)
    await expect(alert).toContainText(says)
    await alert.getByRole('link', { name: `Drop ${names}` }).click()
    await settled(page)
    expect(searchOf(page).has(names)).toBe(false)
    for (const [name, value] of new URLSearchParams(query)) if (name !== names) expect(searchOf(page).get(name)).toBe(value)
  })
}

test('is not troubled by parameters that the desk does not know', async ({ page, sample }) => {
  await openExplore(page, sample)
  const total = await totalOf(page)
  await openExplore(page, sample, 'utm_source=chat&fbclid=1&from=')
  expect(await totalOf(page)).toBe(total)
})

test('is told when there is no such event, and no such page', async ({ page, sample, watch }) => {
  watch.allow(/status of 404/)
  await page.goto(`${sample.url}/events/00000000-0000-0000-0000-000000000000`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Not found')
  await page.getByRole('link', { name: 'Explore' }).last().click()
  await settled(page)
  const answer = await page.goto(`${sample.url}/nowhere`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
})

for (const [panel, route, title] of [
  ['timeline', '/api/timeline', 'Events over time'],
  ['heatmap', '/api/heatmap', 'Identities by hour'],
  ['facets', '/api/facets', 'Facets'],
  ['list', '/api/events', 'Events'],
] as const) {
  test(`keeps the page when the ${panel} fails, and retries`, async ({ page, sample, watch }) => {
    watch.allow(/status of 500/)
    let isBroken = true
    await page.route(`**${route}?*`, (call) =>
      isBroken
        ? call.fulfill({ status: 500, contentType: 'application/problem+json', json: { type: 'about:blank', title: 'It broke', status: 500, detail: 'On purpose.', todo: 'Retry it.' } })
        : call.continue(),
    )
    await page.goto(`${sample.url}/explore`)
    const broken = page.getByRole('region', { name: title, exact: true })
    await expect(broken.getByRole('alert')).toContainText('It broke')
    await expect(broken.getByRole('alert')).toContainText('On purpose.')
    await expect(broken.getByRole('alert')).toContainText('Retry it.')
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(1)
    isBroken = false
    await broken.getByRole('button', { name: 'Retry' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
    await settled(page)
  })
}

test('is told that the server does not answer, keeps what is shown, and sees it mend itself', async ({ page, sample, watch }) => {
  watch.allow(/ERR_FAILED/)
  await openExplore(page, sample)
  const total = await totalOf(page)
  await page.route('**/api/**', (call) => call.abort())
  await expect(on(page).strip).toContainText('The server does not answer', { timeout: 30_000 })
  expect(await totalOf(page)).toBe(total)
  await page.unroute('**/api/**')
  await expect(on(page).strip).toHaveCount(0, { timeout: 30_000 })
})
