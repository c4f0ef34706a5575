import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { copied, expect, on, openExplore, searchOf, settled, test, totalOf } from './journey'

/** Who works by keyboard, or by ear. */

test('opens, reads on and closes without touching the mouse', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d')
  await page.keyboard.press('j')
  await expect(on(page).rows.first()).toBeFocused()
  await page.keyboard.press('j')
  await expect(on(page).rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(on(page).reader).toBeVisible()
  const first = searchOf(page).get('open') ?? ''
  await expect(on(page).raw).toContainText(first)
  await page.keyboard.press('j')
  await expect(page).toHaveURL((url) => url.searchParams.get('open') !== first)
  const second = searchOf(page).get('open') ?? ''
  await expect(on(page).raw).toContainText(second)
  await page.keyboard.press('k')
  await expect(on(page).raw).toContainText(first)
  await page.keyboard.press('y')
  expect(await copied(page)).toBe(`${sample.url}/events/${first}`)
  await page.keyboard.press('c')
  await expect.poll(async () => (JSON.parse(await copied(page)) as { eventID: string }).eventID).toBe(first)
  await page.keyboard.press('Escape')
  await expect(on(page).reader).toHaveCount(0)
  expect(searchOf(page).has('open')).toBe(false)
  await expect(on(page).rows.nth(1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('e')
  await expect(page).toHaveURL((url) => url.searchParams.has('identity'))
})

test('comes by Tab alone to the first event, opens it, and closes the reader', async ({ page, sample }) => {
  await openExplore(page, sample)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeInViewport()
  let steps = 0
  while (!(await on(page).rows.first().evaluate((row) => row === document.activeElement)) && steps++ < 250) await page.keyboard.press('Tab')
  console.log(`${steps} presses of Tab from the top to the first event`)
  await expect(on(page).rows.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(on(page).reader).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(on(page).reader).toHaveCount(0)
})

test('closes the reader with a key pressed at the very moment it is drawn', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d')
  await page.evaluate(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector('aside[aria-label=Reader]')) return
      observer.disconnect()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      document.body.dataset.pressed = 'yes'
    }).observe(document.body, { childList: true, subtree: true })
  })
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.locator('body[data-pressed]')).toHaveCount(1)
  await expect(on(page).reader).toHaveCount(0)
})

test('loses no step of keys pressed faster than the page can follow', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(on(page).reader).toBeVisible()
  await page.evaluate(() => {
    for (let step = 0; step < 5; step++) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
  })
  await expect(on(page).rows.nth(5)).toHaveAttribute('aria-selected', 'true')
})

test('always sees where the focus is', async ({ page, sample }) => {
  for (const path of ['/explore', '/sources']) {
    await page.goto(`${sample.url}${path}`)
    await page.waitForLoadState('networkidle')
    const unseen: string[] = []
    for (let step = 0; step < 70; step++) {
      await page.keyboard.press('Tab')
      const found = await page.evaluate(() => {
        const at = document.activeElement
        if (!at || at === document.body) return null
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
        const box = at.getBoundingClientRect()
        const isSeen = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
        const isThere = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
        return isSeen && isThere ? '' : `${at.tagName} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40)} (seen: ${isSeen}, on the screen: ${isThere})`
      })
      if (found === null) break
      if (found) unseen.push(found)
    }
    expect(unseen, path).toEqual([])
  }
})

test('zooms the timeline and walks the heatmap with the arrows', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d')
  const all = await totalOf(page)
  await on(page).chart.focus()
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter']) await page.keyboard.press(key)
  await expect(page).toHaveURL((url) => /Z$/.test(url.searchParams.get('to') ?? ''))
  await settled(page)
  const zoomed = { from: Date.parse(searchOf(page).get('from') ?? ''), to: Date.parse(searchOf(page).get('to') ?? '') }
  await expect.poll(() => totalOf(page)).toBeLessThan(all)
  await on(page).chart.focus()
  await page.keyboard.press('Backspace')
  await expect(page).toHaveURL((url) => Date.parse(url.searchParams.get('to') ?? '') > zoomed.to)

  await openExplore(page, sample)
  await on(page).heatmap.locator('[data-cell="0-0"]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(on(page).heatmap.locator('[data-cell="1-1"]')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL((url) => url.searchParams.get('hour') === '1' && url.searchParams.has('identity'))
})

test('asks for the keys with ? and folds the pictures with v', async ({ page, sample }) => {
  await openExplore(page, sample)
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText('open the event')
  await page.keyboard.press('j')
  await expect(on(page).list.locator('[aria-selected=true]')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('v')
  await expect(on(page).chart).toBeHidden()
  await expect(on(page).rows.first()).toBeInViewport()
  await page.keyboard.press('v')
  await expect(on(page).chart).toBeVisible()
})

test('asks for the keys with ? on every page', async ({ page, sample }) => {
  const { events } = (await (await page.request.get(`${sample.url}/api/events?limit=1`)).json()) as { events: { eventID: string; accessKeyId: string }[] }
  const pages: [path: string, tells: string][] = [
    ['/', 'read the events of the story'], ['/explore', 'open the event'], ['/identities', 'search'], [`/events/${events[0]?.eventID}`, 'copy the raw record'],
    ...['/calendar', '/expectations', '/rules', '/journal', '/report', '/views', '/sources', '/connect'].map((path): [string, string] => [path, 'to the next control']),
  ]
  const keys = page.getByRole('dialog', { name: 'Keys' })
  for (const [path, tells] of pages) {
    await page.goto(`${sample.url}${path}`)
    await page.waitForLoadState('networkidle')
    await page.keyboard.press('?')
    await expect(keys, path).toContainText(tells)
    await expect(keys, path).toContainText('these keys')
    await page.keyboard.press('Escape')
    await expect(keys, path).toHaveCount(0)
  }
  // Of a page that was left nothing is told.
  await page.goto(`${sample.url}/explore`)
  await on(page).rows.first().waitFor()
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Views' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Saved views' })).toBeAttached()
  await page.keyboard.press('?')
  await expect(keys).toContainText('to the next control')
  await expect(keys).not.toContainText('open the event')
})

test('types letters into the search without anything else happening', async ({ page, sample }) => {
  await openExplore(page, sample)
  await page.keyboard.press('/')
  await page.keyboard.type('jkev?')
  await expect(page.getByRole('searchbox')).toHaveValue('jkev?')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(on(page).chart.or(on(page).timeline.getByText(/No events match/))).toBeVisible()
})

test('adds a filter and a time by their forms', async ({ page, sample }) => {
  await openExplore(page, sample)
  await page.getByRole('button', { name: 'Add a filter' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'Add a filter' })
  await form.getByRole('combobox', { name: 'Field' }).selectOption('error')
  await form.getByRole('combobox', { name: 'Is or is not' }).selectOption('is not')
  await form.getByLabel('Value').fill('none')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL((url) => url.searchParams.get('error') === '!none')
  await expect(form).toBeHidden()
  await page.getByRole('button', { name: /^Time range/ }).press('Enter')
  await page.getByRole('button', { name: /^Last 7 days/ }).press('Enter')
  await expect(page).toHaveURL((url) => url.searchParams.get('from') === '-7d')
  await page.getByRole('button', { name: /^Time range/ }).press('Enter')
  await page.getByLabel('From', { exact: true }).fill('nonsense')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'is no time' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear' }).press('Enter')
  await expect(page).toHaveURL(`${sample.url}/explore`)
})

const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } }
for (const [colorScheme, size] of [['light', 'wide'], ['dark', 'narrow']] as const) {
  test(`meets nothing that axe knows to be in somebody’s way, in the ${colorScheme}, ${size}`, async ({ page, sample, watch }) => {
    await page.setViewportSize(sizes[size])
    watch.allow(/status of 404|ERR_FAILED/)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await openExplore(page, sample, 'from=-30d&severity=high')
    await expectNothingInTheWay(page, 'explore')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await expect(on(page).raw).toBeVisible()
    await expectNothingInTheWay(page, 'explore with the reader')
    const { pathname } = new URL((await on(page).reader.getByRole('link', { name: 'Page', exact: true }).getAttribute('href')) ?? '', sample.url)
    for (const path of [pathname, '/sources', '/explore?from=nonsense', '/nowhere']) {
      await page.goto(`${sample.url}${path}`)
      await page.waitForLoadState('networkidle')
      await expectNothingInTheWay(page, path)
    }
    await openExplore(page, sample, 'from=-7d&event=NoSuchEvent')
    await expectNothingInTheWay(page, 'an empty result')
    await openExplore(page, sample, 'from=-7d&view=text')
    await expectNothingInTheWay(page, 'the records as text')
    for (const route of ['timeline', 'heatmap', 'facets', 'events']) await page.route(`**/api/${route}?*`, (asked) => asked.abort())
    await page.goto(`${sample.url}/explore?from=-7d`)
    await expect(page.getByRole('alert').first()).toBeVisible()
    await expectNothingInTheWay(page, 'failing panels')
    await page.unrouteAll()
    await openExplore(page, sample)
    // Narrow, the menus lie in a bar that is folded.
    if (size === 'narrow') await page.getByRole('button', { name: /^Last 24 hours/ }).first().click()
    for (const name of ['Add a filter', /^Time range/, /^Time zone/]) {
      await page.getByRole('button', { name }).click()
      await expect(page.getByRole('dialog', { name })).toBeVisible()
      await expectNothingInTheWay(page, `the menu ${name}`)
      await page.keyboard.press('Escape')
    }
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await expectNothingInTheWay(page, 'the keys')
  })
}

test('hears whole names, not pieces of them', async ({ page, sample }) => {
  await openExplore(page, sample)
  const whole = await on(page).facet('Event').locator('li button[aria-pressed] [title]').evaluateAll((all) => all.map((each) => each.getAttribute('title') ?? ''))
  expect(whole.length).toBeGreaterThan(2)
  for (const name of whole) await expect(on(page).facet('Event').getByRole('button', { name: new RegExp(`^${name} [\\d,]+$`) })).toBeVisible({ timeout: 1_000 })
})

test('sees no motion where none is wanted', async ({ page, sample }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openExplore(page, sample)
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((each) => parseFloat(getComputedStyle(each).transitionDuration) > 0 || getComputedStyle(each).animationName !== 'none').length)
  expect(moving).toBe(0)
})

/** What axe finds; and names as Chromium computes them: in its snapshot, what has none stands without quotes. */
async function expectNothingInTheWay(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')} (${nodes.length})`)
  expect(found, where).toEqual([])

  const lines = (await page.locator('body').ariaSnapshot()).split('\n')
  const nameless = lines.filter((line) => /^\s*- '?(button|link|textbox|searchbox|combobox|checkbox|radio|grid|region|dialog|navigation|complementary|img)(?! ["/'])\b/.test(line))
  expect(nameless, where).toEqual([])
  await expect(page.getByRole('main')).toHaveCount(1)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
}
