import { withChoice, type Filter, type FixedFilter } from '@/lib/filter/filter'
import type { Moment } from '@/lib/filter/moment'
import type { ParameterName } from '@/lib/filter/parameters'

/** Values in the URL's spelling; every function here answers a new Filter. */

const nothing = { include: [], exclude: [] }

/** With this value among those that are included. */
export function including<F extends Filter | FixedFilter>(filter: F, name: ParameterName, value: string): F {
  const { include, exclude } = filter.choices[name] ?? nothing
  return withChoice(filter, name, { include: [...new Set([...include, value])], exclude: exclude.filter((each) => each !== value) })
}

/** With this value among those that are excluded. */
export function excluding<F extends Filter | FixedFilter>(filter: F, name: ParameterName, value: string): F {
  const { include, exclude } = filter.choices[name] ?? nothing
  return withChoice(filter, name, { include: include.filter((each) => each !== value), exclude: [...new Set([...exclude, value])] })
}

/** Without this value, whether it was included or excluded. */
export function without<F extends Filter | FixedFilter>(filter: F, name: ParameterName, value: string): F {
  const { include, exclude } = filter.choices[name] ?? nothing
  return withChoice(filter, name, { include: include.filter((each) => each !== value), exclude: exclude.filter((each) => each !== value) })
}

/** With this value alone included; words are added to those that are searched for already. */
export function only<F extends Filter | FixedFilter>(filter: F, name: ParameterName, value: string): F {
  const { include, exclude } = filter.choices[name] ?? nothing
  const words = name === 'q' && include.length === 1 && include[0] !== value ? [`${include[0]} ${value}`] : [value]
  return withChoice(filter, name, { include: words, exclude: exclude.filter((each) => each !== value) })
}

/** Whether a value is among those included, or among those excluded. */
export function chosen({ choices }: Filter, name: ParameterName, value: string): 'include' | 'exclude' | undefined {
  if (choices[name]?.include.includes(value)) return 'include'
  return choices[name]?.exclude.includes(value) ? 'exclude' : undefined
}

/** With another span of time. */
export const during = (filter: Filter, from: Moment | undefined, to: Moment | undefined): Filter => ({ ...filter, from, to })

/** An instant as a Filter holds it. */
export const instant = (milliseconds: number): Moment => ({ kind: 'instant', seconds: Math.floor(milliseconds / 1000) })
