import { higherOf } from '@/lib/risk/severity'
import { gathered } from './gathered'
import { standsOut } from './rank'
import type { RankedStory } from './story'

/** Alike stories of so many identities are one: somebody, or something, did the same under many names. */
const many = 4
/** Stories of a higher score stand alone, whatever others do. */
const highest = 60
/** Points by which a story stands out among those that are alike. */
const ahead = 12

/** Whether a story matters much more than the middle one of those that are alike. */
const isAhead = ({ score }: RankedStory, alike: readonly RankedStory[]) => {
  const scores = alike.map((each) => each.score).sort((a, b) => a - b)
  return score >= (scores[Math.floor((scores.length - 1) / 2)] ?? 0) + ahead
}

/** Makes one story of those that agree in kind, most telling event, outcome and day. */
export function folded(stories: readonly RankedStory[]): RankedStory[] {
  const groups = gathered(stories, (story) =>
    story.events[0] === undefined || story.score >= highest ? JSON.stringify([story.kind, story.who, story.day]) : JSON.stringify([story.kind, story.events[0], story.outcome, story.day, 'alike']))
  return [...groups.values()].flatMap((all) => {
    const own = all.length < many ? all : all.filter((story) => standsOut(story, all) || isAhead(story, all))
    const group = all.filter((story) => !own.includes(story)).toSorted((a, b) => b.score - a.score)
    const [first] = group
    if (!first || group.length < many) return all
    const choices = { ...first.choices, ...(first.choices.event && { event: [...new Set(group.flatMap((each) => each.choices.event ?? []))] }), ...(first.choices.error && { error: [...new Set(group.flatMap((each) => each.choices.error ?? []))] }) }
    const severity = group.map((each) => each.severity).reduce(higherOf)
    return [...own, {
      ...first, choices, severity, who: `many: ${first.events[0] ?? ''}`, label: `${group.length} identities`, identities: [...new Set(group.flatMap(({ identities }) => identities))],
      events: [...new Set(group.flatMap(({ events }) => events))], count: group.reduce((sum, { count }) => sum + count, 0),
      from: Math.min(...group.map(({ from }) => from)), to: Math.max(...group.map(({ to }) => to)),
      weights: [...first.weights, { why: `${group.length} identities did the same: ${group.slice(0, 3).map(({ label }) => label).join(', ')}${group.length > 3 ? ', …' : ''}.`, points: 3 }],
      score: first.score + 3, title: `${group.length} identities: ${first.events[0] ?? ''}`,
    }]
  })
}
