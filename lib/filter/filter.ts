import { parameterNames, parameters, type ParameterName } from './parameters'
import { readMoment, resolveMoment, spellMoment, type Moment } from './moment'
import { longestSpelling } from './spelling'
import { isZone } from './zone'

/** Values of one parameter: any of `include` (all, if empty), and none of `exclude`, spelled as in the URL without `!`. */
export interface Choice {
  include: readonly string[]
  exclude: readonly string[]
}

/**
 * What a person looks at: a span of time, the zone in which days and hours are cut, and choices of values, all ANDed.
 * It is read from the URL and written to it by this file alone.
 */
export interface Filter {
  from: Moment | undefined
  to: Moment | undefined
  tz: string
  choices: { readonly [name in ParameterName]?: Choice }
}

/** What the store holds: whole seconds since 1970 of the oldest and the newest event. */
export interface Covered {
  from: number
  to: number
  /** Whether the rollup of all that is stored is at hand in memory. */
  isRolledUp?: boolean
}

/** A Filter whose span is fixed: `from` is in it, `to` is not; both are whole seconds. */
export interface FixedFilter extends Omit<Filter, 'from' | 'to'> {
  from: Date
  to: Date
  /** What the store held when the span was fixed, if that is known: nothing lies outside of it. */
  covers?: Covered | undefined
}

/** A value in the URL that its parameter does not take. `takes` ends the sentence "… takes". */
export class BadParameter extends Error {
  constructor(
    readonly parameter: string,
    readonly value: string,
    readonly takes: string,
  ) {
    super(`“${parameter}” takes ${takes}; “${value.slice(0, 200)}” is not that`)
    this.name = 'BadParameter'
  }
}

const most = 500

/**
 * Reads a query string. Unknown parameters are ignored, empty ones mean nothing.
 * @throws BadParameter naming the parameter and what it takes
 */
export function filterFrom(query: string | URLSearchParams): Filter {
  const search = typeof query === 'string' ? new URLSearchParams(query) : query
  const moment = (name: 'from' | 'to') => {
    const value = search.get(name)?.trim()
    if (!value) return undefined
    const read = readMoment(value, tz)
    if (!read) throw new BadParameter(name, value, 'an ISO 8601 instant such as 2026-03-01T09:00:00Z, or a time relative to now: -24h, -7d, now')
    return read
  }
  const tz = search.get('tz') || 'UTC'
  if (!isZone(tz)) throw new BadParameter('tz', tz, 'an IANA time zone such as Europe/Berlin')
  const choices: { [name in ParameterName]?: Choice } = {}
  for (const name of parameterNames) {
    const values = search.getAll(name).filter((value) => value.trim() !== '' && value !== '!')
    if (values.length > most) throw new BadParameter(name, `${values.length} values`, `at most ${most} values`)
    if (values.length > 0) choices[name] = choiceFrom(name, values)
  }
  const filter = { from: moment('from'), to: moment('to'), tz, choices }
  if (filter.from?.kind === 'instant' && filter.to?.kind === 'instant' && filter.from.seconds > filter.to.seconds) {
    throw new BadParameter('to', search.get('to') ?? '', 'a time that is not before “from”')
  }
  return filter
}

function choiceFrom(name: ParameterName, values: readonly string[]): Choice {
  const include = new Set<string>()
  const exclude = new Set<string>()
  for (const value of values) {
    const excludes = value.startsWith('!')
    const read = value.length > longestSpelling ? undefined : parameters[name].read(excludes ? value.slice(1) : value)
    if (read === undefined) throw new BadParameter(name, value, parameters[name].takes)
    ;(excludes ? exclude : include).add(read)
  }
  return { include: [...include], exclude: [...exclude] }
}

/** Writes a Filter as a query string, always in the same order; what is at its default is left out. */
export function searchOf(filter: Filter | FixedFilter): URLSearchParams {
  const search = new URLSearchParams()
  if (filter.from) search.set('from', spellMoment(filter.from))
  if (filter.to) search.set('to', spellMoment(filter.to))
  if (filter.tz !== 'UTC') search.set('tz', filter.tz)
  for (const name of parameterNames) {
    const choice = filter.choices[name]
    for (const value of choice?.include ?? []) search.append(name, value)
    for (const value of choice?.exclude ?? []) search.append(name, `!${value}`)
  }
  return search
}

const day = 86_400

/**
 * Fixes the span of a Filter. Left out, it is the last 24 hours or, if the store ends before that, the last 24 hours
 * that it has; with only one end given, the other is now, or 24 hours earlier.
 * @param now milliseconds since 1970
 * @param covers what the store holds, or undefined if that is nothing
 * @throws BadParameter if `from` then lies after `to`
 */
export function fixed(filter: Filter, now: number, covers: Covered | undefined): FixedFilter {
  const present = Math.floor(now / 1000)
  const end = covers !== undefined && covers.to < present - day ? covers.to + 1 : present + 1
  const to = filter.to ? resolveMoment(filter.to, present) : filter.from ? Math.max(present + 1, resolveMoment(filter.from, present)) : end
  const from = filter.from ? resolveMoment(filter.from, present) : to - day
  if (from > to) throw new BadParameter('from', spellMoment(new Date(from * 1000)), 'a time that is not after “to”')
  return { ...filter, from: new Date(from * 1000), to: new Date(to * 1000), covers }
}

/** The Filter with the choice of one parameter replaced; undefined, or a choice of nothing, removes it. */
export function withChoice<F extends Filter | FixedFilter>(filter: F, name: ParameterName, choice: Choice | undefined): F {
  const { [name]: _, ...others } = filter.choices
  const isEmpty = !choice || choice.include.length + choice.exclude.length === 0
  return { ...filter, choices: isEmpty ? others : { ...others, [name]: choice } }
}
