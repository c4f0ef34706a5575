'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProblemError } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import type { ReviewItem, reviewContract } from '@/lib/api/review'
import { filterFrom } from '@/lib/filter/filter'
import { usePlace, WithFilter } from '@/components/filters/place-provider'
import { counted } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { useSteady } from '@/components/ui/use-steady'
import { ItemActions } from './item-actions'
import { ItemEvents } from './item-events'
import { NoteList } from './notes'
import { QueueItem } from './queue-item'
import type { Queue } from './use-queue'

type Review = Answer<typeof reviewContract>
const skeleton = <div className="mx-3 mb-3 h-[28rem] animate-pulse rounded bg-hover" />

interface Props {
  answer: Pick<UseQueryResult<Review, ProblemError>, 'error' | 'isPlaceholderData' | 'dataUpdatedAt' | 'refetch'> & { data: Review | undefined }
  queue: Queue
  /** Stories that are looked at, and those all of whose events are expected. */
  items: readonly ReviewItem[]
  expected: readonly ReviewItem[]
  isShowingExpected: boolean
  onShowExpected: () => void
  onOpen: (item: ReviewItem | undefined) => void
  onRead: (eventID: string) => void
  onNote: () => void
}

/** The queue: what a person should look at, the most important first. */
export function QueueList({ answer, queue, items, expected, isShowingExpected, onShowExpected, onOpen, onRead, onNote }: Props) {
  const { filter, view } = usePlace()
  const [isExplained, setExplained] = useState(false)
  // The same at each step, so that only the stories that change are drawn again.
  const choose = useSteady(queue.goTo)
  const openOne = useSteady(onOpen)
  const isLong = answer.data !== undefined && Date.parse(answer.data.to) - Date.parse(answer.data.from) > 25 * 3_600_000
  return (
    <Panel
      title="To look at"
      answer={answer}
      isEmpty={(review) => review.items.length === 0}
      empty={<p className="px-3 pb-3 text-soft">{answer.data?.events === 0 ? 'There are no events to look at.' : 'Nothing stands out in this period. The records below are ordinary ones; read them all the same.'}</p>}
      skeleton={skeleton}
      aside={
        <>
          {queue.left !== undefined && items.length > 0 && (
            <span className="text-soft" role="status">
              {queue.left === 0 ? `all ${items.length} decided` : `${queue.left} of ${items.length} left`}
            </span>
          )}
          {queue.entering > 0 && <span className="text-soft">entering {queue.entering}…</span>}
          {expected.length > 0 && (
            <button type="button" className="on-screen control control-quiet" aria-pressed={isShowingExpected} onClick={onShowExpected}>
              {isShowingExpected ? 'Hide' : 'Show'} {counted(expected.length, 'expected story', 'expected stories')}
            </button>
          )}
          <button type="button" className="on-screen control control-quiet ml-auto" aria-expanded={isExplained} onClick={() => setExplained(!isExplained)}>
            How it is ordered
          </button>
        </>
      }
    >
      {(review) => (
        <>
          {isExplained && (
            <p className="max-w-3xl px-3 pb-2 text-soft">
              {review.rank} {review.left > 0 && `${counted(review.left, 'lesser story', 'lesser stories')} not shown.`}
            </p>
          )}
          {queue.problem && (
            <p role="alert" className="mx-3 mb-2 rounded bg-mark px-2 py-1">
              {queue.problem}
            </p>
          )}
          <ol aria-label="Stories" className="border-b border-line">
            {items.map((item, index) => {
              const isActive = index === queue.index
              const decided = queue.decisions?.get(item.id)
              return (
                <QueueItem key={item.id} item={item} place={index + 1} decided={decided} tz={filter.tz} isLong={isLong} isActive={isActive} isNamed={item.id === view.item} onChoose={choose} onOpen={openOne}>
                  {isActive && (
                    <>
                      <NoteList on={`item:${item.id}`} label="Notes" tz={filter.tz} />
                      <WithFilter filter={filterFrom(item.filter)}>
                        <ItemEvents query={item.filter} onRead={onRead} />
                      </WithFilter>
                      <ItemActions item={item} isDecided={(decided?.decision ?? null) !== null} onOpen={() => onOpen(item)} onDecide={(verdict) => queue.decide(item, verdict)} onNote={onNote} onUndo={() => queue.undo(item)} />
                    </>
                  )}
                </QueueItem>
              )
            })}
          </ol>
        </>
      )}
    </Panel>
  )
}
