import 'server-only'
import { z } from 'zod'
import type { Link } from '@/lib/api/link'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import { sql, type Sql } from '@/lib/engine/sql'
import { sessionsWhere } from './sessions'
import type { Store } from './store'

/** Whoever acts, and with which key. */
export interface Acting {
  identity: string
  key: string
}

const opening = z.object({ issued: z.string(), opens: z.string(), opener: z.string(), key: z.string(), type: z.string(), shared: z.string(), event: z.string(), seconds: z.int() })
type Opening = z.infer<typeof opening>

const sourced = z.object({ identity: z.string(), key: z.string(), source_identity: z.string() })
const named = z.object({ identity: z.string(), name: z.string() })
type Sessions = Pick<Store, 'engine' | 'covers'>

/** As long as no chain is: it ends what would not end by itself. */
const longest = 50
/** Openings that are looked at. */
const most = 1_000

/**
 * Who opened the session that each of these acts in, and the one that opener acted in, and so on to the first that is no
 * session, or of which no record tells: nearest first. A chain that comes back to where it was ends there.
 * @returns chains by `actingKey`
 */
export async function openedBy(store: Sessions, acting: readonly Acting[], options: QueryOptions): Promise<Map<string, Link[]>> {
  const links = new Map<string, Link | undefined>()
  for (let step = 0, next = distinct(acting); next.length > 0 && step < longest; step += 1) {
    const found = await nearest(store, next, options)
    for (const each of next) links.set(actingKey(each), found.get(actingKey(each)))
    next = distinct([...found.values()].map(({ opener, key }) => ({ identity: opener, key }))).filter((each) => !links.has(actingKey(each)))
  }
  return new Map(acting.map((each) => {
    const chain: Link[] = []
    const seen = new Set([actingKey(each)])
    for (let link = links.get(actingKey(each)); link; ) {
      chain.push(link)
      const up = actingKey({ identity: link.opener, key: link.key })
      if (seen.has(up)) break
      seen.add(up)
      link = links.get(up)
    }
    return [actingKey(each), chain]
  }))
}

/** Under what `openedBy` answers. */
export const actingKey = ({ identity, key }: Acting): string => JSON.stringify([identity, key])

const distinct = (acting: readonly Acting[]) => [...new Map(acting.map((each) => [actingKey(each), each])).values()]

/** The nearest opener of each; none for whoever acts in no session. */
async function nearest(store: Sessions, acting: readonly Acting[], options: QueryOptions): Promise<Map<string, Link>> {
  const sessions = acting.filter(({ identity, key }) => isSession(identity) || isTemporary(key))
  if (sessions.length === 0) return new Map()
  const byKey = await openingsByKey(store.engine, sessions, options)
  const found = new Map<string, Link>()
  const prove = (some: readonly Acting[], link: (each: Acting) => Link | undefined) =>
    some.filter((each) => {
      const proven = link(each)
      if (proven) found.set(actingKey(each), proven)
      return !proven && isSession(each.identity)
    })
  // Most sessions are told by their key; of a name there may be thousands, and they are asked for only where no key tells.
  const unnamed = prove(sessions, (each) => linkByKey(each, byKey))
  const byName = await openingsByName(store.engine, unnamed, options)
  const unknown = prove(unnamed, (each) => linkByName(each, byName))
  for (const [key, link] of await guesses(store, unknown, byName, options)) found.set(key, link)
  return found
}

/** Whether an identity is that of a session: somebody must have opened it. */
export const isSession = (identity: string): boolean => /^arn:[^:]*:sts::\d*:(assumed-role|federated-user)\//.test(identity)
const isTemporary = (key: string) => key.startsWith('ASIA')

const openingsWhere = (engine: Engine, which: Sql, options: QueryOptions): Promise<Opening[]> =>
  engine.rows(opening, sql`
    SELECT issued, opens, opener, key, type, shared, event, toUnixTimestamp(min(time)) AS seconds FROM events
    WHERE opener != '' AND (${which})
    GROUP BY issued, opens, opener, key, type, shared, event ORDER BY seconds DESC LIMIT ${most}`, options)

/** The records that gave out the keys of these sessions, and the other account's half of them, which may not tell the key. */
async function openingsByKey(engine: Engine, sessions: readonly Acting[], options: QueryOptions): Promise<Opening[]> {
  const keys = [...new Set(sessions.flatMap(({ key }) => (key === '' ? [] : [key])))]
  if (keys.length === 0) return []
  const issuing = await openingsWhere(engine, sql`issued IN ${keys}`, options)
  const shared = [...new Set(issuing.flatMap((each) => (each.shared === '' ? [] : [each.shared])))]
  return shared.length === 0 ? issuing : [...issuing, ...(await openingsWhere(engine, sql`issued = '' AND shared IN ${shared}`, options))]
}

/** The latest records that opened sessions of these names. */
async function openingsByName(engine: Engine, sessions: readonly Acting[], options: QueryOptions): Promise<Opening[]> {
  const names = [...new Set(sessions.map(({ identity }) => identity))]
  return names.length === 0 ? [] : openingsWhere(engine, sql`opens IN ${names}`, options)
}

/** What a record proves that gave the session's key to somebody. */
function linkByKey({ key }: Acting, openings: readonly Opening[]): Link | undefined {
  const issuing = key === '' ? [] : openings.filter(({ issued }) => issued === key)
  const halves = openings.filter(({ issued, shared }) => shared !== '' && issued === '' && issuing.some((each) => each.shared === shared))
  // Of the two halves of a call across accounts, that of the caller's account says who it was.
  const byKey = [...issuing, ...halves].sort((a, b) => Number(isOther(a)) - Number(isOther(b)) || a.seconds - b.seconds)[0]
  return byKey && linkTo(byKey, 'key', 'a record gave this key to them')
}

/** What a record proves that opened a session of this name for somebody, without telling its key. */
function linkByName({ identity }: Acting, openings: readonly Opening[]): Link | undefined {
  const byName = openings.filter(({ issued, opens }) => issued === '' && opens === identity)
  const openers = new Set(byName.map(({ opener }) => opener))
  if (!byName[0]) return undefined
  return openers.size === 1
    ? linkTo(byName[0], 'record', 'a record says that they opened this session, but not with which key')
    : linkTo(byName[0], 'guess', `records name ${openers.size} who opened sessions of this name, without their keys`)
}

const isOther = ({ type }: Opening) => type === 'AWSAccount'

const linkTo = ({ opener, key, event, seconds }: Opening, certainty: Link['certainty'], why: string): Link => ({
  opener, key, certainty, why, event, at: new Date(seconds * 1000).toISOString(),
})

/** Who probably opened sessions of which no record says so: by what the session says of itself, else by its name. */
async function guesses(store: Sessions, unknown: readonly Acting[], openings: readonly Opening[], options: QueryOptions): Promise<Map<string, Link>> {
  if (unknown.length === 0) return new Map()
  const names = unknown.map(({ identity }) => identity)
  const { engine } = store
  const sessions = { covers: store.covers() }
  const said = await engine.rows(sourced, sql`
    SELECT DISTINCT identity, key, source_identity FROM ${sessionsWhere(sessions, sql`identity, key, source_identity`, sql`identity IN ${names} AND source_identity != ''`)}`, options)
  const wordOf = ({ identity, key }: Acting) => said.find((row) => row.identity === identity && row.key === key)?.source_identity ?? ''
  const people = await peopleCalled(store, unknown.flatMap((each) => [wordOf(each), sessionName(each.identity)]), options)
  return new Map(unknown.flatMap((each): [string, Link][] => {
    const link = guess(each, wordOf(each), openings, people)
    return link ? [[actingKey(each), link]] : []
  }))
}

const sessionName = (identity: string) => identity.slice(identity.lastIndexOf('/') + 1)
const accountOf = (identity: string) => identity.split(':')[4] ?? ''

function guess({ identity }: Acting, source: string, openings: readonly Opening[], people: readonly z.infer<typeof named>[]): Link | undefined {
  const only = (name: string, account?: string) => {
    const called = people.filter((person) => name !== '' && person.name === name && (account === undefined || accountOf(person.identity) === account))
    return called.length === 1 ? called[0]?.identity : undefined
  }
  const guessed = (opener: string, why: string): Link => ({ opener, key: '', certainty: 'guess', why, event: '', at: null })
  if (source !== '') return guessed(only(source) ?? source, `the session says that it acts for ${source}, but no record of its opening is stored`)
  const sameName = openings.filter(({ opens }) => opens === identity)
  if (sameName[0] && new Set(sameName.map(({ opener }) => opener)).size === 1) {
    return linkTo(sameName[0], 'guess', 'they opened another session of the same name, but no record of the opening of this one is stored')
  }
  const person = only(sessionName(identity), accountOf(identity)) ?? only(sessionName(identity))
  return person === undefined ? undefined : guessed(person, 'the session has their name, but no record of its opening is stored')
}

/** Users that go by one of these names. */
async function peopleCalled({ engine, covers }: Sessions, words: readonly string[], options: QueryOptions) {
  const names = [...new Set(words.filter((word) => word !== ''))]
  const isPerson = sql`type IN ('IAMUser', 'AssumedRole', 'IdentityCenterUser') AND (match(identity, '^arn:[^:]*:iam::[0-9]*:user/') OR startsWith(identity, 'identity-center:'))`
  return engine.rows(named, sql`
    SELECT DISTINCT identity, if(startsWith(identity, 'identity-center:'), substring(identity, 17), arrayElement(splitByChar('/', identity), -1)) AS name
    FROM ${sessionsWhere({ covers: covers() }, sql`identity`, isPerson)} WHERE name IN ${names}`, options)
}
