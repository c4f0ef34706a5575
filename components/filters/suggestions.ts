'use client'

import { useDeferredValue } from 'react'
import { facetFields, facetsContract } from '@/lib/api/facets'
import { fieldsContract } from '@/lib/api/fields'
import { useAnswer } from '@/lib/api/use-answer'
import { withChoice } from '@/lib/filter/filter'
import type { ParameterName } from '@/lib/filter/parameters'
import { counted } from '@/components/ui/number'
import { usePlace } from './place-provider'

/** What can be typed: its spelling, and what a person calls it. */
export interface Suggestion {
  value: string
  label: string
}

/** The most frequent values of a parameter in the span of time that is shown; of fields, the paths that go on from what is typed. */
export function useSuggestions(name: ParameterName, typed: string): Suggestion[] {
  const { filter } = usePlace()
  const without = withChoice(filter, name, undefined)
  const field = facetFields.find((each) => each === name)
  const facets = useAnswer(facetsContract, { fields: field ?? 'service', limit: 100 }, { filter: without, enabled: field !== undefined })
  // Asked for by whole steps of a path: the browser narrows the list by what is typed after them.
  const prefix = useDeferredValue(/^[^:]*[.\]]/.exec(typed)?.[0] ?? '')
  const fields = useAnswer(fieldsContract, { prefix, limit: 200 }, { filter: without, enabled: name === 'field' })
  if (name !== 'field') return (field && facets.data?.facets[field]) ?? []
  const found = fields.data?.fields ?? []
  const whole = found.find(({ path }) => typed.startsWith(`${path}:`))
  if (whole) return whole.values.map(({ value, label, count }) => ({ value, label: `${label}, ${counted(count, 'record')}` }))
  return found.map(({ path, count }) => ({ value: `${path}:`, label: counted(count, 'record') }))
}
