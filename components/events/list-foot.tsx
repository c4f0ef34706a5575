'use client'

import { counted, grouped } from '@/components/ui/number'
import type { Reading } from './use-reading'

/** How far the list has been read, or why it goes no further. In print, how many of the events stand on the paper. */
export function ListFoot({ list, drawn }: { list: Reading['list']; drawn: number }) {
  const { events, total, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list
  return (
    <>
      <p className="on-screen px-3 py-2 text-sm text-soft">
        {isFetchNextPageError ? (
          <button type="button" className="control" onClick={() => void fetchNextPage()}>
            The next events could not be read: retry
          </button>
        ) : hasNextPage ? (
          `${grouped(events.length)} of ${grouped(total)} read${isFetchingNextPage ? ', reading on' : ''}`
        ) : (
          `${counted(total, 'event')}, back to the oldest of the filter`
        )}
      </p>
      <p className="hidden px-3 py-2 print:block">
        {grouped(drawn)} of {counted(total, 'event')} printed
      </p>
    </>
  )
}
