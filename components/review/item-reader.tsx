'use client'

import { useReading } from '@/components/events/use-reading'
import { Reader } from '@/components/reader/reader'
import { useKeys } from '@/components/ui/use-keys'

/** The reader beside the queue: it goes through the events of the story that is looked at. */
export function ItemReader({ eventID, isShort }: { eventID: string; isShort: boolean }) {
  const reading = useReading(isShort)
  useKeys({ j: () => reading.move(1), k: () => reading.move(-1), Escape: reading.close, y: () => void reading.copyLink() })
  return <Reader eventID={eventID} reading={reading} />
}
