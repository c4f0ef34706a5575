import 'server-only'
import type { Answer } from '@/lib/api/contract'
import { activityParts, type ActivityPart, type keyActivityContract } from '@/lib/api/activity'
import type { QueryOptions } from '@/lib/engine/engine'
import type { FixedFilter } from '@/lib/filter/filter'
import { whatIsNew } from './activity-new'
import { throughWhat } from './activity-through'
import { usedIn } from './activity-used'
import { whatIs } from './activity-what'
import { whenIs } from './activity-when'
import { actorKeys } from './actor-keys'
import { everUntil, knownOf, narrowedTo, type About, type Asked } from './asked-of'
import type { Store } from './store'

export type Activity = Answer<typeof keyActivityContract>

interface Asking {
  store: Store
  filter: FixedFilter
  options: QueryOptions
}

/** What a page about something is worked out from; undefined if nothing at all is stored of it. */
export async function askedOf({ store, filter, options }: Asking, about: About): Promise<Asked | undefined> {
  const narrowed = narrowedTo(about, filter)
  const { engine } = store
  const [known, keys] = await Promise.all([knownOf(engine, about, narrowed, options), actorKeys(engine, narrowed, options)])
  return known && { store, engine, about, known, filter: narrowed, ever: everUntil(narrowed), keys, options }
}

const ways: { [part in ActivityPart]: (asked: Asked) => Promise<NonNullable<Activity[part]>> } = { used: usedIn, when: whenIs, what: whatIs, through: throughWhat, new: whatIsNew }

/** Those parts of what is told of it that are wanted. */
export async function partsOf(asked: Asked, wanted: readonly string[]): Promise<Omit<Activity, 'from' | 'to'>> {
  const told = await Promise.all(activityParts.filter((part) => wanted.includes(part)).map(async (part) => [part, await ways[part](asked)] as const))
  return Object.fromEntries(told)
}

/**
 * What was done with one access key, from one address or as one role; undefined if no event at all has it.
 * @throws EngineError when the engine gives up
 */
export async function activity(asking: Asking & { takes: { parts: readonly ActivityPart[] } }, about: About): Promise<Activity | undefined> {
  const asked = await askedOf(asking, about)
  return asked && { from: asking.filter.from.toISOString(), to: asking.filter.to.toISOString(), ...(await partsOf(asked, asking.takes.parts)) }
}
