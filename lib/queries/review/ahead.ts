import 'server-only'
import { readingListContract, reviewContract } from '@/lib/api/review'
import { fixed, type Filter, type FixedFilter } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { signedUpTo } from '../calendar'
import { basisOf, isSame, keeping, known, type Basis, type Desired } from '../kept'
import type { Question } from '../question'
import type { ReviewedStore } from '../store'
import { readingList } from './reading'
import { review } from './review'

/** Milliseconds between two looks at whether something has changed, and without a change after which a store is at rest. */
const [every, rest] = [500, 1_500]
const day = 86_400
/** For so many zones and groups of accounts the review is made before it is asked for. */
const most = 3

const keptReview = keeping<typeof reviewContract>((kept) => kept.review, review)
const keptReadingList = keeping<typeof readingListContract>((kept) => kept.reading, readingList)

/** As `review`; who asks again for what has not changed since gets the same answer. What is read below it is made right after. */
export async function reviewOnce(question: Question<typeof reviewContract, ReviewedStore>): ReturnType<typeof review> {
  const { store, filter, options: { seconds } } = question
  const { tz, choices } = filter
  const own = sinceSignOff(store, { tz, choices })
  if (own && sameSpan(own, filter) && Object.keys(choices).every((name) => name === 'account')) desire(store, { tz, choices })
  const answer = await keptReview(question)
  // The page asks for it as soon as it has drawn the answer, and what goes wrong is told to it then.
  void keptReadingList({ store, filter, takes: readingListContract.takes.parse({}), options: { ...(seconds !== undefined && { seconds }) } }).catch(() => undefined)
  return answer
}

/** As `readingList`, asked once as well. */
export const readingListOnce = keptReadingList

/** The review of a period as the page asks for it, if it has been made; undefined if that would take its time. */
export const madeReview = (store: ReviewedStore, filter: FixedFilter): ReturnType<typeof known<typeof reviewContract>> =>
  known<typeof reviewContract>((kept) => kept.review, { store, filter, takes: reviewContract.takes.parse({}) })

const sameSpan = (one: { from: Date; to: Date }, other: { from: Date; to: Date }) => one.from.getTime() === other.from.getTime() && one.to.getTime() === other.to.getTime()

/** The latest come first. */
function desire({ kept: { lately } }: ReviewedStore, wanted: Desired): void {
  const name = JSON.stringify(wanted)
  lately.delete(name)
  lately.set(name, wanted)
  const [oldest] = lately.keys()
  if (lately.size > most && oldest !== undefined) lately.delete(oldest)
}

/** What is reviewed unless one chooses something else: the time since the last sign-off, or a day where nothing is signed, up to the newest event. */
function sinceSignOff(store: ReviewedStore, { tz, choices }: Desired): FixedFilter | undefined {
  const covers = store.covers()
  if (!covers) return undefined
  const end = covers.to + 1
  const signed = signedUpTo(store, { choices })
  const start = signed === undefined || signed / 1000 >= end ? end - day : Math.floor(signed / 1000)
  const filter: Filter = { from: { kind: 'instant', seconds: Math.max(0, start) }, to: { kind: 'instant', seconds: end }, tz, choices }
  return fixed(filter, Date.now(), covers)
}

/** For whom a review will be asked, as far as one can tell: who asked lately, else who signed last, else all in UTC. */
function desired({ kept: { lately }, journal }: ReviewedStore): Desired[] {
  if (lately.size > 0) return [...lately.values()].reverse()
  const last = journal.state().signOffs.at(-1)
  if (!last) return [{ tz: 'UTC', choices: {} }]
  const { accounts, period: { tz } } = last
  return [{ tz, choices: accounts.length > 0 ? { account: { include: accounts.map(literal), exclude: [] } } : {} }]
}

/**
 * Makes the review that will be asked for next, whenever a store has come to rest: each morning somebody opens the time
 * since the last sign-off. Nothing waits for it: it begins once nothing is loaded, goes on only while nothing else is asked
 * of the engine, on one core, and is given up when what is stored has changed.
 * @param isBusy whether records are being loaded or judged
 */
export function reviewAhead(store: ReviewedStore, isBusy: () => boolean): { stop(): Promise<void> } {
  let seen: (Basis & { at: number; signed: number }) | undefined
  let isMade = false
  let running: { work: Promise<void>; controller: AbortController } | undefined
  const make = async (signal: AbortSignal) => {
    for (const each of desired(store)) {
      const filter = sinceSignOff(store, each)
      if (!filter || signal.aborted) return
      const options = { signal, isQuiet: true }
      await keptReview({ store, filter, takes: reviewContract.takes.parse({}), options })
      await keptReadingList({ store, filter, takes: readingListContract.takes.parse({}), options })
    }
  }
  const look = () => {
    const basis = { ...basisOf(store), signed: store.journal.state().signOffs.length }
    if (isBusy() || !seen || !isSame(seen, basis) || seen.signed !== basis.signed) {
      running?.controller.abort()
      seen = { ...basis, at: Date.now() }
      isMade = false
      return
    }
    if (isMade || running || Date.now() - seen.at < rest) return
    const controller = new AbortController()
    // What goes wrong is told to who asks for it, if it goes wrong again.
    const work = make(controller.signal).then(() => (isMade = !controller.signal.aborted), () => (isMade = !controller.signal.aborted)).then(() => (running = undefined))
    running = { work, controller }
  }
  const timer = setInterval(look, every)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      running?.controller.abort()
      await running?.work
    },
  }
}
