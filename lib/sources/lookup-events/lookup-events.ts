import { setTimeout } from 'node:timers/promises'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Gate } from '../gate'
import { fetchedFolder, fetching, type LiveSource, type StreamState } from '../live-source'
import { readReach, type Stream } from './cache'
import { follow, type AskPage, type Follower } from './follow'
import { lookedUp, lookupPage } from './page'
import { partitionOf } from './regions'
import { backoff, lookupsPerSecond, paceOf } from '../pace'
import { credentialsOf, regionFound, type Access, type Credentials } from '../aws-access'
import { behindOf, clockInWords, missingPermissionIn, troubleOf } from '../aws-trouble'
import { answering } from '../waits'

interface Options {
  /** What the source is called. */
  name: string
  /** Where records are written to, and where it is noted how far that has come. */
  folders: { copies: string; state: string }
  access: Access
  /** Where to ask; if none is given, the region that the SDK finds, and those of what belongs to no region. */
  regions: readonly string[] | 'all'
  /** How many days back; AWS keeps ninety. */
  days: number
  /** Holds requests while the source is paused. */
  gate?: Gate | undefined
}

/** So often it is looked whether regions have been opted in to. */
const lookForRegions = 3_600_000

/**
 * The events that LookupEvents gives of an account. They are written to a folder in trail layout, and read from there as
 * those of any folder.
 */
export function lookupEventsSource({ name, folders, access, regions: given, days, gate }: Options): LiveSource {
  const files = fetchedFolder({ name, kind: 'lookup', folder: folders.copies })
  const credentials = credentialsOf(access, gate)
  const followers: Follower[] = []
  let problem: string | undefined
  let where = 'the account of these credentials'
  const clients: CloudTrailClient[] = []
  /** Regions that nobody named and that have little: an organization that permits nothing there is not told so on every page. */
  let unnamed: ReadonlySet<string> = new Set()
  const isTold = ({ stream, problem: trouble }: StreamState) => trouble !== undefined && !(unnamed.has(stream.region) && missingPermissionIn(trouble))

  const start = async (tell: () => void, signal: AbortSignal) => {
    const found = given === 'all' || given[0] === undefined ? await regionFound(access) : given[0]
    const { global, always, optIn } = partitionOf(found)
    const regions = given === 'all' ? always : given.length > 0 ? given : [...new Set([found, ...global])]
    if (given.length === 0) unnamed = new Set(global.slice(1).filter((region) => region !== found))
    const inWords = given === 'all' ? 'all regions' : regions.join(', ')
    where = `${where}, ${inWords}`
    const { account, systemClockOffset } = await accountOf(credentials, found, signal, (words) => (problem = words))
    where = `account ${account}, ${inWords}`
    const followIn = async (region: string) => {
      const client = new CloudTrailClient({ ...credentials.config, region, maxAttempts: 1, systemClockOffset, requestHandler: answering })
      clients.push(client)
      const pace = paceOf(lookupsPerSecond)
      const both = await Promise.all(
        (['management', 'insight'] as const).map(async (category) => {
          const stream: Stream = { account, region, category }
          const ask = asking(client, stream)
          const renewing: AskPage = (span, token, until) => credentials.renewing(() => ask(span, token, until), () => pace.turn(until))
          return follow({ ask: renewing, pace, folders: { records: folders.copies, reach: folders.state }, stream, reach: await readReach(folders.state, stream), days, onFile: tell, now: () => Date.now() + behindOf(client) })
        }),
      )
      followers.push(...both)
      await Promise.all(both.map((follower) => follower.run(signal)))
    }
    const joinIn = async () => {
      const missing = new Set(given === 'all' ? optIn : [])
      const following: Promise<void>[] = []
      while (!signal.aborted && missing.size > 0) {
        for (const region of missing) {
          if (!(await isEnabled(credentials, region, signal))) continue
          missing.delete(region)
          following.push(followIn(region))
        }
        await Promise.race([setTimeout(lookForRegions, undefined, { signal }), ...following])
      }
      await Promise.all(following)
    }
    await Promise.all([...regions.map(followIn), joinIn()])
  }

  return {
    ...files,
    get location() {
      return where
    },
    watch: fetching(start, (name) => {
      problem = `Reading LookupEvents has ended (${name}). Start the desk again; what was fetched is kept.`
    }),
    streams: () => followers.map((follower) => follower.state()),
    share() {
      const shares = followers.map((follower) => follower.state()).flatMap(({ stream, share }) => (stream.category === 'management' ? [share] : []))
      return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
    },
    problems: () => [problem, clockInWords(behindOf(clients[0])), ...followers.map((follower) => follower.state()).filter(isTold).map((state) => state.problem)].filter((each) => each !== undefined),
    evidence: () => ({
      kind: 'lookup',
      places: followers.flatMap((follower) => {
        const { stream, problem } = follower.state()
        const { account, region, category } = stream
        return category === 'management' ? [{ account, region, reach: follower.spans(), since: Math.floor((Date.now() + behindOf(clients[0])) / 1_000) - days * 86_400, problem }] : []
      }),
    }),
    lookNow: () => followers.forEach((follower) => follower.look()),
    fetchSpan: (span) => followers.forEach((follower) => follower.fetchSpan(span)),
  }
}

/** Whether an account has opted in to a region: where it has not, the credentials are good for nothing. STS asks for no permission to tell. */
async function isEnabled(credentials: Credentials, region: string, signal: AbortSignal): Promise<boolean> {
  const client = new STSClient({ ...credentials.config, region, maxAttempts: 2, requestHandler: answering })
  try {
    await client.send(new GetCallerIdentityCommand({}), { abortSignal: signal })
    return true
  } catch {
    signal.throwIfAborted()
    return false
  } finally {
    client.destroy()
  }
}

/** Asks AWS for pages of a stream. */
export function asking(client: CloudTrailClient, { category }: Stream): AskPage {
  return async ({ from, to }, token, signal) => {
    const answer = await client.send(
      new LookupEventsCommand({
        StartTime: new Date(from * 1_000),
        EndTime: new Date(to * 1_000),
        MaxResults: 50,
        ...(category === 'insight' && { EventCategory: 'insight' }),
        ...(token !== undefined && { NextToken: token }),
      }),
      { abortSignal: signal },
    )
    const page = lookupPage.parse(answer)
    return { events: lookedUp(page), token: page.NextToken }
  }
}

/** The account of the credentials, asked until AWS tells, and by how many milliseconds its clock is ahead. */
async function accountOf(credentials: Credentials, region: string, signal: AbortSignal, tell: (problem: string | undefined) => void): Promise<{ account: string; systemClockOffset: number }> {
  const client = new STSClient({ ...credentials.config, region, maxAttempts: 1, requestHandler: answering })
  signal.addEventListener('abort', () => client.destroy(), { once: true })
  for (let tries = 1; ; tries += 1) {
    try {
      const { Account } = await credentials.renewing(() => client.send(new GetCallerIdentityCommand({}), { abortSignal: signal }))
      if (Account === undefined || !/^\d{12}$/.test(Account)) throw new Error('AWS told no account')
      tell(undefined)
      return { account: Account, systemClockOffset: client.config.systemClockOffset }
    } catch (error) {
      signal.throwIfAborted()
      tell(troubleOf(error, 'sts:GetCallerIdentity', region).message)
      await setTimeout(backoff(tries), undefined, { signal })
    }
  }
}
