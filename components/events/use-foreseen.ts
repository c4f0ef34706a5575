'use client'

import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { eventContract } from '@/lib/api/events'
import { answerOf } from '@/lib/api/use-answer'

/** As long as one stays on an event that one means, in milliseconds; rows that only pass by are not asked for. */
const moment = 40

/** Brings the records of events, so that opening them waits for nothing, or for less. */
export interface Foreseen {
  /** Those that are likely to be opened next. */
  foresee: (...eventIDs: string[]) => void
  /** One that is being opened: it is asked for while the page draws the reader. */
  bring: (eventID: string) => void
}

function foreseenBy(client: QueryClient): Foreseen {
  let timer: ReturnType<typeof setTimeout> | undefined
  const bring = (eventID: string) => void client.prefetchQuery(answerOf(eventContract, { eventID }))
  return {
    bring,
    foresee: (...eventIDs) => {
      clearTimeout(timer)
      timer = setTimeout(() => eventIDs.forEach(bring), moment)
    },
  }
}

export function useForeseen(): Foreseen {
  const client = useQueryClient()
  const [foreseen] = useState(() => foreseenBy(client))
  return foreseen
}
