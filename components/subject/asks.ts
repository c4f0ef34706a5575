import { activityParts, addressActivityContract, keyActivityContract, roleActivityContract } from '@/lib/api/activity'
import { addressOf, questionOf } from '@/lib/api/client'
import { eventsContract } from '@/lib/api/events'
import { identityContract, identityParts } from '@/lib/api/identities'
import { addressContract, keyContract, roleContract } from '@/lib/api/subject'
import { timelineContract } from '@/lib/api/timeline'
import { withChoice } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { asks } from '@/components/asks'
import type { Place } from '@/components/filters/place'
import type { About } from './about'

/** What takes longest to tell is told last in the list of parts. */
const longestFirst = <T>(parts: readonly T[]): T[] => [...parts].reverse()

/** The addresses that a page about one thing asks at a place as soon as its code runs, letter for letter. */
export function firstAskedAbout({ name, value }: About, { filter: whole, view }: Place): string[] {
  const filter = withChoice(whole, name === 'identity' ? 'actor' : name, { include: [literal(value)], exclude: [] })
  const shown = [addressOf(timelineContract, questionOf(asks.timeline(view), filter)), addressOf(eventsContract, questionOf({ ...asks.events, around: view.open }, filter))]
  switch (name) {
    case 'identity':
      return [...longestFirst(identityParts).map((parts) => addressOf(identityContract, questionOf({ identity: value, parts }, filter))), ...shown]
    case 'key':
      return [addressOf(keyContract, questionOf({ key: value }, filter)), ...longestFirst(activityParts).map((parts) => addressOf(keyActivityContract, questionOf({ key: value, parts }, filter))), ...shown]
    case 'ip':
      return [addressOf(addressContract, questionOf({ ip: value }, filter)), ...longestFirst(activityParts).map((parts) => addressOf(addressActivityContract, questionOf({ ip: value, parts }, filter))), ...shown]
    case 'role':
      return [addressOf(roleContract, questionOf({ role: value }, filter)), ...longestFirst(activityParts).map((parts) => addressOf(roleActivityContract, questionOf({ role: value, parts }, filter))), ...shown]
  }
}
