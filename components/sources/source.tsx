'use client'

import Link from 'next/link'
import type { SourceState } from '@/lib/api/sources'
import { age, stamp, zoneName } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Short } from '@/components/ui/short'
import { useNow } from '@/components/ui/use-now'
import { Progress } from './progress'
import { Queue } from './queue'
import { Silent } from './silent'
import { Steering } from './steering'
import { Streams } from './streams'

const states: Record<SourceState['state'], string> = {
  waiting: 'waits for its turn',
  looking: 'looks for files',
  loading: 'reads',
  watching: 'up to date, watches for new files',
  failed: 'failed',
  paused: 'paused',
}

const following = ({ streams, queue, troubles }: SourceState) =>
  troubles.length > 0 ? 'not all of it can be fetched' : streams.length > 0 && streams.every(({ share }) => share === 1) ? (queue ? 'up to date, told by a queue, asks AWS every minute as well' : 'up to date, asks AWS every minute') : 'fetches what AWS has, newest first'

/** One source: where it looks, how far it has come and how long it still takes, what it covers. */
export function Source({ source, tz }: { source: SourceState; tz: string }) {
  const { name, kind, location, state, problem, files, covers, lastLook, pausedSince, silent, streams, queue, tally } = source
  const now = useNow()
  return (
    <li className="border-t border-line px-3 py-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 className="font-semibold">{name}</h3>
        <span className={state === 'failed' ? 'bg-mark px-1 font-semibold' : 'text-soft'}>{(kind === 'lookup' || kind === 's3') && state === 'watching' ? following(source) : states[state]}</span>
        {kind === 'sample' && <span className="text-soft">sample logs, made for trying things out. <Link className="link" href="/connect" prefetch={false}>Connect your own</Link></span>}
        <span className="flex min-w-0 flex-1 basis-60">
          <Short text={location} tail={20} className="value text-soft" />
        </span>
        <Steering source={source} />
      </div>
      {problem && <p role="alert" className="mt-1 w-fit bg-mark px-1.5">{problem}</p>}
      <Troubles source={source} />
      {pausedSince && <p className="mt-1 w-fit bg-mark px-1.5">Paused since {stamp(new Date(pausedSince), tz)} {zoneName(tz, new Date(pausedSince))}: nothing is fetched or read, after another start as well, until it is resumed.</p>}
      <Silent silent={silent} tz={tz} />
      <Progress source={source} />
      <p className="mt-1 flex flex-wrap gap-x-4 text-soft">
        <span>{grouped(files.read)} of {counted(files.found, 'file')} read</span>
        {files.withoutRecords > 0 && <span>{grouped(files.withoutRecords)} without records</span>}
        <span>{counted(tally.records, 'record')} stored, {grouped(tally.duplicates)} duplicates, {grouped(tally.quarantined)} quarantined</span>
        {covers && (
          <Link className="link" href={`/explore?${new URLSearchParams({ from: covers.from, to: secondAfter(covers.to), ...(tz !== 'UTC' && { tz }) })}`}>
            covers {stamp(new Date(covers.from), tz)} to {stamp(new Date(covers.to), tz)} {zoneName(tz, new Date(covers.to))}
          </Link>
        )}
        {streams.length === 0 && lastLook && <span title={stamp(new Date(lastLook), 'UTC')}>looked {age(new Date(lastLook), now)}</span>}
      </p>
      {queue && <Queue queue={queue} tz={tz} />}
      {streams.length > 0 && <Streams source={source} tz={tz} />}
    </li>
  )
}

/** So many troubles are told of one source. */
const toldAtMost = 5

/** What stands in the way of fetching; of the queue, that is told with it. */
function Troubles({ source: { troubles, queue } }: { source: SourceState }) {
  const others = troubles.filter((trouble) => trouble !== queue?.problem)
  return (
    <>
      {others.slice(0, toldAtMost).map((trouble) => (
        <p key={trouble} role="alert" className="mt-1 w-fit bg-mark px-1.5 [overflow-wrap:anywhere]">{trouble}</p>
      ))}
      {others.length > toldAtMost && <p className="mt-1 text-soft">And {grouped(others.length - toldAtMost)} more.</p>}
    </>
  )
}

const secondAfter = (time: string) => new Date(Date.parse(time) + 1_000).toISOString().replace('.000Z', 'Z')
