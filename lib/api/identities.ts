import { z } from 'zod'
import { eventClass, severity } from '@/lib/cloudtrail/facts'
import { identityKind } from '@/lib/cloudtrail/identity-kind'
import { reviewer } from '@/lib/journal/entry'
import { reason } from '@/lib/risk/reason'
import { changeOf, contract } from './contract'
import { certainty, link } from './link'
import { unusualHour } from './review'

export const identitySorts = ['risk', 'volume', 'novelty', 'lastSeen'] as const

const instant = z.iso.datetime()
const named = z.object({ identity: z.string(), value: z.string().describe('what the URL takes'), label: z.string() })

const identityAsked = z.string().min(1).max(2000).describe('canonical identity, as it is')
const correction = z.object({ by: reviewer, at: instant }).nullable().describe('who corrected the kind, and when; null if it is as found')

export const listedIdentity = named.extend({
  kind: identityKind,
  corrected: correction,
  type: z.string().describe('userIdentity.type'),
  total: z.int(),
  errors: z.int().describe('events that failed'),
  severity: severity.describe('the highest'),
  risk: z.int().describe('a critical event counts 100, a high one 10, a medium one 1'),
  novelty: z.int().describe('event names, regions, accounts and addresses that it used for the first time'),
  firstSeen: instant.describe('ever, as far as the store goes back'),
  lastSeen: instant.describe('in the Filter'),
  spark: z.array(z.int()).describe('events in each of 30 equal parts of the span'),
  behind: named.extend({ certainty }).nullable().describe('who opened the latest of these sessions, at the beginning of the chain'),
})
export type ListedIdentity = z.infer<typeof listedIdentity>

export const identitiesContract = contract('/api/identities', {
  summary: 'Everyone seen in the Filter',
  filtered: true,
  takes: z.object({
    sort: z.enum(identitySorts).default('risk').describe('what comes first'),
    kind: identityKind.optional(),
    search: z.string().max(200).optional().describe('part of an identity or of its name'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  }),
  answers: z.object({
    from: instant,
    to: instant,
    total: z.int().describe('identities that are found'),
    kinds: z.array(z.object({ kind: identityKind, count: z.int() })).describe('identities of each kind, that of `kind` left out'),
    identities: z.array(listedIdentity),
    nextOffset: z.int().nullable(),
  }),
})

/** The parts of what is told of one identity. */
export const identityParts = ['who', 'when', 'what', 'through', 'new'] as const
const identityPart = z.enum(identityParts)

const seen = z.object({ count: z.int().describe('events in the Filter, 0 for what was seen before only'), firstSeen: instant, lastSeen: instant })

const who = z.object({
  kind: identityKind,
  kindFound: identityKind.describe('what it is by its name and type'),
  corrected: correction,
  kindSaw: z.int().describe('number of the journal’s entry that changed the kind last, 0 if there is none: what the next correction says was seen'),
  type: z.string(),
  accounts: z.array(z.object({ account: z.string(), count: z.int() })),
  firstSeen: instant.nullable().describe('ever'),
  lastSeen: instant.nullable().describe('ever'),
  signIns: z.object({ total: z.int(), withMfa: z.int() }).describe('sign-ins to the console in the Filter that succeeded'),
  keys: z.array(seen.extend({ key: z.string(), isTemporary: z.boolean() })).describe('access keys it uses itself, and the temporary ones of its sessions, latest first'),
  totalKeys: z.int(),
  agents: z.array(seen.omit({ count: true }).extend({ agent: z.string(), count: z.int().describe('events ever') })),
  addresses: z.array(z.object({ ip: z.string(), count: z.int() })),
  roles: z.array(z.object({ role: z.string(), sessions: z.int().describe('keys'), count: z.int(), lastSeen: instant })).describe('roles that it acts as, ever'),
  chains: z.array(z.object({ key: z.string(), lastSeen: instant, chain: z.array(link.extend({ label: z.string() })).describe('nearest first; empty where nobody knows') })).describe('who is behind it, if it is a session: of each of its latest keys'),
})

const range = z.object({ low: z.number(), high: z.number(), days: z.int().describe('days of its past that this is made of; 0 if there is none') })
const measured = z.object({ value: z.number().describe('a day, on average, in the span'), usual: range.describe('on nine of ten days of the 28 before the span') })

const when = z.object({
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

const what = z.object({
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
  openedBy: link.nullable().describe('null for what is no session, and where nobody knows'),
})

const through = z.object({
  sessions: z.array(session).describe('with which keys it acted in the Filter, most events first; an opener’s identity and key lead to another of these'),
  total: z.int(),
  guessed: z.array(session).describe('sessions that are probably its own; they are not among its events'),
})

export const newFields = ['service', 'event', 'region', 'account', 'ip', 'role', 'agent'] as const
const isNew = z.object({
  items: z.array(
    z.object({
      field: z.enum(newFields),
      value: z.string().describe('what the URL takes'),
      label: z.string(),
      at: instant,
      count: z.int().describe('events since'),
      peers: z.int().describe('others of its type that ever did the same'),
    }),
  ),
  total: z.int(),
  peers: z.int().describe('others of its type'),
  since: instant.nullable().describe('how far the store goes back'),
  isWhollyNew: z.boolean().describe('the identity itself was first seen in the span, or nothing older is stored'),
})

export const identityContract = contract('/api/identities/{identity}', {
  summary: 'One identity, with what it did through sessions: who it is, when it acts, what it does, through what, and what of that is new',
  filtered: true,
  takes: z.object({
    identity: identityAsked,
    parts: z
      .string()
      .default(identityParts.join(','))
      .transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))
      .pipe(z.array(identityPart).min(1).max(identityParts.length))
      .describe(`names separated by commas, of ${identityParts.join(', ')}`),
  }),
  answers: named.extend({
    from: instant,
    to: instant,
    who: who.optional(),
    when: when.optional(),
    what: what.optional(),
    through: through.optional(),
    new: isNew.optional(),
  }),
})

export const identityKindContract = changeOf('/api/identities/{identity}/kind', {
  summary: 'Corrects what an identity is, in the journal. 409 if somebody did meanwhile',
  takes: z.object({ identity: identityAsked }),
  sends: z.object({
    by: reviewer,
    kind: identityKind.nullable().describe('null to take what it is found to be again'),
    saw: z.int().min(0).optional().describe('`kindSaw` as it was shown; left out, whatever holds is overruled'),
  }),
  answers: z.object({ version: z.int(), kind: identityKind.nullable().describe('null if it is as found'), seq: z.int() }),
})
