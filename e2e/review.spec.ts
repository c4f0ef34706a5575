import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, on, test } from './journey'
import type { Desk } from './desk'

/** Who reviews some days, from opening them to signing them, with nothing but a keyboard. */

const day = 86_400_000

/** Four days of the sample, in UTC, the third of which is the one on which root stopped the trail: day 19 of 30. */
async function someDays(desk: Desk): Promise<string> {
  const end = Date.parse((await (await fetch(`${desk.url}/api/health`)).json()).newest)
  const midnight = Math.floor(end / day) * day - 11 * day
  return `from=${new Date(midnight - 2 * day).toISOString()}&to=${new Date(midnight + 2 * day).toISOString()}`
}

const at = (page: Page) => ({
  stories: page.getByRole('list', { name: 'Stories' }).locator(':scope > li'),
  current: page.getByRole('list', { name: 'Stories' }).locator(':scope > li[aria-current]'),
  left: page.getByRole('region', { name: 'To look at' }).getByRole('status'),
  events: page.getByRole('list', { name: 'Events of the story' }).getByRole('listitem'),
})

test.describe.configure({ mode: 'serial' })

test('reviews some days, story by story, and signs them, with the keyboard alone', async ({ page, sample }) => {
  const query = await someDays(sample)
  await page.goto(`${sample.url}/?${query}`)
  const { stories, current, left, events } = at(page)
  await expect(current).toContainText(/root of \d+ stopped the trail fernway-trail/)
  await expect(current).toContainText('critical')
  await expect(stories.first()).toHaveAttribute('aria-current', 'true')
  const count = await stories.count()
  expect(count).toBeGreaterThan(3)
  expect(count).toBeLessThanOrEqual(20)
  await expect(left).toHaveText(`${count} of ${count} left`)
  await expect(events).toHaveCount(6)

  // Its events, beside the queue.
  await page.keyboard.press('Enter')
  await expect(on(page).reader).toContainText('StopLogging')
  await expect(on(page).raw).toContainText('"eventID"')
  await page.keyboard.press('j')
  await expect(on(page).reader).toContainText('signed in to the console without MFA')
  await page.keyboard.press('Escape')
  await expect(on(page).reader).toHaveCount(0)

  // Decided in a name that is asked for once.
  await page.keyboard.press('s')
  await expect(page.getByRole('dialog', { name: 'Who reviews?' })).toBeVisible()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Enter')
  await expect(stories.first()).toContainText('suspicious by Ada')
  await expect(stories.nth(1)).toHaveAttribute('aria-current', 'true')
  await expect(left).toHaveText(`${count - 1} of ${count} left`)

  // Moved, noted, taken back.
  await page.keyboard.press('k')
  await expect(stories.first()).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('n')
  await page.keyboard.type('Asked the owner of the account')
  await page.keyboard.press('Control+Enter')
  await expect(current.getByRole('list', { name: 'Notes' })).toContainText('Asked the owner of the account')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(stories.nth(1)).toContainText('done by Ada')
  await page.keyboard.press('u')
  await expect(stories.nth(1)).not.toContainText('by Ada')
  await expect(stories.nth(1)).toHaveAttribute('aria-current', 'true')

  for (let undecided = count - 1; undecided > 0; undecided -= 1) {
    await expect(left).toHaveText(`${undecided} of ${count} left`)
    await page.keyboard.press('e')
  }
  await expect(left).toHaveText(`all ${count} decided`)
  await expect(page.getByText(/^entering \d/)).toHaveCount(0)
  const address = page.url()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(left).toHaveText(`all ${count} decided`)
  await expect(stories.last()).toContainText('expected by Ada')

  await page.getByRole('button', { name: /^Sign off/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /^Sign/ })
  await expect(dialog).toContainText('Every item has a decision; 1 stay escalated')
  await dialog.getByRole('button', { name: 'Sign off' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('status')).toContainText(`${count} decided, 0 left open`)
})

test('goes on from where the last review ended', async ({ page, sample }) => {
  const signed = new URLSearchParams(await someDays(sample)).get('to') ?? ''
  await page.goto(sample.url)
  await expect(page.getByText(`signed up to ${signed.slice(0, 10)} 00:00:00`)).toBeVisible()
  await expect(at(page).stories.first()).toBeVisible()
  const asked = page.waitForRequest((request) => request.url().includes('/api/review?'))
  await page.reload()
  expect(new URL((await asked).url()).searchParams.get('from')).toBe(signed.replace('.000Z', 'Z'))
})

test('draws a decision at once, says that it is not entered yet, and takes it back if the desk does not take it', async ({ page, sample, watch }) => {
  watch.allow(/Failed to load resource/)
  const query = await someDays(sample)
  await page.addInitScript(() => window.localStorage.setItem('traildesk-reviewer', 'Ben'))
  // Before the page is there: what it sends right after might pass by unseen.
  let refuse: () => void = () => undefined
  const refused = new Promise<void>((resolve) => (refuse = resolve))
  await page.route('**/api/decisions', async (route) => (route.request().method() === 'POST' ? (await refused, route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'The disk is full', status: 500, detail: 'Nothing was entered.' }) })) : route.continue()))
  await page.goto(`${sample.url}/?${query}`)
  const { stories } = at(page)
  await expect(stories.nth(1)).toContainText('expected by Ada')
  await page.keyboard.press('j')
  await page.keyboard.press('s')
  await expect(stories.nth(1)).toContainText('suspicious by Ben')
  await expect(page.getByText('entering 1…')).toBeVisible()
  refuse()
  await expect(page.getByText(/^entering/)).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'To look at' }).getByRole('alert')).toContainText('was not decided. Nothing was entered.')
  await expect(stories.nth(1)).toContainText('expected by Ada')
})

test('reads ordinary records in place', async ({ page, sample }) => {
  await page.goto(`${sample.url}/?${await someDays(sample)}`)
  const list = page.getByRole('region', { name: 'To read: 20 ordinary records' })
  await list.getByRole('listitem').first().getByRole('button').press('Enter')
  await expect(list.getByRole('article').first()).toContainText('"eventID"')
})

for (const [colorScheme, width] of [['light', 1440], ['dark', 390]] as const) {
  test(`meets nothing that axe knows to be in somebody’s way, in the ${colorScheme}, ${width} wide`, async ({ page, sample }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${sample.url}/?${await someDays(sample)}`)
    await expect(at(page).events.first()).toBeVisible()
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    // One begins at the top of the page, not at its first story.
    expect(await page.evaluate(() => window.scrollY)).toBe(0)
    await page.getByText('why this rank').click()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
}
