'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import type { ProblemError } from '@/lib/api/client'
import { addressContract, keyContract, roleContract, type SubjectAnswer } from '@/lib/api/subject'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace, type Opened } from '@/components/filters/place-provider'
import { Panel } from '@/components/ui/panel'
import { Short } from '@/components/ui/short'
import { Known, Sums } from './known'
import type { PagedName } from './page-link'
import { SubjectFrame, SubjectPlace } from './subject-frame'
import { Used } from './used'
import { WhoUsedIt } from './who-used-it'

/** What a page of this kind can be about; an identity has one of its own. */
export type SubjectName = Exclude<PagedName, 'identity'>

const names: Record<SubjectName, string> = { key: 'Access key', ip: 'Address', role: 'Role' }

/** One access key, address or role, followed: what it is, who used it, when, for what, what of that is new, and the events. */
export function SubjectPage({ name, value, view }: { name: SubjectName; value: string; view?: Opened }) {
  return (
    <SubjectPlace about={{ name, value }} view={view}>
      <Whole name={name} value={value} />
    </SubjectPlace>
  )
}

function Whole({ name, value }: { name: SubjectName; value: string }) {
  const known = useSubject(name, value)
  return (
    <SubjectFrame
      label={
        <span className="flex min-w-0 flex-wrap gap-x-2">
          <span className="font-normal text-soft">{names[name]}</span>
          <span className="value flex min-w-0">
            <Short text={value} />
          </span>
        </span>
      }
      known={known}
      lines={known.data ? <Known name={name} about={known.data} /> : <p className="min-h-5 text-soft">…</p>}
      above={
        <div className="border-t border-line bg-paper">
          <Panel title={name === 'role' ? 'Who acted as it' : 'Who used it'} answer={known} isEmpty={() => false} skeleton={<div className="mx-3 mb-3 h-24 animate-pulse rounded bg-hover" />} aside={known.data && <Sums about={known.data} />}>
            {(about) => <WhoUsedIt about={about} />}
          </Panel>
        </div>
      }
      last={<Used />}
    />
  )
}

function useSubject(name: SubjectName, value: string): UseQueryResult<SubjectAnswer, ProblemError> {
  const { filter } = usePlace()
  const asKey = useAnswer(keyContract, { key: value }, { filter, enabled: name === 'key' })
  const asAddress = useAnswer(addressContract, { ip: value }, { filter, enabled: name === 'ip' })
  const asRole = useAnswer(roleContract, { role: value }, { filter, enabled: name === 'role' })
  return { key: asKey, ip: asAddress, role: asRole }[name]
}
