import type { Page } from '@playwright/test'
import { countIn, countOfCell, expect, lastCountIn, needsOneHour, numberOf, on, oneHour, openExplore, rowTexts, searchOf, settled, test, totalOf } from './journey'
import { truthOf } from './truth'

/** Who follows one user through real logs of one hour, and whose every number must be that of the files. */

needsOneHour()

const benjamin = 'arn:aws:iam::123837392027:user/benjamin'
const hour = 'from=2023-07-10T11:42:00Z&to=2023-07-10T12:38:00Z'

test('sees the numbers that zcat and jq count in the same files', async ({ page, hour: desk }) => {
  const truth = truthOf<{ all: number; errors: number; benjamin: number; decrypt: number; users: number }>(
    oneHour,
    `{ all: length, errors: map(select(.errorCode)) | length, benjamin: map(select(.userIdentity.arn == "${benjamin}")) | length, decrypt: map(select(.eventName == "Decrypt")) | length }`,
  )
  expect(truth).toEqual({ all: 2_900, errors: 300, benjamin: 105, decrypt: 178 })

  await openExplore(page, desk)
  expect(await totalOf(page)).toBe(truth.all)
  expect(await sumOfTable(page)).toBe(truth.all)
  expect(await sumOf(on(page).legend.getByRole('button'))).toBe(truth.all)
  expect(await countIn(heatRow(page, benjamin).getByRole('gridcell').first())).toBe(truth.benjamin)
  expect(await cellsOf(page, benjamin)).toBe(truth.benjamin)
  expect(await lastCountIn(on(page).facet('Event').getByRole('button', { name: /^Decrypt [\d,]+$/ }))).toBe(truth.decrypt)
  expect(await lastCountIn(on(page).facet('Identity').getByRole('button', { name: /^benjamin [\d,]+$/ }))).toBe(truth.benjamin)
  await expect(page.getByText(/^[\d,]+ of 2,900 read/)).toBeAttached()

  for (const [query, count] of [[`identity=${benjamin}`, truth.benjamin], ['event=Decrypt', truth.decrypt], ['error=any', truth.errors], ['error=none', truth.all - truth.errors]] as const) {
    await openExplore(page, desk, query)
    expect(await totalOf(page), query).toBe(count)
    expect(await sumOfTable(page), query).toBe(count)
    expect(Number(await on(page).list.getAttribute('aria-rowcount')), query).toBe(count + 1)
  }
})

test('reads every facet as jq counts it', async ({ page, hour: desk }) => {
  const counts = (of: string) => truthOf<Record<string, number>>(oneHour, `map(${of} // empty) | group_by(.) | map({ key: .[0], value: length }) | from_entries`)
  const truth = {
    Event: counts('.eventName'),
    Service: counts('.eventSource | rtrimstr(".amazonaws.com")'),
    Error: counts('.errorCode'),
    Region: counts('.awsRegion'),
    Address: counts('.sourceIPAddress'),
    Type: counts('.userIdentity.type'),
  }
  await openExplore(page, desk)
  for (const [name, expected] of Object.entries(truth)) {
    const values = await on(page)
      .facet(name)
      .locator('li:has(button[aria-pressed])')
      .evaluateAll((items) => items.map((item) => [item.querySelector('button[aria-pressed] [title]')?.getAttribute('title') ?? '', Number(item.querySelector('.value')?.textContent?.replaceAll(',', ''))] as const))
    const named = values.filter(([value]) => value !== 'none')
    expect(named.length, name).toBeGreaterThan(0)
    for (const [value, count] of named) expect(count, `${name} ${value}`).toBe(expected[value])
  }
})

test('drags across the timeline to zoom in, presses twice to zoom out, and goes back', async ({ page, hour: desk }) => {
  await openExplore(page, desk, hour)
  const before = await totalOf(page)
  expect(before).toBe(2_900)
  await dragAcross(page, 0.3, 0.6)
  await settled(page)
  const zoomed = searchOf(page)
  const [from, to] = [Date.parse(zoomed.get('from') ?? ''), Date.parse(zoomed.get('to') ?? '')]
  expect(from).toBeGreaterThan(Date.parse('2023-07-10T11:42:00Z'))
  expect(to).toBeLessThan(Date.parse('2023-07-10T12:38:00Z'))
  const expected = truthOf<number>(oneHour, `map(select(.eventTime >= "${zoomed.get('from')}" and .eventTime < "${zoomed.get('to')}")) | length`)
  await expect(on(page).total).toContainText(`${expected.toLocaleString('en')} event`)
  expect(expected).toBeLessThan(before)
  expect(await sumOfTable(page)).toBe(expected)

  await on(page).chart.dblclick({ position: { x: 300, y: 60 } })
  await settled(page)
  expect(Date.parse(searchOf(page).get('to') ?? '') - Date.parse(searchOf(page).get('from') ?? '')).toBe(3 * (to - from))

  await page.goBack()
  await expect(page).toHaveURL((url) => url.searchParams.get('from') === zoomed.get('from') && url.searchParams.get('to') === zoomed.get('to'))
  await expect(on(page).total).toContainText(`${expected.toLocaleString('en')} event`)
  await page.goBack()
  await expect(on(page).total).toContainText('2,900 events')
  await expect(page).toHaveURL(`${desk.url}/explore?${hour}`)
})

test('picks a user in the heatmap, and chip, list and counts follow', async ({ page, hour: desk }) => {
  await openExplore(page, desk)
  await heatRow(page, benjamin).getByRole('link').first().click()
  await expect(on(page).total).toContainText('105 events · 1 identity')
  expect(searchOf(page).getAll('identity')).toEqual([benjamin])
  await expect(on(page).filters.getByRole('button', { name: `Drop Identity ${benjamin}` })).toBeVisible()
  await settled(page)
  expect(await sumOfTable(page)).toBe(105)
  expect(new Set((await rowTexts(page)).map((text) => text.includes('benjamin')))).toEqual(new Set([true]))

  await on(page).filters.getByRole('button', { name: `Drop Identity ${benjamin}` }).click()
  await expect(on(page).total).toContainText('2,900 events')
  await expect(page).toHaveURL(`${desk.url}/explore`)
})

test('picks a cell of the heatmap, and sees that user in that hour', async ({ page, hour: desk }) => {
  await openExplore(page, desk)
  const expected = truthOf<number>(oneHour, `map(select(.userIdentity.arn == "${benjamin}" and .eventTime[11:13] == "12")) | length`)
  const cell = heatRow(page, benjamin).getByRole('gridcell').nth(1 + 12)
  expect(await countOfCell(cell)).toBe(expected)
  await cell.click()
  await expect(on(page).total).toContainText(`${expected} events`)
  expect(searchOf(page).get('hour')).toBe('12')
})

test('includes a value of a facet, adds another, and leaves one out with Alt', async ({ page, hour: desk }) => {
  await openExplore(page, desk)
  const service = (name: string) => on(page).facet('Service').getByRole('button', { name: new RegExp(`^${name} [\\d,]+$`) })
  const [kms, s3] = [await lastCountIn(service('kms')), await lastCountIn(service('s3'))]
  await service('kms').click()
  await expect(on(page).total).toContainText(`${kms} events`)
  await expect(service('kms')).toHaveAttribute('aria-pressed', 'true')
  // A facet counts with its own filter left out, so that the next value can be seen.
  await expect.poll(() => lastCountIn(service('s3'))).toBe(s3)
  await service('s3').click()
  await expect(on(page).total).toContainText(`${kms + s3} events`)
  await service('s3').click({ modifiers: ['Alt'] })
  await expect(on(page).total).toContainText(`${kms} events`)
  expect(searchOf(page).getAll('service')).toEqual(['kms', '!s3'])
  await service('kms').click()
  await expect(on(page).total).toContainText(`${(2_900 - s3).toLocaleString('en')} events`)
  await on(page).facet('Service').getByRole('button', { name: 'Exclude s3' }).click()
  await expect(on(page).total).toContainText('2,900 events')
})

test('presses the legend to see one class alone, and again to see all', async ({ page, hour: desk }) => {
  await openExplore(page, desk)
  const network = on(page).legend.getByRole('button', { name: /^network/ })
  const count = await lastCountIn(network)
  await network.click()
  await expect(on(page).total).toContainText(`${count} events`)
  expect(searchOf(page).get('class')).toBe('network')
  await settled(page)
  await expect(on(page).legend.getByRole('button')).toHaveCount(1)
  await network.click()
  await expect(on(page).total).toContainText('2,900 events')
  await network.click({ modifiers: ['Alt'] })
  await expect(on(page).total).toContainText(`${(2_900 - count).toLocaleString('en')} events`)
  expect(searchOf(page).get('class')).toBe('!network')
})

test('searches words in the raw records with /', async ({ page, hour: desk }) => {
  await openExplore(page, desk)
  const expected = truthOf<number>(oneHour, 'map(select(tojson | ascii_downcase | contains("stratus-red-team"))) | length')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('stratus-RED-team')
  await expect(on(page).total).toContainText(`${expected.toLocaleString('en')} events`)
  expect(searchOf(page).get('q')).toBe('stratus-RED-team')
  await page.getByRole('searchbox').fill('')
  await expect(on(page).total).toContainText('2,900 events')
})

test('scrolls to the oldest event, each event once', async ({ page, hour: desk }) => {
  await openExplore(page, desk, 'service=kms')
  const ids = truthOf<number>(oneHour, 'map(select(.eventSource == "kms.amazonaws.com")) | length')
  const seen = new Set<number>()
  await page.mouse.move(400, 800)
  await expect
    .poll(
      async () => {
        for (const index of await on(page).rows.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))))) seen.add(index)
        await page.mouse.wheel(0, 400)
        return seen.size
      },
      { intervals: [80], timeout: 30_000 },
    )
    .toBe(ids)
  await expect(page.getByText(`${ids} events, back to the oldest of the filter`)).toBeVisible()
})

test('follows the names in the reader: each narrows the page', async ({ page, hour: desk }) => {
  await openExplore(page, desk, 'event=StopLogging')
  await on(page).rows.first().click()
  await expect(on(page).reader).toBeVisible()
  await on(page).reader.getByRole('link', { name: 'IAMUser' }).click()
  await expect(page).toHaveURL((url) => url.searchParams.get('type') === 'IAMUser')
  await expect(on(page).reader).toBeVisible()
  await on(page).reader.getByRole('link', { name: '5 minutes either side, same identity' }).click()
  await expect(page).toHaveURL((url) => url.searchParams.has('identity') && !url.searchParams.has('event'))
  await settled(page)
  expect(await totalOf(page)).toBeGreaterThan(10)
})

test('opens no dead end where nothing matches: each filter that is in the way can be dropped', async ({ page, hour: desk }) => {
  await openExplore(page, desk, `${hour}&identity=${benjamin}&event=StopLogging`)
  await expect(on(page).total).toContainText('0 events')
  const ways = on(page).timeline.getByRole('button', { name: /^Drop/ })
  await expect(ways).toHaveCount(2)
  await expect(ways.first()).toHaveText(/shows [\d,]+/)
  await on(page).timeline.getByRole('button', { name: /^Drop Event: StopLogging/ }).click()
  await expect(on(page).total).toContainText('105 events')
  await openExplore(page, desk, 'from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')
  await on(page).timeline.getByRole('button', { name: /^Look at all time/ }).click()
  await expect(on(page).total).toContainText('2,900 events')
})

test('saves what the pictures and the list show', async ({ page, hour: desk }) => {
  await openExplore(page, desk, `identity=${benjamin}`)
  const records = await savedBy(page, page.getByRole('link', { name: 'NDJSON' }))
  expect(records.trim().split('\n').map((line) => JSON.parse(line) as { userIdentity: { arn: string } }).filter(({ userIdentity }) => userIdentity.arn === benjamin)).toHaveLength(105)
  const list = await savedBy(page, on(page).list.locator('xpath=ancestor::section').getByRole('link', { name: 'CSV', exact: true }))
  expect(list.trim().split('\n')).toHaveLength(106)
  expect(await savedBy(page, on(page).timeline.getByRole('button', { name: 'CSV' }))).toMatch(/^start \(UTC\),/)
  expect(await savedBy(page, on(page).timeline.getByRole('button', { name: 'SVG' }))).toContain('105 events over time')
  expect((await savedBy(page, on(page).timeline.getByRole('button', { name: 'PNG' }))).slice(1, 4)).toBe('PNG')
})

test('cuts hours in another zone, and counts the same events', async ({ page, hour: desk }) => {
  await openExplore(page, desk)
  await page.getByRole('button', { name: 'Time zone: UTC' }).click()
  await page.getByRole('combobox', { name: 'Search time zones' }).fill('tokyo')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL((url) => url.searchParams.get('tz') === 'Asia/Tokyo')
  await expect(on(page).rows.first()).toContainText('2023-07-10 21:37:50')
  await settled(page)
  expect(await totalOf(page)).toBe(2_900)
  // 11:42 to 12:38 UTC is 20:42 to 21:38 in Tokyo.
  const cells = heatRow(page, benjamin).getByRole('gridcell')
  await expect(cells.nth(1 + 11)).toHaveAccessibleName('no data')
  expect((await countOfCell(cells.nth(1 + 20))) + (await countOfCell(cells.nth(1 + 21)))).toBe(105)
})

const heatRow = (page: Page, identity: string) => on(page).heatmap.getByRole('row').filter({ has: page.locator(`a[href*="identity=${encodeURIComponent(identity)}"]`) })

async function cellsOf(page: Page, identity: string): Promise<number> {
  const names = await heatRow(page, identity).locator('[data-cell]').evaluateAll((cells) => cells.map((cell) => cell.ariaLabel ?? ''))
  return names.filter((name) => name !== 'no data').reduce((sum, name) => sum + numberOf(name), 0)
}

async function sumOfTable(page: Page): Promise<number> {
  const cells = await on(page).timeline.getByRole('table').locator('tbody tr td:nth-child(2)').allTextContents()
  return cells.filter((text) => text !== 'no data').reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)
}

async function sumOf(locator: ReturnType<Page['locator']>): Promise<number> {
  const texts = await locator.allTextContents()
  return texts.reduce((sum, text) => sum + Number(/[\d,]+$/.exec(text)?.[0].replaceAll(',', '')), 0)
}

async function dragAcross(page: Page, from: number, to: number): Promise<void> {
  const box = await on(page).chart.boundingBox()
  if (!box) throw new Error('The timeline is not on the screen')
  const [x, y] = [(part: number) => box.x + 60 + (box.width - 60) * part, box.y + 80]
  await page.mouse.move(x(from), y)
  await page.mouse.down()
  await page.mouse.move(x((from + to) / 2), y, { steps: 5 })
  await page.mouse.move(x(to), y, { steps: 5 })
  await page.mouse.up()
}

async function savedBy(page: Page, control: ReturnType<Page['locator']>): Promise<string> {
  const coming = page.waitForEvent('download')
  await control.click()
  const stream = await (await coming).createReadStream()
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('latin1')
}
