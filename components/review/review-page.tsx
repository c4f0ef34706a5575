'use client'

import { useEffect, useState } from 'react'
import { reviewContract, type ReviewItem } from '@/lib/api/review'
import { useAnswer } from '@/lib/api/use-answer'
import { filterFrom } from '@/lib/filter/filter'
import { Heatmap } from '@/components/charts/heatmap'
import { Timeline } from '@/components/charts/timeline'
import { KeysHelp, type KeyWords } from '@/components/events/keys-help'
import { FilterBar } from '@/components/filters/filter-bar'
import { OnExplore, usePlace, WithFilter } from '@/components/filters/place-provider'
import { prepareReader } from '@/components/reader/reader'
import { useKeys } from '@/components/ui/use-keys'
import { ItemReader } from './item-reader'
import { NoteForm } from './note-form'
import { QueueList } from './queue-list'
import { ReadingList } from './reading-list'
import { ReviewBar } from './review-frame'
import { ReviewHead } from './review-head'
import { SignOffButton } from './sign-off'
import { useActing } from './use-acting'
import { useJournalFollowed } from './use-journal'
import { usePeriod } from './use-period'
import { useQueue } from './use-queue'

const keys: readonly KeyWords[] = [
  ['j / k', 'next, previous story; in the reader: event'],
  ['Enter', 'read the events of the story'],
  ['Esc', 'close the reader'],
  ['e', 'expected'],
  ['s', 'suspicious: it stays until it is closed'],
  ['x', 'done'],
  ['n', 'leave a note'],
  ['u', 'undo'],
  ['y', 'copy the link to the event (in the reader)'],
  ['c', 'copy the raw record (in the reader)'],
  ['v', 'fold or unfold the pictures'],
  ['/', 'search'],
  ['?', 'these keys'],
  ['arrows', 'in a picture: read it; Enter narrows, Backspace zooms out'],
]

/** The daily review: what is different, what is risky, each story decided, and the day signed off. */
export function ReviewPage() {
  const place = usePlace()
  const { view, see } = place
  const { filter, signed, isAllSigned } = usePeriod()
  const period = filter ?? place.filter
  const answer = useAnswer(reviewContract, {}, { filter: period, enabled: filter !== undefined })
  const review = filter === undefined ? undefined : answer.data
  const [isShowingExpected, setShowingExpected] = useState(false)
  const [isFolded, setFolded] = useState(false)
  const [isHelp, setHelp] = useState(false)
  const [isNoting, setNoting] = useState(false)
  const { act, ask } = useActing()
  useJournalFollowed()
  const isDrawn = review !== undefined
  useEffect(() => {
    if (isDrawn) prepareReader()
  }, [isDrawn])

  const all = review?.items ?? []
  const expected = all.filter((item) => item.expected >= item.count)
  const items = isShowingExpected ? all : all.filter((item) => item.expected < item.count)
  const queue = useQueue(items, act)
  const { current } = queue
  const read = (eventID: string) => see({ item: current?.id, open: eventID }, view.open === undefined ? 'push' : 'replace')
  const open = (item: ReviewItem | undefined = current) => {
    if (item?.event) see({ item: item.id, open: item.event })
  }
  const isReading = view.open !== undefined

  useKeys({
    j: () => (isReading ? false : queue.move(1)),
    k: () => (isReading ? false : queue.move(-1)),
    Enter: () => (isReading || !current ? false : open()),
    e: () => queue.decide(current, 'expected'),
    s: () => queue.decide(current, 'suspicious'),
    x: () => queue.decide(current, 'done'),
    n: () => (current ? setNoting(true) : false),
    u: () => queue.undo(),
    v: () => setFolded(!isFolded),
    '?': () => setHelp(true),
  })
  return (
    <div className="flex">
      <main id="content" className="@container/desk min-w-0 flex-1">
        <ReviewBar />
        <FilterBar shown={review} />
        <WithFilter filter={period}>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-px border-b border-line bg-line">
            <ReviewHead review={review} signed={signed} isAllSigned={isAllSigned}>
              {review && <SignOffButton from={review.from} to={review.to} filter={period} items={review.items} />}
              <button type="button" className="control control-quiet" aria-pressed={isFolded} onClick={() => setFolded(!isFolded)} title="v">
                {isFolded ? 'Show pictures' : 'Fold pictures'}
              </button>
              <button type="button" className="control control-quiet" onClick={() => setHelp(true)} title="?">
                Keys
              </button>
            </ReviewHead>
            {filter && !isFolded && (
              <OnExplore>
                <Timeline folded={false} />
                <Heatmap folded={false} unusual={review?.unusual} />
              </OnExplore>
            )}
            <QueueList
              answer={{ ...answer, data: review }}
              queue={queue}
              items={items}
              expected={expected}
              isShowingExpected={isShowingExpected}
              onShowExpected={() => setShowingExpected(!isShowingExpected)}
              onOpen={open}
              onRead={read}
              onNote={() => setNoting(true)}
            />
            <ReadingList isReady={review !== undefined} />
          </div>
        </WithFilter>
      </main>
      {view.open !== undefined && (
        <WithFilter filter={current ? filterFrom(current.filter) : period}>
          <ItemReader key={current?.id} eventID={view.open} isShort={current !== undefined && current.count <= 100} />
        </WithFilter>
      )}
      {isNoting && current && <NoteForm item={current} act={act} onClose={() => setNoting(false)} />}
      {ask}
      <KeysHelp isOpen={isHelp} onClose={() => setHelp(false)} keys={keys} />
    </div>
  )
}
