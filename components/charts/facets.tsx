'use client'

import { memo } from 'react'
import { facetsContract, type FacetField } from '@/lib/api/facets'
import { asks, counted } from '@/components/asks'
import { severities } from '@/lib/cloudtrail/facts'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'
import { useMedia } from '@/components/ui/use-media'
import { useOnceQuiet } from '@/components/ui/use-once-quiet'
import { Panel } from '@/components/ui/panel'
import { Facet } from './facet'

/** Most frequent first, as answered; severities by how severe they are, so that the worst is never below the fold. */
const inOrder = <V extends { value: string }>(field: FacetField, values: readonly V[]): readonly V[] =>
  field === 'severity' ? values.toSorted((a, b) => rank(b.value) - rank(a.value)) : values

/** Fields that are in view before anybody scrolls. */
const atOnce = 4

const rank = (value: string) => severities.findIndex((severity) => severity === value)

/** The most frequent values of each field. Press to include, with Alt or ⊖ to exclude. */
export const Facets = memo(function Facets({ folded }: { folded: boolean }) {
  const { filter } = usePlace()
  const facets = useAnswer(facetsContract, asks.facets, { filter })
  // What is out of view is drawn once the rest is.
  const settled = useOnceQuiet<typeof facets.data>(facets.data, undefined)
  const isWide = useMedia('(min-width: 64rem)')
  return (
    <Panel
      title="Facets"
      answer={facets}
      isEmpty={({ facets: found }) => Object.values(found).every((values) => values.length === 0)}
      isCalm
      folded={folded}
      skeleton={<div className="mx-3 mb-3 h-5 animate-pulse wide:h-96 rounded bg-hover" />}
    >
      {({ facets: found }) => {
        const drawn = (fields: readonly FacetField[], of: typeof found | undefined) =>
          fields.map((field) => <Facet key={`${field} ${isWide}`} field={field} values={inOrder(field, of?.[field] ?? [])} initiallyOpen={isWide} />)
        const all = (
          <>
            {drawn(counted.slice(0, atOnce), found)}
            <div data-late aria-busy={settled !== facets.data}>
              {drawn(counted.slice(atOnce), settled?.facets)}
            </div>
          </>
        )
        if (isWide) return all
        return (
          <details>
            <summary className="px-3 pb-3 text-soft">{counted.length} fields to narrow by</summary>
            {all}
          </details>
        )
      }}
    </Panel>
  )
})
