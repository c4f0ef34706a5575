import { z } from 'zod'
import { addressFacts } from '@/lib/addresses/address-facts'
import { severity } from '@/lib/cloudtrail/facts'
import { keyHistory, named } from './activity'
import { contract } from './contract'
import { textInPath } from './in-path'
import { certainty } from './link'

const instant = z.iso.datetime()

/** What is told of an access key, an address or a role. */
export const subject = z.object({
  value: z.string().describe('as records have it'),
  from: instant,
  to: instant,
  count: z.int().describe('events in the Filter'),
  errors: z.int().describe('those that failed'),
  risky: z.int().describe('those of at least medium severity'),
  firstSeen: instant.describe('ever'),
  lastSeen: instant.describe('ever'),
  ever: z.int().describe('events ever'),
  totalIdentities: z.int().describe('identities ever'),
  identities: z
    .array(named.extend({ count: z.int().describe('events in the Filter'), errors: z.int(), severity: severity.describe('the highest in the Filter'), ever: z.int(), firstSeen: instant, lastSeen: instant, behind: named.extend({ certainty }).nullable().describe('who opened the latest of its sessions, at the beginning of the chain') }))
    .describe('who used it, most events in the Filter first, then most ever'),
  address: addressFacts.nullable().describe('what is known of an address'),
  issued: named.extend({ eventID: z.string(), eventName: z.string(), at: instant }).nullable().describe('the call that gave out a temporary key, if it is stored'),
  history: keyHistory.nullable().describe('what records tell of a lasting key; null of what is none'),
})

export type SubjectAnswer = z.infer<typeof subject>

export const keyContract = contract('/api/keys/{key}', {
  summary: 'One access key: who used it, since when, what came of it, and who was given it',
  filtered: true,
  takes: z.object({ key: textInPath.describe('an access key id') }),
  answers: subject,
})

export const addressContract = contract('/api/addresses/{ip}', {
  summary: 'One address: what it is, who came from it, since when, and what came of it',
  filtered: true,
  takes: z.object({ ip: textInPath.describe('a source address as records have it') }),
  answers: subject,
})

export const roleContract = contract('/api/roles/{role}', {
  summary: 'One role: who acted as it, since when, and what came of it',
  filtered: true,
  takes: z.object({ role: textInPath.describe('the ARN of a role') }),
  answers: subject,
})
