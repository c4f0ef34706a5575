import 'server-only'
import { sql, type Sql } from '@/lib/engine/sql'

/** Words in the names of users and sessions that are programs. */
const robotic =
  '(?i)(^|[^a-z])(agent|api|app|autom[a-z]*|backup|bot|build|cd|ci|cron|deploy|deployer|etl|exporter|github|gitlab|jenkins|job|lambda|legacy|machine|monitor|monitoring|pipeline|poller|probe|reader|robot|runner|scanner|script|scraper|service|svc|sync|system|terraform|worker|writer)([^a-z]|$)'

/**
 * What an identity is, by what it is called: services of AWS and the roles that they make for themselves, sessions of
 * instances and of programs, roles that somebody acts as, people.
 */
export const kindOf = (identity: Sql, type: Sql): Sql => sql`multiIf(
  ${type} = 'AWSService' OR match(${identity}, '(?i)amazonaws\\.com(\\.cn)?$|^AWS Internal|:assumed-role/AWSServiceRoleFor'), 'service',
  match(${identity}, ':assumed-role/') AND (match(${identity}, '/i-[0-9a-f]{8,}$') OR match(arrayElement(splitByChar('/', ${identity}), -1), ${robotic})), 'robot',
  match(${identity}, ':assumed-role/|:role/'), 'role',
  startsWith(${identity}, 'web-identity:'), 'robot',
  match(${identity}, ':iam::[0-9]*:user/|^user:') AND match(arrayElement(splitByRegexp('[/:]', ${identity}), -1), ${robotic}), 'robot',
  match(${identity}, ':iam::[0-9]*:(user/|root$)|^user:|^root$|^identity-center:|^saml:|:federated-user/|^directory:'), 'person', 'other')`
