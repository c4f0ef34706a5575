'use client'

import { counted } from '@/components/ui/number'
import type { Reading } from './use-reading'

/** What there is above the first row: events that have come while somebody reads, and newer ones that are not read yet. */
export function ListHead({ list }: { list: Reading['list'] }) {
  const { newer, hasPreviousPage, isFetchingPreviousPage, isFetchPreviousPageError, fetchPreviousPage } = list
  return (
    <>
      {/* It takes no room, and the same whether or not it says something: what is read below must not move. */}
      <p role="status" className="on-screen pointer-events-none sticky top-14 z-10 m-0 flex h-0 justify-center">
        {newer.count > 0 && (
          <button type="button" className="control pointer-events-auto h-7 rounded-full border-edge bg-raised font-semibold shadow-md" onClick={newer.show}>
            {counted(newer.count, 'new event')}
          </button>
        )}
      </p>
      {hasPreviousPage && (
        <button type="button" className="on-screen control control-quiet mx-1.5 mb-1" disabled={isFetchingPreviousPage} onClick={() => void fetchPreviousPage()}>
          {isFetchPreviousPageError ? 'The newer events could not be read: retry' : isFetchingPreviousPage ? 'Reading newer events' : 'Newer events of the filter'}
        </button>
      )}
    </>
  )
}
