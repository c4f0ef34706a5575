'use client'

import { exportContract } from '@/lib/api/export'
import { questionOf } from '@/lib/api/client'
import { usePlace } from '@/components/filters/place-provider'

/** Everything that the Filter selects, as files. */
export function ExportLinks() {
  const { filter } = usePlace()
  return (
    <>
      {(['csv', 'ndjson'] as const).map((format) => (
        <a
          key={format}
          className="control control-quiet px-1.5"
          href={`${exportContract.path}?${questionOf({ format }, filter)}`}
          download={`events.${format}`}
          title={format === 'csv' ? 'All events of the filter, the columns of the list' : 'All records of the filter, as AWS wrote them, one a line'}
        >
          {format === 'csv' ? 'CSV' : 'NDJSON'}
        </a>
      ))}
    </>
  )
}
