import { z } from 'zod'
import { severity } from '@/lib/cloudtrail/facts'
import { identityKind } from '@/lib/cloudtrail/identity-kind'
import { reviewer } from '@/lib/journal/remark'
import { isNew, named, partsOf, through, used, what, when } from './activity'
import { changeOf, contract } from './contract'
import { identitySorts } from './identity-sorts'
import { longestInPath, textInPath } from './in-path'
import { certainty, link } from './link'

const instant = z.iso.datetime()
const identityAsked = textInPath.describe(`a canonical identity as it is, of at most ${longestInPath} characters`)
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

const who = used.extend({
  kind: identityKind,
  kindFound: identityKind.describe('what it is by its name and type'),
  corrected: correction,
  kindSaw: z.int().describe('number of the journal’s entry that changed the kind last, 0 if there is none: what the next correction says was seen'),
  type: z.string(),
  firstSeen: instant.nullable().describe('ever'),
  lastSeen: instant.nullable().describe('ever'),
  signIns: z.object({ total: z.int(), withMfa: z.int() }).describe('sign-ins to the console in the Filter that succeeded'),
  chains: z.array(z.object({ key: z.string(), lastSeen: instant, chain: z.array(link.extend({ label: z.string() })).describe('nearest first; empty where nobody knows') })).describe('who is behind it, if it is a session: of each of its latest keys'),
})

export const identityContract = contract('/api/identities/{identity}', {
  summary: 'One identity, with what it did through sessions: who it is, when it acts, what it does, through what, and what of that is new',
  filtered: true,
  takes: z.object({
    identity: identityAsked,
    parts: partsOf(identityParts),
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
