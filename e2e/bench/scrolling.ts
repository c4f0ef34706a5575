import type { Page } from '@playwright/test'
import type { Place } from './logs'
import { atMost, type Report } from './report'

const rows = 100_000
/** In each frame: thirty rows. */
const pixels = 30 * 28
/** Seconds: who scrolls longer has given up. */
const patience = 150

/** Scrolls through the list from the newest event, which is read on all the while. */
export async function measureScrolling(page: Page, address: string, place: Place, report: Report): Promise<void> {
  await page.goto(address, { waitUntil: 'commit' })
  await page.evaluate(() => bench.first())
  const wanted = Math.min(rows, place.records)
  const { reached, dropped, longest, long, seconds } = await page.evaluate(([most, step, limit]) => bench.scroll(most, step, limit), [wanted, pixels, patience] as const)
  const name = (rest: string) => `${place.delivered}.browser.scroll.${rest}`
  const what = `scrolling ${reached < wanted ? `${reached.toLocaleString('en')} of ` : ''}${wanted.toLocaleString('en')} rows`
  report.add({ name: name('longest-task'), what: `${what}: longest task (0: none over 50 ms; ${long} were)`, value: longest, unit: 'ms', aim: atMost(longest, 50, 'none over 50 ms') })
  report.add({ name: name('dropped-frames'), what: `${what}: dropped frames of ${Math.round(seconds * 60).toLocaleString('en')}`, value: dropped, unit: 'frames' })
  report.add({ name: name('speed'), what: `${what}: speed`, value: reached / seconds, unit: 'rows/s' })
}
