import { z } from 'zod'
import { eventClass, severity } from '@/lib/cloudtrail/facts'
import { reason } from '@/lib/risk/reason'
import { contract } from './contract'
import { textInPath } from './in-path'
import { link } from './link'
import { unusualHour } from './review'

/** What is told, part by part, of an identity, an access key, an address or a role. */

const instant = z.iso.datetime()
export const named = z.object({ identity: z.string(), value: z.string().describe('what the URL takes'), label: z.string() })

const keyCall = z.object({ at: instant, eventID: z.string(), by: named })
export const keyHistory = z.object({
  created: keyCall.nullable().describe('the call that created it, if that is stored'),
  ended: keyCall.extend({ as: z.enum(['inactive', 'deleted']) }).nullable().describe('the call that switched it off or deleted it, if that is stored and nobody switched it on again'),
})
export type KeyHistory = z.infer<typeof keyHistory>

const seen = z.object({ count: z.int().describe('events in the Filter, 0 for what was seen before only'), firstSeen: instant, lastSeen: instant })

/** With what it was used, or used: the keys, roles, addresses and programs. */
export const used = z.object({
  accounts: z.array(z.object({ account: z.string(), count: z.int() })),
  keys: z.array(seen.extend({ key: z.string(), isTemporary: z.boolean(), ...keyHistory.shape })).describe('access keys, lasting ones before those of sessions, latest first'),
  totalKeys: z.int(),
  agents: z.array(seen.omit({ count: true }).extend({ agent: z.string(), count: z.int().describe('events ever') })),
  addresses: z.array(z.object({ ip: z.string(), count: z.int() })),
  roles: z.array(z.object({ role: z.string(), sessions: z.int().describe('keys'), count: z.int(), lastSeen: instant })).describe('roles that were acted as, ever'),
})

const range = z.object({ low: z.number(), high: z.number(), days: z.int().describe('days of its past that this is made of; 0 if there is none') })
const measured = z.object({ value: z.number().describe('a day, on average, in the span'), usual: range.describe('on nine of ten days of the 28 before the span') })

export const when = z.object({
  starts: z.array(instant),
  bucketSeconds: z.int(),
  counts: z.array(z.int()),
  low: z.array(z.number()).describe('least and most usual at this hour, by the 28 days before the span; empty if there are none'),
  high: z.array(z.number()),
  weekdayHours: z.array(z.int()).length(168).describe('events by hour of the week from Monday 0:00, in the zone of the Filter'),
  usualWeekdayHours: z.array(z.number()).length(168).describe('the same, of a usual week of the 28 days before the span'),
  days: z.array(z.object({ date: z.string(), hours: z.array(z.int()).length(24) })).describe('the last 62 days of the span'),
  unusual: z.array(unusualHour.omit({ identity: true })).describe('hours in which it did far more than it ever did at that hour in the 28 days before the span'),
  events: measured,
  denied: measured,
})

export const what = z.object({
  services: z.array(z.object({ service: z.string(), reads: z.int(), writes: z.int(), errors: z.int() })),
  events: z.array(
    z.object({
      service: z.string(),
      event: z.string(),
      count: z.int(),
      errors: z.int(),
      severity,
      class: eventClass,
      others: z.int().describe('other identities that call it in the span: few make it rare'),
    }),
  ),
  totalEvents: z.int().describe('event names'),
  everyone: z.int().describe('identities in the span'),
  own: z.int().describe('of these, those that are no others'),
  errors: z.array(z.object({ error: z.string(), event: z.string(), count: z.int(), isDenied: z.boolean() })),
  risky: z.array(z.object({ event: z.string(), service: z.string(), severity, class: eventClass, count: z.int(), lastSeen: instant, eventID: z.string(), reasons: z.array(reason) })),
})

const session = named.extend({
  key: z.string(),
  role: z.string(),
  source: z.string().describe('sourceIdentity: whom the session says it acts for'),
  count: z.int(),
  errors: z.int(),
  severity,
  firstSeen: instant,
  lastSeen: instant,
  did: z.array(z.object({ event: z.string(), count: z.int() })).describe('the three calls made most in it, in the Filter'),
  calls: z.int().describe('event names of these'),
  signedIn: instant.nullable().describe('when the sign-in to the console was that its key goes back to, as its first record says; null of other keys, and of all but the eight busiest of these'),
  openedBy: link.extend({ label: z.string() }).nullable().describe('null for what is no session, and where nobody knows'),
})

export const through = z.object({
  sessions: z.array(session).describe('with which keys it acted in the Filter, most events first; an opener’s identity and key lead to another of these'),
  total: z.int(),
  guessed: z.array(session).describe('sessions that are probably its own; they are not among its events'),
  opened: z.array(session).describe('of an access key: sessions that were opened with it, whenever; they are not among its events'),
})

export const newFields = ['identity', 'service', 'event', 'region', 'account', 'network', 'country', 'ip', 'role', 'agent'] as const
export const isNew = z.object({
  items: z.array(
    z.object({
      field: z.enum(newFields),
      parameter: z.enum(['identity', 'service', 'event', 'region', 'account', 'ip', 'role', 'agent']).describe('the Filter’s parameter that selects it'),
      values: z.array(z.string()).describe('what the URL takes; of a network or a country its most frequent addresses'),
      label: z.string(),
      at: instant,
      count: z.int().describe('events since'),
      peers: z.int().describe('others of its kind that ever did the same'),
    }),
  ),
  total: z.int(),
  peers: z.int().describe('others of its kind: identities of its type, or all other keys, addresses or roles'),
  since: instant.nullable().describe('how far the store goes back'),
  isWhollyNew: z.boolean().describe('it was first seen in the span, or nothing older is stored'),
})

export const partsOf = <const P extends readonly string[]>(parts: P) =>
  z
    .string()
    .default(parts.join(','))
    .transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))
    .pipe(z.array(z.enum(parts)).min(1).max(parts.length))
    .describe(`names separated by commas, of ${parts.join(', ')}`)

/** The parts that are told of all of them alike. */
export const activityParts = ['used', 'when', 'what', 'through', 'new'] as const
export type ActivityPart = (typeof activityParts)[number]

/** What is told of one thing, in those parts that were asked for. */
export const activity = z.object({ from: instant, to: instant, used: used.optional(), when: when.optional(), what: what.optional(), through: through.optional(), new: isNew.optional() })

const parts = partsOf(activityParts)

export const keyActivityContract = contract('/api/keys/{key}/activity', {
  summary: 'What was done with one access key: when, what, through which sessions, with what, and what of that is new',
  filtered: true,
  takes: z.object({ key: textInPath.describe('an access key id'), parts }),
  answers: activity,
})

export const addressActivityContract = contract('/api/addresses/{ip}/activity', {
  summary: 'What was done from one address: when, what, through which sessions, with what, and what of that is new',
  filtered: true,
  takes: z.object({ ip: textInPath.describe('a source address as records have it'), parts }),
  answers: activity,
})

export const roleActivityContract = contract('/api/roles/{role}/activity', {
  summary: 'What was done as one role: when, what, through which sessions, with what, and what of that is new',
  filtered: true,
  takes: z.object({ role: textInPath.describe('the ARN of a role'), parts }),
  answers: activity,
})
