import { expect, on, openExplore, rowTexts, settled, test, totalOf } from './journey'

/** Who has just typed npm start, and has never seen the desk. */

test('opens the first page and sees what a person should look at, and the day that it is of', async ({ page, sample }) => {
  await page.goto(sample.url)
  await expect(page).toHaveURL(`${sample.url}/`)
  await expect(page).toHaveTitle('Review · Traildesk')
  await expect(page.getByRole('status', { name: 'Total' })).toContainText(/[\d,]+ events, \d+ identities; \w+s before: [\d,]+ to [\d,]+/)
  await expect(page.getByRole('list', { name: 'Stories' }).or(page.getByText('Nothing stands out')).first()).toBeVisible()
  await expect(page.getByRole('heading', { name: /^To read: 20 ordinary records$/ })).toBeVisible()
  expect(sample.log()).toContain(`Traildesk is ready at ${sample.url}`)
})

test('goes on to Explore and sees an account that lives', async ({ page, sample }) => {
  await page.goto(sample.url)
  await page.getByRole('link', { name: 'Explore', exact: true }).click()
  await expect(page).toHaveURL(/\/explore$/)
  await settled(page)
  await expect(page).toHaveTitle('Explore · Traildesk')
  expect(await totalOf(page)).toBeGreaterThan(500)
  await expect(on(page).timeline.locator('svg .recharts-bar path').nth(2)).toBeAttached()
  expect(await on(page).legend.getByRole('listitem').count()).toBeGreaterThan(3)
  expect(await on(page).heatmap.getByRole('row').count()).toBeGreaterThan(5)
  expect(await on(page).facets.getByRole('listitem').count()).toBeGreaterThan(10)
  expect((await rowTexts(page)).length).toBeGreaterThan(5)
  await expect(on(page).strip).toHaveCount(0)
})

test('looks at thirty days of it', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-30d')
  const { records } = await sample.health()
  expect(records).toBeGreaterThan(100_000)
  expect(await totalOf(page)).toBeGreaterThan(records * 0.95)
})

test('keeps the query when opening the first page with one, and reviews what it selects', async ({ page, sample }) => {
  await page.goto(`${sample.url}/?service=iam&service=%21s3`)
  await expect(page.getByRole('status', { name: 'Total' })).toContainText(/[\d,]+ events?, /)
  await expect(page).toHaveURL(`${sample.url}/?service=iam&service=%21s3`)
  await expect(page.getByRole('list', { name: 'Filters' }).or(page.getByRole('group', { name: 'Filter' })).first()).toContainText('iam')
})

test('presses an event and reads why it matters', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-30d&severity=high')
  await on(page).rows.first().click()
  await expect(on(page).reader.getByRole('heading', { level: 2 })).toHaveText(/\S+ \S+/)
  await expect(on(page).reasons.getByRole('listitem').first()).toContainText(/catalogue|pattern/)
  await expect(on(page).raw).toContainText('"eventID"')
  const mark = on(page).reasons.getByRole('button').first()
  await mark.click()
  await expect(on(page).raw.locator('mark:focus')).toBeInViewport()
  await on(page).reader.getByRole('button', { name: 'Close the reader' }).click()
  await expect(on(page).reader).toHaveCount(0)
})

test('sees something move at once, and the page stand still where it was', async ({ page, sample }) => {
  await page.goto(`${sample.url}/explore`, { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { name: 'Events over time' })).toBeVisible()
  const shift = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => done(sum), 3_000)
      }),
  )
  console.log(`layout shift while the first page fills: ${shift.toFixed(3)}`)
  expect(shift).toBeLessThan(0.25)
})
