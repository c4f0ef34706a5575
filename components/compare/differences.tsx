'use client'

import { useState } from 'react'
import type { Answer } from '@/lib/api/contract'
import type { compareContract } from '@/lib/api/compare'
import { withChoice, type Filter } from '@/lib/filter/filter'
import { usePlace } from '@/components/filters/place-provider'
import { PageLink } from '@/components/subject/page-link'
import { grouped } from '@/components/ui/number'
import { Short } from '@/components/ui/short'

type Item = Answer<typeof compareContract>['fields'][number]['onlyOne'][number]

const few = 8

/** What only one side did; each leads to its events. */
export function Differences({ items, total, filter }: { items: readonly Item[]; total: number; filter: Filter }) {
  const { addressOf } = usePlace()
  const [isWhole, setWhole] = useState(false)
  if (items.length === 0) return <p className="text-soft">none</p>
  return (
    <>
      <ul>
        {items.slice(0, isWhole ? items.length : few).map(({ label, count, parameter, values }) => (
          <li key={label} className="flex items-center justify-between gap-2">
            <a className="link flex min-w-0" href={addressOf(withChoice(filter, parameter, { include: values, exclude: [] }))}>
              <Short text={label} className={parameter === 'ip' ? '' : 'value'} />
            </a>
            {parameter === 'role' && <PageLink name="role" value={label} className="mr-auto" />}
            <span className="value shrink-0 text-soft">{grouped(count)}</span>
          </li>
        ))}
      </ul>
      {items.length > few && (
        <button type="button" className="on-screen link text-sm text-soft touch:py-2" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'fewer' : `${grouped(items.length - few)} more${total > items.length ? ` of ${grouped(total)}` : ''}`}
        </button>
      )}
    </>
  )
}
