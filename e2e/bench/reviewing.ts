import type { Page } from '@playwright/test'

const by = 'Bench'

/** Opens two reviews and decides in the first, in milliseconds; the decision is taken back, so that the next round finds the same. */
export async function reviewIn(page: Page, oneDay: string, wholeRange: string): Promise<{ day: number; whole: number; decision: number }> {
  await page.addInitScript((name) => window.localStorage.setItem('traildesk-reviewer', name), by)
  const open = async (address: string) => {
    await page.goto(address, { waitUntil: 'commit' })
    return page.evaluate(() => bench.review())
  }
  const whole = await open(wholeRange)
  const day = await open(oneDay)
  // Until what comes after the picture has come too.
  await page.waitForLoadState('networkidle')
  const press = async (key: string) => {
    const drawn = page.evaluate((name) => bench.decision(name), by)
    await page.keyboard.press(key)
    return drawn
  }
  const decision = await press('x')
  await press('u')
  await page.getByText(/^entering \d/).waitFor({ state: 'detached' })
  return { day, whole, decision }
}
