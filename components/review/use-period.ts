'use client'

import { useMemo } from 'react'
import { calendarContract } from '@/lib/api/sign-offs'
import { useAnswer } from '@/lib/api/use-answer'
import type { Filter } from '@/lib/filter/filter'
import { usePlace } from '@/components/filters/place-provider'
import { isBehind } from '@/components/shell/is-behind'
import { useHealth } from '@/components/shell/use-health'
import { periodOf, signedBy } from './period'

/** The period that is reviewed. */
export interface Period {
  /** The Filter with its span; undefined until it is known where the last review ended. */
  filter: Filter | undefined
  /** Up to when everything is signed, in milliseconds. */
  signed: number | undefined
  /** Nothing arrived since; what is shown is the last day. */
  isAllSigned: boolean
}

/** The period that the URL says or, where it says none, the time since the last sign-off. */
export function usePeriod(): Period {
  const { filter } = usePlace()
  const { data: health } = useHealth()
  const isGiven = filter.from !== undefined || filter.to !== undefined
  const calendar = useAnswer(calendarContract, {}, { filter: signedBy(filter) })
  const signed = calendar.data?.lastSigned ? Date.parse(calendar.data.lastSigned) : undefined
  const newest = health?.newest ? Date.parse(health.newest) : undefined
  const isEarly = health !== undefined && isBehind(health)
  const period = useMemo(() => periodOf(filter, { signed, newest, isBehind: isEarly }), [filter, signed, newest, isEarly])
  if (isGiven || calendar.error) return { filter, signed, isAllSigned: false }
  if (calendar.data === undefined || health === undefined) return { filter: undefined, signed, isAllSigned: false }
  return { signed, ...period }
}
