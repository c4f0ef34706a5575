import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { folderOfRun, root, running, startDesk, type Desk } from './desk'
import { hasJq } from './truth'

export { expect }

/** Real logs of one hour; not part of the project. */
export const oneHour = join(root, '..', 'shared', 'samples', 'one-hour')

/** What no page may do, whatever it shows: noted while a test walks, and held against it at its end. */
export interface Watch {
  /** Notes a context as well as the test's own. */
  over(context: BrowserContext): void
  /** Lets notes that match pass: the test itself makes them happen. */
  allow(pattern: RegExp): void
  notes(): string[]
}

interface OfWorker {
  /** A desk as a first start shows it: on its own sample. */
  sample: Desk
  /** A desk on real logs of one hour; tests that use it are skipped where there are none. */
  hour: Desk
}

export const test = base.extend<{ watch: Watch }, OfWorker>({
  sample: [
    async ({}, use, { workerIndex }) => {
      const desk = await startDesk({ data: join(folderOfRun(), `sample-${workerIndex}`) })
      await use(desk)
      await desk.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  hour: [
    async ({}, use, { workerIndex }) => {
      const desk = await startDesk({ logs: oneHour, data: join(folderOfRun(), `hour-${workerIndex}`) })
      await use(desk)
      await desk.stop()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  watch: [
    async ({ context }, use, info) => {
      const notes: string[] = []
      const before = new Map([...running].map((desk) => [desk, desk.log().length]))
      const allowed: RegExp[] = []
      const over = (watched: BrowserContext) => {
        const watchPage = (page: Page) => {
          page.on('console', (message) => message.type() === 'error' && notes.push(`console: ${message.text()}`))
          page.on('pageerror', (error) => notes.push(`error: ${error.message}`))
          page.on('dialog', (dialog) => {
            notes.push(`dialog: ${dialog.message()}`)
            void dialog.dismiss()
          })
          page.on('request', (request) => {
            const { protocol, hostname } = new URL(request.url())
            if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') notes.push(`request to ${request.url()}`)
          })
        }
        watched.pages().forEach(watchPage)
        watched.on('page', watchPage)
      }
      over(context)
      await use({ over, allow: (pattern) => void allowed.push(pattern), notes: () => notes })
      if (info.status !== info.expectedStatus) for (const { url, log } of running) console.log(`The desk at ${url} said:\n${log().slice(-2_000)}`)
      for (const [desk, length] of before) notes.push(...failuresIn(desk.log().slice(length)))
      expect(notes.filter((note) => !allowed.some((pattern) => pattern.test(note)))).toEqual([])
    },
    { auto: true },
  ],
})

/** Failures that the desk did not foresee: it answers with an id, under which its log has the details. */
const failuresIn = (log: string): string[] => log.match(/^error [0-9a-f-]{36} .*/gm) ?? []

/** Skips the tests of a file or group where there are no real logs, or no jq to count them with. */
export function needsOneHour(): void {
  test.skip(!existsSync(oneHour), 'the logs of shared/samples/one-hour are not here')
  test.skip(!hasJq, 'jq is not here')
}

/** The parts of the desk, by what they are called. */
export const on = (page: Page) => ({
  total: page.getByRole('status', { name: 'Total' }),
  filters: page.getByRole('list', { name: 'Filters' }),
  timeline: page.getByRole('region', { name: 'Events over time' }),
  chart: page.getByRole('group', { name: /^Timeline: arrow keys/ }),
  legend: page.getByRole('list', { name: 'Legend' }),
  heatmap: page.getByRole('grid', { name: /by (hour|day)/ }),
  facets: page.getByRole('region', { name: 'Facets' }),
  facet: (name: string) => page.getByRole('region', { name, exact: true }),
  list: page.getByRole('grid', { name: 'Events, newest first' }),
  rows: page.getByRole('grid', { name: 'Events, newest first' }).locator('[role=row][aria-selected]'),
  reader: page.getByRole('complementary', { name: 'Reader' }),
  raw: page.getByRole('region', { name: 'Raw record' }),
  reasons: page.getByRole('region', { name: 'Why it is marked' }),
  strip: page.getByRole('status', { name: 'Loading' }),
})

/** Opens a page of the desk and waits until its numbers stand. */
export async function openExplore(page: Page, desk: Desk, query = ''): Promise<void> {
  await page.goto(`${desk.url}/explore${query && `?${query}`}`)
  await settled(page)
}

/** Waits until nothing on the page is being asked for. */
export async function settled(page: Page): Promise<void> {
  await expect(on(page).total).toContainText(/[\d,]+ events?/)
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** How many events the page says that there are. */
export const totalOf = async (page: Page): Promise<number> => countIn(on(page).total)

/** The first number of a text: `2,900 events` is 2900. */
export const countIn = (locator: Locator): Promise<number> => numberIn(locator, /[\d,]+/)

/** The number at the end of a text: `s3 271` is 271. */
export const lastCountIn = (locator: Locator): Promise<number> => numberIn(locator.locator('.value').last(), /[\d,]+$/)

/** The number of events that a cell of a heatmap is called by: `1,204, critical` is 1204. */
export const countOfCell = async (cell: Locator): Promise<number> => numberOf((await cell.getAttribute('aria-label')) ?? '')

const numberIn = async (locator: Locator, pattern: RegExp): Promise<number> => numberOf((await locator.textContent()) ?? '', pattern)

/** A number in a text as people read it: `2,900 events` is 2900. */
export function numberOf(text: string, pattern = /[\d,]+/): number {
  const [digits] = pattern.exec(text) ?? []
  if (digits === undefined) throw new Error(`There is no number in “${text}”`)
  return Number(digits.replaceAll(',', ''))
}

/** Presses Tab until a control has the focus. */
export async function tabTo(page: Page, to: Locator, most = 200): Promise<void> {
  await expect(to).toBeVisible()
  for (let steps = 0; steps < most && !(await to.evaluate((each) => each === document.activeElement)); steps++) await page.keyboard.press('Tab')
  await expect(to).toBeFocused()
}

/** The whole text of rows of the list, from the top. */
export const rowTexts = (page: Page): Promise<string[]> => on(page).rows.evaluateAll((rows) => rows.map((row) => row.textContent ?? ''))

/** The query string of the page's address. */
export const searchOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams

/** What was last copied. */
export const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
