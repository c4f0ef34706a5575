import AxeBuilder from '@axe-core/playwright'
import { copied, expect, needsOneHour, on, openExplore, searchOf, settled, test, totalOf } from './journey'

/** Who follows one person, through every role, to what is new about them. */

const bert = 'arn:aws:iam::123837392027:user/bert-jan'
const hourLong = 'from=2023-07-10T11:42:18Z&to=2023-07-10T12:37:51Z'

test.describe('one person', () => {
  needsOneHour()

  test('is followed from the heatmap to a new address, a session, a raw record, and by link into another browser', async ({ page, browser, hour, watch }) => {
    await openExplore(page, hour, hourLong)
    await on(page).heatmap.getByRole('link', { name: 'bert-jan' }).first().click()
    await settled(page)
    expect(await totalOf(page)).toBe(2_641)
    await page.keyboard.press('j')
    await page.keyboard.press('i')
    await expect(page.getByRole('heading', { level: 1, name: 'bert-jan' })).toBeVisible()
    await settled(page)
    // With what was done through roles, which the path says alone.
    expect(await totalOf(page)).toBe(2_688)
    expect(searchOf(page).get('actor')).toBeNull()

    const panel = (name: string) => page.getByRole('region', { name, exact: true })
    // From the sign-in to the console to what was done in each session.
    await expect(panel('Through what')).toContainText(/console 07-10 12:\d\d/)
    await expect(panel('Through what').getByRole('button', { name: /^[A-Z]\w+ \d/ }).first()).toBeVisible()
    await expect(panel('New').getByRole('listitem').filter({ hasText: /^network/ }).first()).toBeVisible()
    const address = panel('New').getByRole('listitem').filter({ hasText: /^address/ }).first().getByRole('link').first()
    await address.click()
    await settled(page)
    expect(searchOf(page).get('ip')).not.toBeNull()
    const ofAddress = await totalOf(page)
    expect(ofAddress).toBeGreaterThan(0)
    expect(ofAddress).toBeLessThan(2_688)
    await page.goBack()
    await settled(page)

    await page.getByRole('button', { name: 'Only through roles' }).click()
    await settled(page)
    expect(await totalOf(page)).toBe(47)
    await panel('Through what').getByRole('button', { name: /get-password-data-role/ }).click()
    await expect(page).toHaveURL(/key=ASIA/)
    await settled(page)
    const key = searchOf(page).get('key') ?? ''
    expect(await totalOf(page)).toBe(29)
    await on(page).rows.first().click()
    await expect(on(page).raw).toContainText(key)

    await page.getByRole('button', { name: 'Copy link', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    const link = await copied(page)
    const other = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    watch.over(other)
    const theirs = await other.newPage()
    await theirs.goto(link)
    await settled(theirs)
    await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('bert-jan')
    expect(await totalOf(theirs)).toBe(await totalOf(page))
    await expect(on(theirs).raw).toContainText(key)
    // Who it is stays on the page: titles travel further.
    expect(await theirs.title()).not.toContain('bert')
    await other.close()
  })

  test('is found among everyone, by name and by risk', async ({ page, hour }) => {
    await page.goto(`${hour.url}/identities?${hourLong}`)
    const table = page.getByRole('table')
    await expect(table.getByRole('row')).not.toHaveCount(0)
    await page.getByRole('searchbox', { name: 'Find an identity' }).fill('bert-jan')
    await expect(page).toHaveURL(/search=bert-jan/)
    // All but the headings.
    await expect(table.getByRole('row').filter({ hasNotText: 'bert-jan' })).toHaveCount(1)
    // Another of this name has no ARN: the two are told apart.
    await table.getByRole('link', { name: `bert-jan · ${bert}`, exact: true }).click()
    await expect(page).toHaveURL((url) => decodeURIComponent(url.pathname) === `/identities/${bert}`)
    await settled(page)
    expect(await totalOf(page)).toBe(2_688)
  })
})

test('is one press away from each of its events', async ({ page, sample }) => {
  await openExplore(page, sample, 'from=-7d&type=IAMUser')
  const row = on(page).rows.first()
  const height = (await row.boundingBox())?.height
  await row.hover()
  const link = row.getByRole('link', { name: /^The page of this identity/ })
  await expect(link).toHaveCSS('opacity', '1')
  expect((await row.boundingBox())?.height).toBe(height)
  await link.click()
  await expect(page).toHaveURL((url) => decodeURIComponent(url.pathname).startsWith('/identities/arn:aws:iam::'))
  await settled(page)
  await expect(on(page).reader).toHaveCount(0)
})

test('is corrected to be a robot by who knows better, for everybody, and found to be a person again', async ({ page, sample, watch }) => {
  const { identities } = (await (await page.request.get(`${sample.url}/api/identities?from=-30d&kind=person&sort=volume&limit=1`)).json()) as { identities: { identity: string; label: string }[] }
  const [person] = identities
  if (!person) throw new Error('the sample has people')
  await page.goto(`${sample.url}/identities/${encodeURIComponent(person.identity)}?from=-30d`)
  await settled(page)
  await page.getByRole('button', { name: 'Correct what it is' }).click()
  const choice = page.getByRole('dialog', { name: 'Correct what it is' })
  await expect(choice.getByRole('button', { name: 'Person' })).toHaveAttribute('aria-pressed', 'true')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await choice.getByRole('button', { name: 'Robot' }).click()
  await page.getByRole('dialog', { name: 'Who reviews?' }).getByLabel('Name').fill('Mara')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/corrected by Mara, 20/)).toBeVisible()

  await page.goto(`${sample.url}/identities?from=-30d&kind=robot&search=${encodeURIComponent(person.identity)}`)
  await expect(page.getByRole('row', { name: person.label })).toContainText('Robotcorrected')
  await page.goto(`${sample.url}/journal`)
  await expect(page.getByRole('list', { name: 'Entries' })).toContainText(`corrected what ${person.identity} is: Robot`)

  // Somebody else was faster: nothing is overruled unseen.
  await page.goto(`${sample.url}/identities/${encodeURIComponent(person.identity)}?from=-30d`)
  await page.getByRole('button', { name: 'Correct what it is' }).click()
  const other = await page.request.post(`${sample.url}/api/identities/${encodeURIComponent(person.identity)}/kind`, { data: { by: 'Jo', kind: 'service' } })
  expect(other.ok(), await other.text()).toBe(true)
  watch.allow(/409/)
  await choice.getByRole('button', { name: 'Other' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Jo corrected it to service' })).toBeVisible()
  await expect(page.getByText(/corrected by Jo, 20/)).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await page.getByRole('button', { name: 'Correct what it is' }).click()
  await choice.getByRole('button', { name: 'Back to as found: Person' }).click()
  await expect(page.getByText(/corrected by/)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Correct what it is' })).toBeFocused()
})

for (const theme of ['light', 'dark'] as const) {
  test(`can be read by everybody, in the ${theme}`, async ({ page, sample }) => {
    await page.emulateMedia({ colorScheme: theme })
    await page.goto(`${sample.url}/identities?from=-30d`)
    await page.getByRole('table').getByRole('link').first().waitFor()
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await page.getByRole('table').getByRole('link').first().click()
    await settled(page)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })
}
