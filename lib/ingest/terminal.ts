import 'server-only'
import { addressBook } from '@/lib/addresses/address-book'
import { setTimeout } from 'node:timers/promises'
import { desk, type Desk } from './desk'

/** Milliseconds that what is being written may take when the desk is to end; a kill costs no more than reading it again. */
const patience = 10_000

/** Milliseconds between two lines of progress. */
const tellEvery = 2_000

/** Opens the desk of this process and tells the terminal how loading goes. If it cannot be opened, the process ends. */
export function startDesk(): void {
  if (globalThis.traildesk) return
  let told = -tellEvery
  const tell = (line: () => string, isLast = false) => {
    if (!isLast && performance.now() - told < tellEvery) return
    told = performance.now()
    console.log(line())
  }
  const opening = desk(
    (open) => tell(() => lineOf(open), open.health().progress === 1),
    ({ words, progress }) => tell(() => `${words}: ${Math.floor(progress * 100)} %`),
  )
  opening.then(
    (open) => {
      // Read by the time that somebody looks at an address, and not while the first pictures are asked for.
      void setTimeout(5_000, undefined, { ref: false }).then(addressBook)
      for (const problem of open.health().problems) console.error(problem)
      // The engine fails an assertion now and then when it is closed while it merges. What is stored survives a kill at any
      // moment, and then all the more.
      let finishing: Promise<unknown> | undefined
      const close = () => {
        finishing ??= Promise.race([open.finish(), setTimeout(patience)]).finally(() => process.kill(process.pid, 'SIGKILL'))
      }
      // Ctrl-C reaches this process twice: by the terminal, and by the one that started it.
      process.on('SIGTERM', close)
      process.on('SIGINT', close)
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error))
      process.exit(1)
    },
  )
}

const number = (value: number) => value.toLocaleString('en')

/** What is loaded, how much of it all, how fast, and how long still. */
function lineOf(open: Desk): string {
  const { records, duplicates, quarantined, progress } = open.health()
  const { sources } = open.sources(1)
  const speeds = sources.flatMap(({ recordsPerSecond }) => recordsPerSecond ?? [])
  const isFetching = sources.some(({ fetching }) => fetching !== null && fetching.share < 1)
  const secondsLeft = Math.max(...sources.map(({ fetching, ...source }) => (isFetching ? fetching?.secondsLeft : source.secondsLeft) ?? -1))
  const aside = [
    ...(duplicates > 0 ? [`${number(duplicates)} delivered again`] : []),
    ...(quarantined > 0 ? [`${number(quarantined)} unreadable (see /sources)`] : []),
  ]
  const speed =
    speeds.length > 0 && progress !== null && progress < 1
      ? `, ${Math.floor(progress * 100)} % of what there is, ${number(speeds.reduce((sum, speed) => sum + speed, 0))} records a second${secondsLeft < 0 ? '' : `, ${number(secondsLeft)} s left`}`
      : ''
  return `${number(records)} events loaded${speed}${aside.length > 0 ? ` (${aside.join(', ')})` : ''}`
}
