/** The value below which a share of all lies, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

const warmUps = 3
const times = 33
/** What takes longer than this in all is asked less often, but five times at least. */
const patience = 60_000

/** Milliseconds of each of many calls, one after the other; the first few do not count. */
export async function repeated(call: (turn: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  const began = performance.now()
  for (let turn = 0; turn < warmUps + times; turn++) {
    const start = performance.now()
    await call(turn)
    if (turn >= warmUps) taken.push(performance.now() - start)
    if (taken.length >= 5 && performance.now() - began > patience) break
  }
  return taken
}

/** Calls until it answers true. */
export async function until(isSo: () => Promise<boolean>, every: number, seconds: number, what: string): Promise<void> {
  const end = performance.now() + seconds * 1_000
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`After ${seconds} s still not: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}
