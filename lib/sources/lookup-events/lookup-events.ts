import { setTimeout } from 'node:timers/promises'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { folderSource } from '../folder/folder'
import { watchAndFetch, type LiveSource } from '../live-source'
import { readReach, type Stream } from './cache'
import { follow, type AskPage, type Follower } from './follow'
import { lookedUp, lookupPage } from './page'
import { backoff, lookupsPerSecond, paceOf } from '../pace'
import { regionFound } from '../aws-region'
import { troubleOf } from '../aws-trouble'

/** Events of services that belong to no region (IAM, STS, sign-in, CloudFront) are recorded in the first region of their partition. */
const globalRegions: readonly [RegExp, string][] = [
  [/^us-gov-/, 'us-gov-west-1'],
  [/^cn-/, 'cn-north-1'],
  [/^/, 'us-east-1'],
]

/** Where AWS records what belongs to no region, seen from a region of the same partition. */
export const globalRegionOf = (region: string): string => globalRegions.find(([partition]) => partition.test(region))?.[1] ?? region

interface Options {
  name: string
  folders: { copies: string; state: string }
  regions: readonly string[]
}

/**
 * The events that LookupEvents gives of the account whose credentials the SDK finds. They are written to a folder in trail
 * layout, and read from there as those of any folder.
 * @param name what the source is called
 * @param folders where they are written to, and where it is noted how far that has come
 * @param regions where to ask; if none is given, the region that the SDK finds, and the one of what belongs to no region
 */
export function lookupEventsSource({ name, folders: { copies, state: reach }, regions: given }: Options): LiveSource {
  const files = folderSource({ name, kind: 'lookup', folder: copies })
  let followers: Follower[] = []
  let problem: string | undefined
  let where = 'the account of these credentials'

  const start = async (tell: () => void, signal: AbortSignal) => {
    const found = given[0] ?? (await regionFound())
    const regions = given.length > 0 ? given : [...new Set([found, globalRegionOf(found)])]
    where = `${where}, ${regions.join(', ')}`
    const account = await accountOf(found, signal, (words) => (problem = words))
    where = `account ${account}, ${regions.join(', ')}`
    const streams = regions.flatMap((region) => (['management', 'insight'] as const).map((category): Stream => ({ account, region, category })))
    const paces = new Map(regions.map((region) => [region, paceOf(lookupsPerSecond)]))
    const clients = new Map(regions.map((region) => [region, new CloudTrailClient({ region, maxAttempts: 1 })]))
    followers = await Promise.all(
      streams.map(async (stream) => {
        const client = clients.get(stream.region)
        const pace = paces.get(stream.region)
        if (!client || !pace) throw new Error(`no client for ${stream.region}`)
        return follow({ ask: asking(client, stream), pace, folders: { records: copies, reach }, stream, reach: await readReach(reach, stream), onFile: tell })
      }),
    )
    await Promise.all(followers.map((follower) => follower.run(signal)))
  }

  return {
    ...files,
    get location() {
      return where
    },
    watch: watchAndFetch(files, start, (name) => {
      problem = `Reading LookupEvents has ended (${name}). Start the desk again; what was fetched is kept.`
    }),
    streams: () => followers.map((follower) => follower.state()),
    share() {
      const shares = followers.map((follower) => follower.state()).flatMap(({ stream, share }) => (stream.category === 'management' ? [share] : []))
      return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length
    },
    problems: () => [problem, ...followers.map((follower) => follower.state().problem)].filter((each) => each !== undefined),
    lookNow: () => followers.forEach((follower) => follower.look()),
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

/** The account of the credentials, asked until AWS tells. */
async function accountOf(region: string, signal: AbortSignal, tell: (problem: string | undefined) => void): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    // Credentials that were renewed meanwhile are found by a new client only.
    const client = new STSClient({ region, maxAttempts: 1 })
    try {
      const { Account } = await client.send(new GetCallerIdentityCommand({}), { abortSignal: signal })
      if (Account === undefined || !/^\d{12}$/.test(Account)) throw new Error('AWS told no account')
      tell(undefined)
      return Account
    } catch (error) {
      signal.throwIfAborted()
      tell(troubleOf(error, 'sts:GetCallerIdentity', region).message)
      await setTimeout(backoff(tries), undefined, { signal })
    } finally {
      client.destroy()
    }
  }
}
