'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { eventContract } from '@/lib/api/events'
import { answerOf } from '@/lib/api/use-answer'

/** As long as one stays on an event that one means, in milliseconds; rows that only pass by are not asked for. */
const moment = 40

/** Brings the records of events that are likely to be opened next, so that opening them waits for nothing. */
export function useForeseen(): (...eventIDs: string[]) => void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  return useCallback(
    (...eventIDs: string[]) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => eventIDs.forEach((eventID) => void client.prefetchQuery(answerOf(eventContract, { eventID }))), moment)
    },
    [client],
  )
}
