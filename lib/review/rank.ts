import type { Severity } from '@/lib/cloudtrail/facts'
import { familyOf, isService } from './family'
import { gathered } from './gathered'
import { kinds, manyOf, type StoryKind } from './kinds'
import { deniedHabit, graveHabit, type Habit, type Known } from './known'
import type { RankedStory, Story, Weight } from './story'

/**
 * How the order of the queue is computed, in this one place. A story's score is the sum of points for
 *
 * - the severity of its worst event, by the risk catalogue;
 * - its kind (`kinds.ts`): blinding the watchers and taken credentials weigh more than a change of rights;
 * - how it ended: an attempt that was denied counts less, unless it was tried again and again;
 * - how many events there were: one more point each time their number doubles, beyond four; and more where so many happened
 *   at once of what matters by its number (`manyOf`);
 * - what is new: the identity, the place it acted from, the region or account it acted in, the event itself;
 * - what was found by comparing (denied then allowed, far more than usual, an attack tool, a machine's credentials elsewhere);
 *
 * and minus points for what it has in common with other days: an identity that does the same on many days does its work,
 * as does a service of AWS, and what many do on the same day is nothing special of one. What is of high severity is compared
 * with what was: who makes small changes each day has not made this one.
 *
 * A story is on the queue from `leastScore` on; of a day on which that is little (six stories on a day of 5,000
 * events, twenty on one of a million), also what comes next, down to `minorScore`: eyes need something to look at.
 */
const [leastScore, minorScore] = [27, 15]

/** The stories that are on the queue, most important first. */
export function queued(stories: readonly RankedStory[], events: number): RankedStory[] {
  const fewest = Math.max(6, Math.round(6 * Math.log10(Math.max(1, events / 500))))
  return stories.toSorted(byScore).filter(({ score }, place) => score >= leastScore || (place < fewest && score >= minorScore))
}

/** Kinds of which many stories on one day say that they are nothing special. */
const commonKinds = new Set<StoryKind>(['looking-around', 'turned', 'secrets', 'volume', 'place', 'data', 'running'])

/** What many did on the same day, one did not do for a reason of one's own: it counts less. */
export function amongPeers(stories: readonly RankedStory[]): RankedStory[] {
  const keyOf = ({ kind, day, events }: RankedStory) => JSON.stringify([kind, day, kind === 'looking-around' ? '' : events[0]])
  const peers = new Map<string, Set<string>>()
  for (const story of stories) if (commonKinds.has(story.kind)) peers.set(keyOf(story), (peers.get(keyOf(story)) ?? new Set()).add(story.who))
  const alike = gathered(stories, keyOf)
  return stories.map((story) => {
    const others = (peers.get(keyOf(story))?.size ?? 1) - 1
    const points = others < 5 || standsOut(story, alike.get(keyOf(story)) ?? []) ? 0 : -Math.min(14, Math.round(2 * Math.log2(others)))
    return points === 0 ? story : { ...story, score: Math.max(0, story.score + points), weights: [...story.weights, { why: `${others} others did alike on that day.`, points }] }
  })
}

/** Whether somebody did of one thing far more than those who did alike: four times as many as half of them, and no handful. */
export function standsOut(story: Story, alike: readonly Story[]): boolean {
  const counts = alike.filter(({ who }) => who !== story.who).map(({ count }) => count).sort((a, b) => a - b)
  return story.count >= 20 && story.count >= 4 * (counts[Math.floor(counts.length / 2)] ?? 0)
}

/** Regions that are new for somebody in one day, by which they were gone through one after another. */
export const manyRegions = 5

/** The order of the queue. */
export const byScore = (a: RankedStory, b: RankedStory): number => b.score - a.score || a.from - b.from || (a.who < b.who ? -1 : 1)

const bySeverity: Readonly<Record<Severity, number>> = { critical: 50, high: 35, medium: 17, low: 7, info: 0 }
const severityWords: Readonly<Record<Severity, string>> = {
  critical: 'The worst of its events is critical by itself.',
  high: 'The worst of its events is of high severity.',
  medium: 'The worst of its events is of medium severity.',
  low: 'Its events are of low severity.',
  info: 'Its events are no risk by themselves.',
}

/** The words under which points stand on an item; `rankWords` is shown beside the queue. */
export const rankWords =
  'Points for the severity of the worst event, for the kind of story, for number, for what is new about who did it, where from and where, and for what stands out against the past; less for what was denied at once and for what the same identity does on many days.'

/** A story with its score and all that it is made of. */
export function ranked(story: Story, known: Known): RankedStory {
  const weights = [
    { why: kinds[story.kind].why, points: kinds[story.kind].points },
    ...story.weights,
    // In its first week a store has seen little, and much is new.
    ...byNovelty(story, known).map(({ why, points }) => ({ why, points: Math.round(points * Math.min(1, known.pastDays / 7)) })),
    ...byRoutine(story, known),
    ...byOutcome(story),
    ...byNumber(story),
    { why: severityWords[story.severity], points: bySeverity[story.severity] },
  ].filter(({ points }) => points !== 0)
  return { ...story, weights, score: Math.max(0, weights.reduce((sum, { points }) => sum + points, 0)) }
}

function byOutcome({ outcome, count, kind, severity }: Story): Weight[] {
  if (kind === 'looking-around' || kind === 'sign-in') return []
  const isSerious = severity === 'high' || severity === 'critical'
  if (outcome === 'denied') {
    if (count >= 5 && (kind === 'secrets' || kind === 'passwords')) return [{ why: `It was denied every time, and tried again ${count} times.`, points: 12 }]
    if (count >= 10 && isSerious) return [{ why: `It was denied every time, and tried again ${count} times.`, points: 6 }]
    return [{ why: 'It was denied.', points: isSerious ? -4 : -10 }]
  }
  return outcome === 'failed' ? [{ why: 'It failed.', points: isSerious ? -8 : -14 }] : []
}

function byNumber({ count }: Story): Weight[] {
  const points = Math.min(6, Math.floor(Math.log2(Math.max(1, count / 4))))
  return points > 0 ? [{ why: `${grouped(count)} events.`, points }] : []
}

/** What is new counts only where there is a past to be new against. */
function byNovelty(story: Story, known: Known): Weight[] {
  if (known.pastDays === 0) return []
  const families = familiesOf(story)
  const overlaps = ({ from, to }: { from: number; to: number }) => from < story.to && to > story.from
  const news = known.news.filter((each) => families.includes(each.family) && overlaps(each))
  const weights: Weight[] = []
  const isNew = families.every((family) => known.newFamilies.has(family))
  if (isNew && !isService(story.who)) weights.push({ why: `${story.label} was never seen before.`, points: 8 })
  const network = news.find(({ kind, isNewToAll }) => kind === 'network' && isNewToAll) ?? news.find(({ kind }) => kind === 'network')
  if (network) {
    weights.push(
      network.isNewToAll
        ? { why: `From ${network.value}, a network from which nobody ever came.`, points: 12 }
        : { why: `From ${network.value}, a network that is new for ${story.label}.`, points: isNew ? 2 : 5 },
    )
  }
  const regions = new Set(news.filter(({ kind }) => kind === 'region').map(({ value }) => value))
  const region = news.find(({ kind, isNewToAll }) => kind === 'region' && isNewToAll) ?? news.find(({ kind }) => kind === 'region')
  if (regions.size >= manyRegions && !isNew) weights.push({ why: `In ${regions.size} regions that are new for ${story.label}.`, points: 8 })
  if (region) {
    weights.push(
      region.isNewToAll
        ? { why: region.changes > 0 ? `Made changes in ${region.value}, a region that nobody ever used.` : `In ${region.value}, a region that nobody ever used.`, points: region.changes > 0 ? 22 : 12 }
        : { why: `In ${region.value}, a region that is new for ${story.label}.`, points: isNew ? 1 : 3 },
    )
  }
  const account = news.find(({ kind }) => kind === 'account')
  if (account && !isNew) weights.push({ why: `In account ${account.value}, where it never was.`, points: 4 })
  // What one looks at for the first time is told by that alone.
  if (isComparable(story) && story.kind !== 'looking-around' && !isNew && known.pastDays >= 3) {
    const first = story.events.find((event) => !habitsOf(story, event, known).some(({ days: on }) => on > 0))
    const isFirstGrave = first !== undefined && habitsOf({ ...story, grave: [] }, first, known).some(({ days: on }) => on > 0)
    if (first) weights.push({ why: `The first ${first}${isFirstGrave ? ' of such severity' : ''} of ${story.label} in ${days(known.pastDays)}.`, points: known.everSeen.has(first) ? 4 : 7 })
  }
  return weights
}

/** What the same identity does on many days is its work. */
function byRoutine(story: Story, known: Known): Weight[] {
  const weights: Weight[] = []
  if (isService(story.who)) weights.push({ why: 'Done by a service of AWS.', points: -12 })
  if (!isComparable(story) || known.pastDays < 3) return weights
  const highest = (event: string, of: (habit: Habit) => number) => Math.max(0, ...habitsOf(story, event, known).map(of))
  const least = Math.min(...story.events.map((event) => highest(event, (habit) => habit.days)))
  const share = least / known.pastDays
  const most = story.events.reduce((sum, event) => sum + highest(event, (habit) => habit.most), 0)
  const ratio = story.count / Math.max(1, most)
  // Far more than on any other day is no routine, whatever it is.
  const isMore = (ratio > 3 && story.count >= 10) || (ratio >= 2 && story.count >= 30 && story.events.every((event) => manyOf[event] !== undefined))
  if (least >= 2 && !isMore) {
    const points = share >= 0.3 ? -28 : least >= 4 ? -18 : -10
    weights.push({ why: `${story.label} does the same on other days: on ${least} of the ${known.pastDays} before.`, points })
  }
  if (isMore && least >= 1) weights.push({ why: `${ratio < 3 ? ratio.toFixed(1) : Math.round(ratio)} times as many as on any of the ${days(known.pastDays)} before.`, points: Math.min(14, 6 + Math.max(0, Math.round(2 * Math.log2(ratio / 3)))) })
  return weights
}

/** How those of a story did an event of it before: what was denied, or of high severity, is compared with the like. */
function habitsOf({ outcome, grave, ...story }: Story, event: string, { past }: Known): Habit[] {
  const name = outcome === 'denied' ? deniedHabit(event) : grave?.includes(event) ? graveHabit(event) : event
  return familiesOf(story).flatMap((family) => past.get(family)?.get(name) ?? [])
}

/** Kinds whose events mean the same on each day; the others are found by comparing already. */
const isComparable = ({ kind, outcome }: Story) => !['machine-credentials', 'turned', 'place', 'volume'].includes(kind) && !(kind === 'looking-around' && outcome !== 'denied')

export const familiesOf = ({ who, identities }: Pick<Story, 'who' | 'identities'>): string[] => [...new Set([who, ...identities].map(familyOf))]

const days = (count: number) => (count === 1 ? 'the day' : `${count} days`)
export const grouped = (count: number) => count.toLocaleString('en')
