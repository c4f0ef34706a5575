import { higherOf } from '@/lib/risk/severity'
import { gathered } from './gathered'
import { standsOut } from './rank'
import type { RankedStory } from './story'

/**
 * Alike stories of so many identities are one: somebody, or something, did the same under many names. Looking around is
 * alike whatever one looks at; of few who do, each may be the one.
 */
const [many, manyLooking] = [4, 10]
/** Stories of a higher score stand alone, whatever others do. */
const highest = 60
/** Points by which a story stands out among those that are alike. */
const ahead = 12

/** Whether a story matters much more than the middle one of those that are alike; or than the one that so large a share of them is below. */
const isAhead = ({ score }: RankedStory, alike: readonly RankedStory[], share = 0.5) => {
  const scores = alike.map((each) => each.score).sort((a, b) => a - b)
  return score >= (scores[Math.floor((scores.length - 1) * share)] ?? 0) + ahead
}

/** Where many look around, some do ten times as much as others: what a fifth of them does is nothing special of one. */
const isAlone = (story: RankedStory, alike: readonly RankedStory[]) => (story.kind === 'looking-around' ? isAhead(story, alike, 0.8) : standsOut(story, alike) || isAhead(story, alike))

/** By what stories are alike; those that are not at all to be one with others are alone. */
function likenessOf({ kind, who, day, events, outcome, score }: RankedStory): string {
  if (kind === 'looking-around') return JSON.stringify([kind, day, 'alike'])
  return events[0] === undefined || score >= highest ? JSON.stringify([kind, who, day]) : JSON.stringify([kind, events[0], outcome, day, 'alike'])
}

/** Names that a story is told by, at most. */
const mostNames = 60

/** Makes one story of those that agree in kind, most telling event, outcome and day. */
export function folded(stories: readonly RankedStory[]): RankedStory[] {
  return [...gathered(stories, likenessOf).values()].flatMap((all) => {
    const least = all[0]?.kind === 'looking-around' ? manyLooking : many
    const own = all.length < least ? all : all.filter((story) => isAlone(story, all))
    const group = all.filter((story) => !own.includes(story)).toSorted((a, b) => b.score - a.score)
    const [first] = group
    if (!first || group.length < least) return all
    const isLooking = first.kind === 'looking-around'
    const events = [...new Set(group.flatMap((each) => each.events))]
    const choices = isLooking ? { event: events.slice(0, mostNames) } : { ...first.choices, ...(first.choices.event && { event: [...new Set(group.flatMap((each) => each.choices.event ?? []))] }), ...(first.choices.error && { error: [...new Set(group.flatMap((each) => each.choices.error ?? []))] }) }
    const severity = group.map((each) => each.severity).reduce(higherOf)
    return [...own, {
      ...first, choices, severity, who: `many: ${isLooking ? first.kind : (first.events[0] ?? '')}`, label: `${group.length} identities`, identities: [...new Set(group.flatMap(({ identities }) => identities))],
      events, count: group.reduce((sum, { count }) => sum + count, 0),
      from: Math.min(...group.map(({ from }) => from)), to: Math.max(...group.map(({ to }) => to)),
      weights: [{ why: `${group.length} identities did ${isLooking ? 'alike' : 'the same'}: ${group.slice(0, 3).map(({ label }) => label).join(', ')}${group.length > 3 ? ', …' : ''}.`, points: 3 }, ...first.weights],
      score: first.score + 3, title: isLooking ? `${group.length} identities looked around, or were denied one thing after another` : `${group.length} identities: ${first.events[0] ?? ''}`,
    }]
  })
}
