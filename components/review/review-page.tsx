'use client'

import { useRouter } from 'next/navigation'
import { memo, useEffect, useRef, useState, type ComponentProps, type ReactNode } from 'react'
import { reviewContract, type ReviewItem } from '@/lib/api/review'
import { useAnswer } from '@/lib/api/use-answer'
import { filterFrom } from '@/lib/filter/filter'
import { Heatmap } from '@/components/charts/heatmap'
import { Timeline } from '@/components/charts/timeline'
import { FilterBar } from '@/components/filters/filter-bar'
import { OnExplore, usePlace, WithFilter } from '@/components/filters/place-provider'
import { prepareReader } from '@/components/reader/reader'
import { PageButtons } from '@/components/shell/help'
import { useKeys } from '@/components/ui/use-keys'
import { expectingAt } from './item-actions'
import { ItemReader } from './item-reader'
import { NoteForm } from './note-form'
import { QueueList } from './queue-list'
import { ReadingList } from './reading-list'
import { ReviewBar } from './review-frame'
import { ReviewHead } from './review-head'
import { SignOffButton } from './sign-off'
import { useActing } from './use-acting'
import { usePeriod } from './use-period'
import { entryOf, isExpected, useQueue } from './use-queue'

/** The daily review: what is different, what is risky, each story decided, and the day signed off. */
export function ReviewPage() {
  const router = useRouter()
  const place = usePlace()
  const { view, see } = place
  const { filter, signed, isAllSigned } = usePeriod()
  const period = filter ?? place.filter
  const answer = useAnswer(reviewContract, {}, { filter: period, enabled: filter !== undefined })
  const review = filter === undefined ? undefined : answer.data
  const [isShowingExpected, setShowingExpected] = useState(false)
  const [isFolded, setFolded] = useState(false)
  const fold = () => setFolded(!isFolded)
  const [isNoting, setNoting] = useState(false)
  const { act, ask } = useActing()
  const isDrawn = review !== undefined
  useEffect(() => {
    if (isDrawn) prepareReader()
  }, [isDrawn])

  const all = review?.items ?? []
  const expected = all.filter(isExpected)
  const items = isShowingExpected ? all : all.filter((item) => !isExpected(item))
  const queue = useQueue(review?.items, items, act)
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
    f: () => (current ? router.push(expectingAt(current)) : false),
    v: fold,
  }, 'review')
  return (
    <div className="flex">
      <main id="content" className="@container/desk min-w-0 flex-1">
        <ReviewBar />
        <FilterBar shown={review} />
        <WithFilter filter={period}>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-px border-b border-line bg-line">
            <ReviewHead review={review} signed={signed} isAllSigned={isAllSigned}>
              {review && <SignOffButton from={review.from} to={review.to} filter={period} items={review.items} decisions={queue.decisions} />}
              <PageButtons isFolded={isFolded} onFold={fold} />
            </ReviewHead>
            {filter && !isFolded && <Pictures unusual={review?.unusual} />}
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
            <ReadingList filter={period} isReady={review !== undefined} />
          </div>
        </WithFilter>
      </main>
      {view.open !== undefined && (
        <WithFilter filter={current ? filterFrom(current.filter) : period}>
          <ItemReader key={current?.id} eventID={view.open} isShort={current !== undefined && current.count <= 100} />
        </WithFilter>
      )}
      {isNoting && current && (
        <NoteDialog onClose={() => setNoting(false)}>
          <NoteForm on={{ kind: 'item', item: entryOf(current) }} name={`“${current.title}”`} tz={period.tz} onDone={() => setNoting(false)} />
        </NoteDialog>
      )}
      {ask}
    </div>
  )
}

/** The pictures of the period; they are the same whichever story one looks at. */
const Pictures = memo(function Pictures({ unusual }: Pick<ComponentProps<typeof Heatmap>, 'unusual'>) {
  return (
    <OnExplore>
      <Timeline folded={false} />
      <Heatmap folded={false} unusual={unusual} />
    </OnExplore>
  )
})

/** Over the page: a note on a story is written wherever in the queue that stands. */
function NoteDialog({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-label="Note" onClose={onClose} className="m-auto w-[30rem] max-w-[calc(100vw-2rem)] rounded-md border border-edge bg-raised p-4 text-ink shadow-lg backdrop:bg-black/40">
      {children}
    </dialog>
  )
}
