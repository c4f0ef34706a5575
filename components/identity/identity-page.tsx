'use client'

import { Compare } from '@/components/compare/compare'
import { CompareButton } from '@/components/compare/compare-button'
import { usePlace, type Opened } from '@/components/filters/place-provider'
import { Notes } from '@/components/review/notes'
import { SubjectFrame, SubjectPlace } from '@/components/subject/subject-frame'
import { useIdentity } from './use-identity'
import { Who, WhoLine } from './who'

/** One identity: who it is, when it acts, what it does, through what, what of that is new, and its events. */
export function IdentityPage({ identity, view }: { identity: string; view?: Opened }) {
  return (
    <SubjectPlace about={{ name: 'identity', value: identity }} view={view}>
      <Whole identity={identity} />
    </SubjectPlace>
  )
}

function Whole({ identity }: { identity: string }) {
  const { tz } = usePlace().filter
  const known = useIdentity(identity)
  return (
    <SubjectFrame
      label={known.data?.label ?? identity}
      known={known}
      actions={<CompareButton identity={identity} />}
      lines={<WhoLine identity={identity} />}
      above={
        <>
          <Notes about={[{ on: { kind: 'identity', identity }, name: 'this identity' }]} tz={tz} level="h2" className="px-3 pb-2" />
          <Compare identity={identity} />
        </>
      }
      last={<Who identity={identity} />}
    />
  )
}
