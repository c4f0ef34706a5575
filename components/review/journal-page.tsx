'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { ask, type ProblemError } from '@/lib/api/client'
import { journalCheckContract, journalContract } from '@/lib/api/journal'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'
import { stamp, zoneName } from '@/components/time-format'
import { CopyButton } from '@/components/ui/copy'
import { bytes, counted } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { Short } from '@/components/ui/short'
import { Table } from '@/components/sources/table'
import { EntryWords } from './entry-words'
import { ReviewFrame } from './review-frame'

/** Everything that was decided, noted, expected and signed, and the proof that none of it was altered. */
export function JournalPage() {
  return (
    <ReviewFrame title="Journal">
      <Proof />
      <Entries />
    </ReviewFrame>
  )
}

function Proof() {
  const check = useAnswer(journalCheckContract, {})
  return (
    <Panel
      title="Proof"
      answer={check}
      isEmpty={() => false}
      skeleton={<div className="mx-3 mb-3 h-16 animate-pulse rounded bg-hover" />}
      aside={
        <button type="button" className="control on-screen ml-auto" onClick={() => void check.refetch()} disabled={check.isFetching}>
          {check.isFetching ? 'Reading it' : 'Check again'}
        </button>
      }
    >
      {({ whole, entries, bytes: size, head, faults, cutOff }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-1 px-3 pb-3">
          <p role="status" aria-label="Journal" className={whole ? 'font-semibold' : 'w-fit bg-mark px-1.5 font-semibold'}>
            {entries === 0 && whole ? 'Nothing to prove yet' : whole ? `✓ Whole: ${counted(entries, 'entry', 'entries')}, ${bytes(size)}, each with the hash of the one before` : `✗ Not whole: ${counted(faults.length, 'fault')} in ${counted(entries, 'entry', 'entries')}`}
          </p>
          {faults.length > 0 && (
            <Table label="Faults" heads={['Line', 'Entry', 'What is wrong']} rows={faults.map(({ line, entry, what }) => [<span key="line" className="value">{line}</span>, entry ?? 'cannot be read', <span key="what" className="block min-w-60">{what}</span>])} />
          )}
          {cutOff > 0 && <p className="text-soft">After the last entry stand {bytes(cutOff)} of a write that was cut off.</p>}
          {entries > 0 && <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="text-soft">Hash of the last entry</span>
            <span className="flex min-w-0 max-w-full flex-1 basis-40 wide:flex-none"><Short text={head} tail={12} className="value" /></span>
            <span className="on-screen"><CopyButton label="Copy hash" text={() => head} /></span>
          </p>}
          <p className="text-soft">
            {entries === 0 ? 'Each entry carries the hash of the one before. The last hash, noted elsewhere,' : 'Noted elsewhere, that hash'} proves later that nothing was taken away: <code>npm run journal:verify -- --data DIR --head HASH</code>
          </p>
        </div>
      )}
    </Panel>
  )
}

function Entries() {
  const { tz } = usePlace().filter
  const query = useInfiniteQuery<Awaited<ReturnType<typeof page>>, ProblemError, { entries: Awaited<ReturnType<typeof page>>['entries'] }, string[], number | undefined>({
    queryKey: [journalContract.path, 'entries'],
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ entries }) => {
      const last = entries.at(-1)?.entry.seq
      return last === undefined || last === 1 ? undefined : last
    },
    select: ({ pages }) => ({ entries: pages.flatMap(({ entries }) => entries) }),
  })
  return (
    <Panel
      title="Entries, newest first"
      answer={{ ...query, isPlaceholderData: false }}
      isEmpty={({ entries }) => entries.length === 0}
      empty={<p className="px-3 pb-3 text-soft">Nothing is entered yet. What reviewers decide, note, expect and sign in <Link className="link" prefetch={false} href="/">today’s review</Link> is entered here, and never changed.</p>}
      skeleton={<div className="mx-3 mb-3 h-80 animate-pulse rounded bg-hover" />}
    >
      {({ entries }) => (
        <>
          <ol aria-label="Entries">
            {entries.map(({ entry, hash }) => (
              <li key={entry.seq} id={`entry-${entry.seq}`} className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3 border-t border-line px-3 py-1.5 wide:grid-cols-[2.5rem_12.5rem_9rem_minmax(0,1fr)_8rem]">
                <span className="value text-right text-soft">{entry.seq}</span>
                <time dateTime={entry.at} className="value whitespace-nowrap">
                  {stamp(new Date(entry.at), tz)} <span className="text-soft">{zoneName(tz, new Date(entry.at))}</span>
                </time>
                <span className="col-start-2 truncate font-semibold wide:col-start-auto" title={entry.by}>{entry.by}</span>
                <div className="col-start-2 min-w-0 [overflow-wrap:anywhere] wide:col-start-auto"><EntryWords entry={entry} tz={tz} /></div>
                <span className="col-start-2 flex min-w-0 wide:col-start-auto" title="Hash of the entry"><Short text={hash} tail={6} className="value text-sm text-soft" /></span>
              </li>
            ))}
          </ol>
          {query.hasNextPage && (
            <div className="on-screen border-t border-line p-3">
              <button type="button" className="control" onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
                Earlier entries
              </button>
            </div>
          )}
        </>
      )}
    </Panel>
  )
}

const page = (before: number | undefined, signal: AbortSignal) => ask(journalContract, new URLSearchParams(before === undefined ? { limit: '100' } : { limit: '100', before: String(before) }), signal)
