import type { Page } from '@playwright/test'
import { setTimeout } from 'node:timers/promises'
import { signOffContract } from '@/lib/api/sign-offs'

const by = 'Bench'
/** Milliseconds after which a desk at rest has made the review that will be asked for next. */
const rest = 15_000

/** Signs what is before the records, so that the review since the last sign-off is about all of them, and lets the desk come to rest. */
export async function signBefore(url: string, from: string): Promise<void> {
  const first = Date.parse(from)
  const sent = signOffContract.sends.parse({ by, from: new Date(first - 1_000).toISOString(), to: new Date(first).toISOString(), items: [] })
  const answer = await fetch(`${url}${signOffContract.path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) })
  if (!answer.ok) throw new Error(`The desk did not take a sign-off: ${await answer.text()}`)
  await setTimeout(rest)
}

/**
 * Opens reviews, the first as the desk at rest has it, the others of periods that nobody asked for before, and decides in the
 * last, in milliseconds; the decision is taken back, so that the next round finds the same.
 */
export async function reviewIn(page: Page, addresses: { sinceSignOff: string; oneDay: string; wholeRange: string }): Promise<{ opened: number; day: number; whole: number; decision: number }> {
  await page.addInitScript((name) => window.localStorage.setItem('traildesk-reviewer', name), by)
  const open = async (address: string) => {
    await page.goto(address, { waitUntil: 'commit' })
    return page.evaluate(() => bench.review())
  }
  const opened = await open(addresses.sinceSignOff)
  const day = await open(addresses.oneDay)
  const whole = await open(addresses.wholeRange)
  // Until what comes after the picture has come too.
  await page.waitForLoadState('networkidle')
  const press = async (key: string) => {
    // It has to look before the key comes, which goes another way to the page and may be the faster.
    const looking = await page.evaluateHandle((name) => ({ drawn: bench.decision(name) }), by)
    await page.keyboard.press(key)
    return looking.evaluate(({ drawn }) => drawn)
  }
  const decision = await press('x')
  await press('u')
  await page.getByText(/^entering \d/).waitFor({ state: 'detached' })
  return { opened, day, whole, decision }
}
