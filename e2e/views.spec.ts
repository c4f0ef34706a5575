import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { copied, expect, on, openExplore, rowTexts, settled, test, totalOf } from './journey'

/** Who shares what the desk shows by short links, and follows one key, address or role. */

const shortLink = /\/v\/[0-9A-Za-z]{22}$/

async function save(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Save view' }).click()
  await page.getByLabel('Save this view as').fill(name)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText(`Saved as ${name}`)).toBeVisible()
  await page.getByRole('button', { name: 'Copy short link' }).click()
  const link = await copied(page)
  expect(link).toMatch(shortLink)
  await page.keyboard.press('Escape')
  return link
}

const clean = async (page: Page, part = 'html') => expect((await new AxeBuilder({ page }).include(part).analyze()).violations).toEqual([])

test('shares a view by a link that says nothing of it, and keeps, renames and deletes it', async ({ page, browser, sample, watch }) => {
  await openExplore(page, sample, 'from=-7d&error=any&identity=*a*&by=service&tz=Europe/Berlin')
  expect(await page.title()).toBe('Explore: 1 identity, error any, -7d to now · Traildesk')
  const link = await save(page, 'Denied calls')
  // As many rows as are surely drawn in either window.
  const rows = (await rowTexts(page)).slice(0, 8)
  const total = await totalOf(page)

  // What a chat sees of the link, which runs no code: neither whom it is about nor where it leads.
  const seen = await page.request.get(link, { maxRedirects: 0 })
  expect(seen.status()).toBe(200)
  expect(seen.headers()['referrer-policy']).toBe('no-referrer')
  const html = await seen.text()
  expect(html).toContain('<meta property="og:title" content="Saved view"/>')
  expect(html).toMatch(/<meta property="og:description" content="Explore: 1 identity, error any, \d{4}-/)
  expect(html).not.toMatch(/Denied calls|identity=|\*a\*/)

  const other = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Tokyo' })
  watch.over(other)
  const theirs = await other.newPage()
  await theirs.goto(link)
  await settled(theirs)
  expect(theirs.url()).toBe(link)
  expect(await totalOf(theirs)).toBe(total)
  expect((await rowTexts(theirs)).slice(0, 8)).toEqual(rows)
  await expect(theirs.getByRole('button', { name: 'Saved view: Denied calls' })).toBeVisible()
  await theirs.keyboard.press('j')
  await theirs.keyboard.press('Enter')
  await expect(on(theirs).reader).toBeVisible()
  expect(new URL(theirs.url()).pathname).toBe('/explore')
  await theirs.goBack()
  await expect(on(theirs).reader).toHaveCount(0)
  expect(theirs.url()).toBe(link)

  // Two tabs at once lose nothing of each other.
  await theirs.goto(`${sample.url}/views`)
  await openExplore(page, sample, 'from=-7d&severity=high')
  await save(page, 'High ones')
  await theirs.getByRole('button', { name: 'Rename Denied calls' }).click()
  await theirs.getByLabel('New name of Denied calls').fill('Denied, week 12')
  await theirs.keyboard.press('Enter')
  await expect(theirs.getByRole('link', { name: 'Denied, week 12' })).toHaveAttribute('href', new URL(link).pathname)
  await expect(theirs.getByRole('link', { name: 'High ones' })).toBeVisible()
  await clean(theirs)
  await theirs.screenshot({ path: test.info().outputPath('views.png') })
  await theirs.setViewportSize({ width: 390, height: 844 })
  await theirs.emulateMedia({ colorScheme: 'dark' })
  await clean(theirs)
  await theirs.screenshot({ path: test.info().outputPath('views-390.png') })

  await theirs.getByRole('button', { name: 'Delete Denied, week 12' }).click()
  await theirs.getByRole('button', { name: 'Keep' }).click()
  await theirs.getByRole('button', { name: 'Delete Denied, week 12' }).click()
  await theirs.getByRole('button', { name: 'Delete, and end its link' }).click()
  await expect(theirs.getByRole('link', { name: 'Denied, week 12' })).toHaveCount(0)
  watch.allow(/404/)
  expect((await theirs.goto(link))?.status()).toBe(404)
  await expect(theirs.getByRole('heading')).toHaveText('There is no such view')
  await other.close()
})

test('opens a view that was saved with parameters that nobody knows any more', async ({ page, sample }) => {
  const saved = await page.request.post(`${sample.url}/api/views`, { data: { name: 'Old', search: 'from=-7d&error=any&mood=blue' } })
  expect(saved.status()).toBe(200)
  const { id } = (await saved.json()) as { id: string }
  const foreign = await page.request.delete(`${sample.url}/api/views/${id}`, { headers: { origin: 'https://evil.example' } })
  expect(foreign.status()).toBe(403)
  await page.goto(`${sample.url}/v/${id}`)
  await settled(page)
  await expect(on(page).filters).toContainText(/Error\s*is\s*any/)
})

test('follows the key, the address and the role of an event, each on a page of its own', async ({ page, sample }) => {
  // Of a span that ends now, what is asked a moment later may have lost its oldest event.
  const [from, to] = [-7 * 86_400_000, 0].map((ago) => new Date(Date.now() + ago).toISOString())
  const operations = `from=${from}&to=${to}&type=AssumedRole&role=*operations`
  await openExplore(page, sample, operations)
  await on(page).rows.first().click()
  await expect(on(page).raw).toBeVisible()
  const pages = [
    { link: /^The page of this access key/, path: '/keys/ASIA', known: /temporary.*given out to .* by AssumeRole|temporary/ },
    { link: /^The page of this address/, path: '/addresses/', known: /RFC|AS\d+|AWS/ },
    { link: /^The page of this role/, path: '/roles/arn%3Aaws%3Aiam', known: /calls that opened its sessions/ },
  ]
  // The record itself leads to them, too, and so does the chip of what one narrowed to.
  for (const folder of ['keys', 'addresses', 'roles']) await expect(on(page).raw.locator(`a[href^="/${folder}/"]`).first()).toHaveAttribute('title', /^The page of this/)
  await expect(on(page).heatmap.locator('a[href^="/identities/"]').first()).toHaveAttribute('title', 'The page of this identity')
  const opened = page.url()
  await openExplore(page, sample, `${operations}&view=text`)
  const text = page.getByRole('feed').getByRole('article').first()
  for (const { link, path } of pages) await expect(text.getByRole('link', { name: link }).first()).toHaveAttribute('href', new RegExp(`^${path}`))
  for (const { link, path, known } of pages) {
    await page.goto(opened)
    await on(page).reader.getByRole('link', { name: link }).first().click()
    await page.waitForURL((url) => url.pathname.startsWith(path))
    await settled(page)
    await expect(page.locator('main')).toContainText(known)
    const users = page.getByRole('table').filter({ hasText: 'First seen' })
    await expect(users).toContainText(/\d{4}-\d\d-\d\d/)
    const total = await totalOf(page)
    // What is told of an identity is told of these as well, and obeys the Filter.
    const panel = (name: string) => page.getByRole('region', { name, exact: true })
    for (const name of ['New', 'Hour and weekday', 'Through what', 'Services, read and written', 'Calls, and how rare they are', 'Risky, failed and denied', 'With what']) await expect(panel(name)).toBeVisible()
    const sum = async () => (await panel('Services, read and written').getByRole('button').allTextContents()).reduce((events, text) => events + Number(text.replaceAll(',', '')), 0)
    await expect.poll(sum).toBe(total)
    await page.getByRole('button', { name: 'Only writes' }).click()
    await settled(page)
    expect(new URL(page.url()).pathname).toContain(path)
    const writes = await totalOf(page)
    await expect.poll(sum).toBe(writes)
    expect(writes).toBeLessThanOrEqual(total)
    await clean(page)
    await page.screenshot({ path: test.info().outputPath(`${path.split('/')[1]}.png`) })
    // To narrow is to stay; to follow the first who used it is to see no more than it did.
    await users.getByRole('link').first().click()
    await settled(page)
    expect(new URL(page.url()).pathname).toContain(path)
    expect(await totalOf(page)).toBeLessThanOrEqual(total)
    expect(await page.title()).toMatch(/^One (access key|address|role): 1 identity, readonly false, /)
  }
  const link = await save(page, 'One role')
  await page.goto(link)
  await settled(page)
  expect(page.url()).toBe(link)
  await expect(page.locator('main')).toContainText('calls that opened its sessions')
  await page.getByRole('button', { name: /^Drop Role/ }).click()
  await page.waitForURL((url) => url.pathname === '/explore')
})

test('compares an identity with the period before, and with another, in the address', async ({ page, sample }) => {
  const answer = await page.request.get(`${sample.url}/api/facets?fields=identity&type=IAMUser&from=-7d&limit=2`)
  const { facets } = (await answer.json()) as { facets: { identity: { label: string; value: string }[] } }
  const [one, other] = facets.identity
  if (!one || !other) throw new Error('the sample has no two users')
  await page.goto(`${sample.url}/identities/${encodeURIComponent(one.value)}?from=-7d`)
  await page.getByRole('button', { name: 'Compare with' }).click()
  await page.getByRole('button', { name: 'The period before' }).click()
  const compared = page.getByRole('region', { name: 'Compared' })
  await expect(compared).toContainText(/Only .* to .* UTC/)
  expect(new URL(page.url()).searchParams.get('with')).toBe('before')
  await page.getByRole('button', { name: 'Compare with' }).click()
  await page.getByLabel('Another identity').fill(other.value)
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
  await expect(compared).toContainText(`Only ${other.label}`)
  expect(new URL(page.url()).searchParams.get('with')).toBe(other.value)
  await settled(page)
  await clean(page, '[data-compared]')
  await page.screenshot({ path: test.info().outputPath('compared.png') })
  await page.setViewportSize({ width: 390, height: 844 })
  await clean(page, '[data-compared]')
  // What only one did leads to its events.
  const first = compared.getByRole('listitem').first()
  const count = Number(((await first.locator('.value').last().textContent()) ?? '').replaceAll(',', ''))
  await page.setViewportSize({ width: 1440, height: 900 })
  await first.getByRole('link').click()
  await settled(page)
  expect(await totalOf(page)).toBe(count)
})
