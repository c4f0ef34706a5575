'use client'

import { Globe } from 'lucide-react'
import { later } from '@/components/ui/later'
import { Popover } from '@/components/ui/popover'
import { usePlace } from './place-provider'

const ZoneList = later(() => import('./zone-list').then((code) => code.ZoneList), <div className="h-72" />)

/** The zone in which days and hours are cut and shown. */
export function ZonePicker() {
  const { filter, narrow } = usePlace()
  return (
    <Popover
      name={`Time zone: ${filter.tz}`}
      onIntent={() => void ZoneList.load().catch(() => undefined)}
      label={
        <>
          <Globe aria-hidden className="size-4" />
          {filter.tz}
        </>
      }
    >
      {(close) => (
        <ZoneList
          chosen={filter.tz}
          onChoose={(tz) => {
            narrow({ ...filter, tz })
            close()
          }}
        />
      )}
    </Popover>
  )
}
