import 'server-only'
import type { IdentityKind } from '@/lib/cloudtrail/identity-kind'
import { sql, type Sql } from '@/lib/engine/sql'
import type { EntryOf } from '@/lib/journal/entry'
import type { State } from '@/lib/journal/state'

/** Words in the names of users and sessions that are programs. */
const robotic =
  '(?i)(^|[^a-z])(agent|api|app|autom[a-z]*|backup|bot|build|cd|ci|cron|deploy|deployer|etl|exporter|github|gitlab|jenkins|job|lambda|legacy|machine|monitor|monitoring|pipeline|poller|probe|reader|robot|runner|scanner|script|scraper|service|svc|sync|system|terraform|worker|writer)([^a-z]|$)'

/**
 * What an identity is, by what it is called: services of AWS and the roles that they make for themselves, sessions of
 * instances and of programs, roles that somebody acts as, people.
 */
export const kindFound = (identity: Sql, type: Sql): Sql => sql`multiIf(
  ${type} = 'AWSService' OR match(${identity}, '(?i)amazonaws\\.com(\\.cn)?$|^AWS Internal|:assumed-role/AWSServiceRoleFor'), 'service',
  match(${identity}, ':assumed-role/') AND (match(${identity}, '/i-[0-9a-f]{8,}$') OR match(arrayElement(splitByChar('/', ${identity}), -1), ${robotic})), 'robot',
  match(${identity}, ':assumed-role/|:role/'), 'role',
  startsWith(${identity}, 'web-identity:'), 'robot',
  match(${identity}, ':iam::[0-9]*:user/|^user:') AND match(arrayElement(splitByRegexp('[/:]', ${identity}), -1), ${robotic}), 'robot',
  match(${identity}, ':iam::[0-9]*:(user/|root$)|^user:|^root$|^identity-center:|^saml:|:federated-user/|^directory:'), 'person', 'other')`

/** What an identity is: what people corrected it to, else what it is found to be. */
export function kindOf(identity: Sql, type: Sql, state: State): Sql {
  const corrected = [...state.kinds.values()].filter(isCorrection)
  const found = kindFound(identity, type)
  return corrected.length === 0 ? found : sql`transform(${identity}, ${corrected.map((each) => each.identity)}, ${corrected.map(({ is }) => is)}, ${found})`
}

type Correction = EntryOf<'identity kind'> & { is: IdentityKind }
const isCorrection = (entry: EntryOf<'identity kind'>): entry is Correction => entry.is !== null

/** Who corrected what an identity is, and when; null if it is as found. */
export function correctionOf(state: State, identity: string): { by: string; at: string } | null {
  const last = state.kinds.get(identity)
  return last && isCorrection(last) ? { by: last.by, at: last.at } : null
}
