'use client'

import { calendarContract } from '@/lib/api/sign-offs'
import { useAnswer } from '@/lib/api/use-answer'
import type { Filter } from '@/lib/filter/filter'
import { during, instant } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { useIsOld } from '@/components/filters/time-range'
import { useHealth } from '@/components/shell/use-health'

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
  const isOld = useIsOld()
  const isGiven = filter.from !== undefined || filter.to !== undefined
  const calendar = useAnswer(calendarContract, {}, { filter: { ...filter, choices: filter.choices.account ? { account: filter.choices.account } : {} } })
  const signed = calendar.data?.lastSigned ? Date.parse(calendar.data.lastSigned) : undefined
  if (isGiven || calendar.error) return { filter, signed, isAllSigned: false }
  if (calendar.data === undefined || health === undefined) return { filter: undefined, signed, isAllSigned: false }
  const newest = health.newest ? Date.parse(health.newest) : undefined
  if (signed === undefined || newest === undefined) return { filter, signed, isAllSigned: false }
  if (newest < signed) return { filter, signed, isAllSigned: true }
  return { filter: during(filter, instant(signed), isOld ? instant(newest + 1000) : undefined), signed, isAllSigned: false }
}
