'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, questionOf } from '@/lib/api/client'
import { eventsContract } from '@/lib/api/events'
import type { Filter } from '@/lib/filter/filter'
import { instant } from '@/components/filters/edit'
import { useHealth } from '@/components/shell/use-health'

interface Asks {
  /** Under which the list is kept. */
  key: readonly string[]
  filter: Filter
  /** What the first page said, of this very Filter. */
  first: { from: string; total: number } | undefined
  isInUse: boolean
  toNewest: () => void
}

/** No oftener than this while logs are being read, in milliseconds. */
const least = 3_000

/**
 * When what is stored changes, a list that nobody reads in asks again by itself; one in use stays as it is, and tells how
 * many events have come, until somebody wants them.
 */
export function useNewer({ key, filter, first, isInUse, toNewest }: Asks): { count: number; show: () => void } {
  const client = useQueryClient()
  const version = useHealth().data?.version
  const name = JSON.stringify(key)
  const [shown, setShown] = useState<{ name: string; version: number }>()
  if (version !== undefined && first && shown?.name !== name) setShown({ name, version })
  const isOld = version !== undefined && shown !== undefined && shown.name === name && shown.version !== version

  useEffect(() => {
    if (!isOld || isInUse) return
    const timer = setTimeout(() => {
      setShown({ name, version })
      void client.invalidateQueries({ queryKey: JSON.parse(name) })
    }, least)
    return () => clearTimeout(timer)
  }, [client, isOld, isInUse, name, version])

  // Of "the last 24 hours" as much falls out at one end as comes in at the other: what is counted begins where the list does.
  const search = questionOf({ limit: 1 }, first ? { ...filter, from: instant(Date.parse(first.from)) } : filter)
  const { data } = useQuery({
    queryKey: [eventsContract.path, 'arrived', search.toString(), version],
    queryFn: ({ signal }) => ask(eventsContract, search, signal),
    enabled: isOld && isInUse && first !== undefined,
  })
  return {
    count: isOld && isInUse && data && first ? Math.max(0, data.total - first.total) : 0,
    show: () => {
      if (version !== undefined) setShown({ name, version })
      toNewest()
      void client.resetQueries({ queryKey: [...key] })
    },
  }
}
