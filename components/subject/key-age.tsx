'use client'

import Link from 'next/link'
import type { KeyHistory } from '@/lib/api/activity'
import { inPath } from '@/lib/api/in-path'
import { usePlace } from '@/components/filters/place-provider'
import { IdentityLink } from '@/components/identity/identity-link'
import { stamp } from '@/components/time-format'

type Call = NonNullable<KeyHistory['created']>

/** How old a lasting key is: since it was created, where a record tells that, else since it was first seen; and whether it ended. */
export function KeyAge({ firstSeen, created, ended }: KeyHistory & { firstSeen: string }) {
  const day = useDay()
  return (
    <>
      {created ? (
        <>
          created <Told call={created} />
        </>
      ) : (
        <span title="No record of its creation is stored">in use since at least {day(firstSeen)}</span>
      )}
      {ended && (
        <>
          , <strong className="text-ink">{ended.as === 'deleted' ? 'deleted' : 'switched off'}</strong> <Told call={ended} />
        </>
      )}
    </>
  )
}

/** The day of a call, which leads to its record, and who made it. */
function Told({ call: { at, eventID, by } }: { call: Call }) {
  const day = useDay()
  return (
    <>
      <Link className="link" prefetch={false} href={`/events/${inPath(eventID)}`} title="The record that tells">
        {day(at)}
      </Link>{' '}
      by <IdentityLink identity={by.identity}>{by.label}</IdentityLink>
    </>
  )
}

function useDay() {
  const { tz } = usePlace().filter
  return (at: string) => stamp(new Date(at), tz).slice(0, 10)
}
