import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { reviewContract } from '@/lib/api/review'
import type { Severity } from '@/lib/cloudtrail/facts'
import { daysOf } from '@/lib/filter/buckets'
import type { Catalogue } from '@/lib/risk/catalogue'
import { isWorthAFight, lookingAround, turnStories } from '@/lib/review/denials'
import { familyOf } from '@/lib/review/family'
import { folded } from '@/lib/review/fold'
import { gathered } from '@/lib/review/gathered'
import { placeStories } from '@/lib/review/places'
import { amongPeers, familiesOf, queued, ranked, rankWords } from '@/lib/review/rank'
import { signInStories } from '@/lib/review/sign-ins'
import { storiesOf } from '@/lib/review/stories'
import type { Story } from '@/lib/review/story'
import { takenCredentials } from '@/lib/review/taken-credentials'
import { toolStories } from '@/lib/review/tools'
import { unusualWords, volumeStories } from '@/lib/review/usual'
import { higherOf } from '@/lib/risk/severity'
import { actorKeys } from '../actor-keys'
import { labels } from '../labels'
import { isExpected } from '../expectations'
import type { Question } from '../question'
import { spread } from '../spread'
import type { ReviewedStore } from '../store'
import { actorsOf } from './actors'
import { identitiesIn, weeksBefore } from './compared'
import { denials, turns } from './denials'
import { unusualHours } from './hours'
import { itemsOf } from './items'
import { looks } from './looks'
import { machineUses } from './machines'
import { notableEvents } from './notable'
import { knownOf } from './past'
import type { Asked } from './question'
import { signIns } from './sign-ins'
import { toolUses } from './tools'

/**
 * The queue of the daily review: what a person should look at of a period, as stories, most important first. All that is
 * read of the period is counted by the engine; of the past only what the same identities did is read.
 * @throws EngineError when the engine gives up
 */
export async function review({ store, filter, takes: { limit }, options }: Question<typeof reviewContract, ReviewedStore>): Promise<Answer<typeof reviewContract>> {
  const asked: Asked = { store, filter, keys: await actorKeys(store.engine, filter, options), options }
  const dayOf = dayFinder(filter)
  const severityOf = severityByCatalogue(store.catalogue)
  const [{ total: events }, notable, denied, looked, machines, signedIn, tools, hours] = await Promise.all([
    spread(store, filter, asked.keys, options), notableEvents(asked), denials(asked), looks(asked), machineUses(asked), signIns(asked), toolUses(asked), unusualHours(asked),
  ])
  const [expected, identities, earlier, turned, actorOf, known] = await Promise.all([
    isExpected(store, options),
    identitiesIn(asked),
    weeksBefore(asked),
    turns(asked, denied.filter(({ event }) => isWorthAFight(event, severityOf(event)))),
    actorsOf(asked, [...notable, ...denied, ...looked, ...tools].map(({ identity }) => identity)),
    knownOf(asked, namesOf(notable), namesOf(denied)),
  ])
  const label = await labelsOf(asked, [...known.news.map(({ family }) => family), ...hours.map(({ identity }) => identity)], [...notable, ...denied, ...looked, ...machines, ...tools])
  const sessions = gathered<{ identity: string; label: string }>([...notable, ...denied], ({ identity }) => familyOf(identity))

  const byTool = toolStories(tools, actorOf, dayOf)
  const risky = withTools([
    ...merged([...storiesOf(notable, actorOf, dayOf), ...signInStories(signedIn, dayOf)]),
    ...turnStories(turned, severityOf, (family) => sessions.get(family) ?? [], actorOf, dayOf),
    ...takenCredentials(machines, dayOf),
    ...lookingAround(denied, looked, filter.from.getTime() / 1000, actorOf, dayOf),
  ], byTool)
  const rankedOf = (stories: readonly Story[]) => stories.map((story) => ranked(story, known))
  const told = rankedOf([...risky, ...volumeStories(hours, filter.tz, label)])
  const stories = amongPeers([...told, ...rankedOf(placeStories(known, queued(told, events), label, dayOf))])
  const queue = queued(folded(stories), events)
  const items = await itemsOf(asked, queue.slice(0, limit), expected)
  return {
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    events,
    identities,
    before: earlier,
    items,
    left: stories.length - queue.length + Math.max(0, queue.length - limit),
    rank: rankWords,
    unusual: hours.map((hour) => ({ identity: hour.identity, start: new Date(hour.start * 1000).toISOString(), hour: hour.hour, count: hour.count, usual: hour.usual, why: unusualWords(hour, filter.tz) })),
  }
}

const namesOf = (events: readonly { event: string }[]) => [...new Set(events.map(({ event }) => event))]

/** How severe an event is by its name alone, when it succeeds. */
function severityByCatalogue({ rules }: Catalogue): (event: string) => Severity {
  const byName = new Map(rules.events.map(({ name, severity }) => [name, severity]))
  return (event) => byName.get(event) ?? 'info'
}

/** The local day of seconds since 1970, as a date; what is outside of the period counts to its ends. */
function dayFinder(filter: Question<typeof reviewContract>['filter']): (seconds: number) => string {
  const days = daysOf(filter).map(({ date, start }) => ({ date, start: start.getTime() / 1000 }))
  // Of a month with a million events it is asked a hundred thousand times, of three thousand quarters of an hour.
  const known = new Map<number, string>()
  return (seconds) => {
    const day = known.get(seconds) ?? (days.findLast(({ start }) => start <= seconds) ?? days[0])?.date ?? ''
    known.set(seconds, day)
    return day
  }
}

/** Sign-ins of a kind of which there is a story already join it. */
function merged(stories: readonly Story[]): Story[] {
  return [...gathered(stories, ({ kind, who, day }) => JSON.stringify([kind, who, day])).values()].map((alike) => alike.reduce(joinedWith))
}

const joinedWith = (story: Story, other: Story): Story => {
  const { title: _, ...rest } = story
  const events = [...new Set([...story.events, ...other.events])]
  return {
    ...rest, events, severity: higherOf(story.severity, other.severity), identities: [...new Set([...story.identities, ...other.identities])], count: Math.max(story.count, other.count), from: Math.min(story.from, other.from), to: Math.max(story.to, other.to),
    outcome: story.outcome === other.outcome ? story.outcome : 'mixed', choices: { ...story.choices, event: events }, weights: [...story.weights, ...other.weights],
    ...(story.events.every((event) => other.events.includes(event)) && other.title && { title: other.title }),
  }
}

/** A tool for attacks is one reason more for what its user did, and a story of its own where there is no other. */
function withTools(stories: readonly Story[], tools: readonly Story[]): Story[] {
  const usedBy = (story: Story) => tools.find((tool) => tool.who === story.who || familiesOf(story).some((family) => familiesOf(tool).includes(family)))
  const marked = stories.map((story) => {
    const tool = usedBy(story)
    return tool ? { ...story, weights: [...story.weights, ...tool.weights] } : story
  })
  return [...marked, ...tools.filter((tool) => !stories.some((story) => usedBy(story) === tool))]
}

/** What identities, and roles, are called. */
async function labelsOf({ store, options }: Asked, identities: readonly string[], named: readonly { identity: string; label: string }[]): Promise<(identity: string) => string> {
  const names = new Map(named.map(({ identity, label }) => [identity, label]))
  const isRole = (identity: string) => /:assumed-role\/[^/]+$/.test(identity)
  const missing = [...new Set(identities)].filter((identity) => !isRole(identity) && !names.has(identity)).slice(0, 500)
  const called = await labels(store, 'identity', missing, options)
  return (identity) => (isRole(identity) ? `role ${identity.slice(identity.lastIndexOf('/') + 1)}` : (names.get(identity) ?? called(identity)))
}
