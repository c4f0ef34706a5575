import type { Page } from '@playwright/test'
import { expect, on, openExplore, searchOf, settled, test } from './journey'

/** Who gets the call at night, and looks at the desk on a phone. */

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('fits every page to the width of the phone', async ({ page, sample, watch }) => {
  watch.allow(/status of 404/)
  for (const path of ['/', '/explore', '/explore?from=-30d&by=identity&rows=event&cols=weekday-hour', '/sources', '/explore?from=nonsense', '/nowhere']) {
    await page.goto(`${sample.url}${path}`)
    await page.waitForLoadState('networkidle')
    await expectNoSideways(page, path)
  }
})

test('narrows, opens an event over the whole page, and comes back', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-30d&severity=critical')
  const bar = page.getByRole('button', { name: /Last 30 days, UTC, 1 filter/ })
  await expect(bar).toHaveAttribute('aria-expanded', 'false')
  await bar.tap()
  await expect(on(page).filters).toBeVisible()
  await expectNoSideways(page, 'with the filters open')
  await bar.tap()
  await on(page).rows.first().tap()
  await expect(on(page).raw).toBeVisible()
  const box = await on(page).reader.boundingBox()
  expect(box).toMatchObject({ x: 0, y: 0, width: 390 })
  expect(box?.height).toBeGreaterThanOrEqual(844)
  await expectNoSideways(page, 'the reader')
  await on(page).reader.getByRole('link', { name: /^arn:aws|cloudtrail\.amazonaws\.com|IAMUser|Root/ }).first().tap()
  await expect(on(page).reader).toHaveCount(0)
  await page.goBack()
  await expect(on(page).reader).toBeVisible()
  await on(page).reader.getByRole('button', { name: 'Back' }).tap()
  await expect(on(page).reader).toHaveCount(0)
  expect(searchOf(page).has('open')).toBe(false)
})

test('reaches each control with a thumb', async ({ page, sample }) => {
  await openExplore(page, sample)
  await page.getByRole('button', { name: /^Last 24 hours/ }).first().tap()
  const small = await page.getByRole('main').locator('button:visible, a:visible, select:visible').evaluateAll((all) =>
    all
      .map((each) => ({ name: each.getAttribute('aria-label') ?? each.textContent?.slice(0, 30), box: each.getBoundingClientRect(), isInText: each.closest('p, th, [role=gridcell]') !== null }))
      .filter(({ box, isInText }) => !isInText && box.width > 1 && (box.height < 24 || box.width < 24))
      .map(({ name, box }) => `${name} ${Math.round(box.width)} × ${Math.round(box.height)}`),
  )
  expect(small).toEqual([])
})

test('goes between pages with the bar at the bottom', async ({ page, sample }) => {
  await openExplore(page, sample)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  const box = await pages.boundingBox()
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(844, -1)
  await pages.getByRole('link', { name: 'Sources' }).tap()
  await expect(page).toHaveURL(/\/sources/)
  await pages.getByRole('link', { name: 'Explore' }).tap()
  await settled(page)
})

async function expectNoSideways(page: Page, where: string): Promise<void> {
  const { width, room } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }))
  expect(room, where).toBe(390)
  expect(width, where).toBeLessThanOrEqual(390)
}
