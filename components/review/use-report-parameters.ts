'use client'

import { useSearchParams } from 'next/navigation'

/** As of which entry and batch the report of the address is; of now, where it does not say. */
export function useReportParameters(): { entry?: number; batch?: number } {
  const search = useSearchParams()
  const whole = (name: 'entry' | 'batch') => (/^\d{1,9}$/.test(search.get(name) ?? '') ? { [name]: Number(search.get(name)) } : {})
  return { ...whole('entry'), ...whole('batch') }
}
