import { chromium, type Browser, type Locator, type Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { identitiesContract } from '@/lib/api/identities'
import { sourcesContract } from '@/lib/api/sources'
import { startDesk } from './desk'
import type { Place } from './logs'
import { atMost, type Report } from './report'
import { reviewIn, signBefore } from './reviewing'
import { measureScrolling } from './scrolling'
import { median } from './timing'

/** What probe.js puts into the page. */
declare global {
  var bench: {
    first(): Promise<number>
    another(): Promise<{ pictures: number; whole: number }>
    raw(): Promise<number>
    review(): Promise<number>
    identity(): Promise<number>
    decision(by: string): Promise<number>
    scripts(): number
    scroll(rows: number, pixels: number, seconds: number): Promise<{ reached: number; dropped: number; longest: number; long: number; seconds: number }>
  }
}

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Opens Playwright's Chromium, or that of the system.
 * @throws Error if there is none
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = [chromium.executablePath(), ...installed].find((path) => existsSync(path))
  if (executablePath === undefined) throw new Error('There is no Chromium: npx playwright install chromium, or leave the browser out with --only load,api.')
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

/** Each is done in a browser that has nothing in its cache; the first time does not count. */
const rounds = 5

/** Milliseconds in which a new window of the browser prepares its own surroundings, at half a second of a processor: who opens the desk has it open already. */
const windowRest = 3_000

/**
 * How something is pressed, in milliseconds: how long the pointer has rested on it, and how long it is held down. Nobody
 * is as fast as the first, before which nothing tells what will be pressed. It is always measured from the release.
 */
const hands = {
  sudden: { rest: 0, press: 0, words: 'at once, with no rest before it' },
  usual: { rest: 150, press: 70, words: 'as a person does, after a rest of 0.15 s' },
} as const
type Hand = (typeof hands)[keyof typeof hands]
const day = 86_400_000

export async function measureBrowser(browser: Browser, place: Place, report: Report, tell: (line: string) => void): Promise<void> {
  tell('Reading in the browser')
  const desk = await startDesk(place)
  try {
    await desk.loaded()
    const covers = (await desk.ask(sourcesContract, '/api/sources')).sources[0]?.covers
    if (!covers) throw new Error('The desk holds no records')
    const range = new URLSearchParams({ from: covers.from, to: new Date(Date.parse(covers.to) + 1_000).toISOString() })
    const whole = `${desk.url}/explore?${range}`
    const measured: Awaited<ReturnType<typeof visit>>[] = []
    for (let round = 0; round <= rounds; round++) measured.push(await inPage(browser, (page) => visit(page, `${desk.url}/explore`, whole)))
    const usual = (value: (each: (typeof measured)[number]) => number) => median(measured.slice(1).map(value))
    const events = place.delivered.toLocaleString('en')
    const add = (name: string, what: string, value: number, most: number, words: string, unit: 'ms' | 'kB' = 'ms') =>
      report.add({ name: `${place.delivered}.browser.${name}`, what: `${what}, ${events} records`, value, unit, aim: atMost(value, most, words) })
    add('first', 'first page drawn: newest day', usual(({ first }) => first), 1_000, 'at most 1 s')
    add('first-whole', 'first page drawn: whole range', usual(({ firstWhole }) => firstWhole), 1_000, 'at most 1 s')
    for (const hand of ['sudden', 'usual'] as const) {
      for (const [act, what] of acts) {
        add(`${act}.${hand}`, `${what}, ${hands[hand].words}, to timeline and heatmap drawn`, usual((each) => each[hand][act].pictures), 150, 'at most 150 ms')
        add(`${act}.${hand}.whole`, `${what}, ${hands[hand].words}, to list and facets drawn, too`, usual((each) => each[hand][act].whole), 200, 'at most 200 ms')
      }
      add(`reader.${hand}`, `Enter ${hands[hand].words}, to the raw record in the reader`, usual((each) => each[hand].reader), 100, 'at most 100 ms')
    }
    add('scripts', 'JavaScript of the first page, compressed', usual(({ scripts }) => scripts) / 1_000, 250, 'at most 250 kB', 'kB')
    const middle = Math.floor((Date.parse(covers.from) + Date.parse(covers.to)) / 2 / day) * day
    await signBefore(desk.url, covers.from)
    // Of another time in each round: what was asked before would be answered at once.
    const addressesIn = (round: number) => {
      const [begins, ends] = [middle + round * day, Date.parse(covers.to) + (round + 1) * 1_000]
      const at = (from: string, to: number) => `${desk.url}/?${new URLSearchParams({ from, to: new Date(to).toISOString() })}`
      return { sinceSignOff: desk.url, oneDay: at(new Date(begins).toISOString(), begins + day), wholeRange: at(new Date(Date.parse(covers.from) - 1_000).toISOString(), ends) }
    }
    const reviewed: Awaited<ReturnType<typeof reviewIn>>[] = []
    for (let round = 0; round <= rounds; round++) reviewed.push(await inPage(browser, (page) => reviewIn(page, addressesIn(round))))
    const ofReviews = (value: (each: (typeof reviewed)[number]) => number) => median(reviewed.slice(1).map(value))
    add('review-opened', 'review complete: all since the last sign-off, as a desk at rest has it', ofReviews((each) => each.opened), 1_000, 'at most 1 s')
    add('review-day', 'review complete: a day that nobody asked for before', ofReviews((each) => each.day), 1_000, 'at most 1 s')
    add('review-whole', 'review complete: whole range, as one period that nobody asked for before', ofReviews((each) => each.whole), 1_000, 'at most 1 s')
    add('decision', 'key that decides to the decision drawn', ofReviews((each) => each.decision), 100, 'at most 100 ms')
    const people = (await desk.ask(identitiesContract, `/api/identities?${range}&sort=volume&kind=person&limit=${rounds + 1}`)).identities
    const addresses = people.map(({ identity }) => `${desk.url}/identities/${encodeURIComponent(identity)}?${range}`)
    const opened: number[] = []
    for (const address of addresses) opened.push(await inPage(browser, (page) => openIdentity(page, address)))
    add('identity', `identity page complete: whole range, of ${opened.length - 1} busy people`, median(opened.slice(1)), 1_000, 'at most 1 s')
    add('identity-worst', 'the longest of them', Math.max(...opened.slice(1)), 1_000, 'at most 1 s')
    const next = await inPage(browser, async (page) => {
      const times: number[] = []
      for (const address of addresses) times.push(await openIdentity(page, address))
      return times.slice(1)
    })
    add('identity-next', 'the same, one after another in a window that was at such a page before', median(next), 1_000, 'at most 1 s')
    add('identity-next-worst', 'the longest of them', Math.max(...next), 1_000, 'at most 1 s')
    await inPage(browser, (page) => measureScrolling(page, whole, place, report))
  } finally {
    await desk.stop()
  }
}

async function openIdentity(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  return page.evaluate(() => bench.identity())
}

async function inPage<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    await context.addInitScript({ path: 'e2e/bench/probe.js' })
    const page = await context.newPage()
    await page.waitForTimeout(windowRest)
    return await work(page)
  } finally {
    await context.close()
  }
}

const acts = [
  ['legend', 'press on a legend entry'],
  ['row', 'press on a row of the heatmap'],
  ['drag', 'drag over the timeline'],
] as const

/** Everything that is measured once in each round, in milliseconds and bytes. */
async function visit(page: Page, home: string, whole: string) {
  const open = async (address: string) => {
    await page.goto(address, { waitUntil: 'commit' })
    return page.evaluate(() => bench.first())
  }
  const first = await open(home)
  const scripts = await page.evaluate(() => bench.scripts())
  const firstWhole = await open(whole)
  const openAtRest = async () => {
    await open(whole)
    // Until what comes after the picture has come too, and nothing is pointed at.
    await page.waitForLoadState('networkidle')
    await page.mouse.move(0, 0)
  }
  const another = async (act: () => Promise<void>) => {
    await openAtRest()
    const drawn = page.evaluate(() => bench.another())
    await act()
    return drawn
  }
  const by = async (hand: Hand) => {
    const legend = await another(() => pressOn(page, page.getByRole('list', { name: 'Legend' }).getByRole('button').nth(1), hand))
    const row = await another(() => pressOn(page, page.locator('main table th[scope="row"] a').first(), hand))
    const drag = await another(() => dragOver(page, hand))
    await openAtRest()
    await page.keyboard.press('j')
    await page.locator('main [role="row"][aria-selected="true"]').waitFor()
    await page.waitForTimeout(hand.rest)
    const read = page.evaluate(() => bench.raw())
    await page.keyboard.press('Enter')
    return { legend, row, drag, reader: await read }
  }
  return { first, firstWhole, scripts, sudden: await by(hands.sudden), usual: await by(hands.usual) }
}

async function pressOn(page: Page, target: Locator, { rest, press }: Hand): Promise<void> {
  const box = await target.boundingBox()
  if (!box) throw new Error('What is to be pressed is not there')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForTimeout(rest)
  await page.mouse.down()
  await page.waitForTimeout(press)
  await page.mouse.up()
}

async function dragOver(page: Page, { rest }: Hand): Promise<void> {
  const box = await page.getByRole('group', { name: /^Timeline/ }).boundingBox()
  if (!box) throw new Error('There is no timeline to drag over')
  const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const
  await page.mouse.move(...at(0.4))
  await page.mouse.down()
  await page.mouse.move(...at(0.6), { steps: 8 })
  await page.waitForTimeout(rest)
  await page.mouse.up()
}
