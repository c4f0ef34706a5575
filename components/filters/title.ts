import { BadParameter, filterFrom, type Filter } from '@/lib/filter/filter'
import { spellMoment, type Moment } from '@/lib/filter/moment'
import { parameterNames, type ParameterName } from '@/lib/filter/parameters'
import { counted } from '@/components/ui/number'
import { stamp } from '@/components/time-format'
import { textOf } from './words'

/**
 * What pages are called where others see it: tabs, histories, previews in a chat. It says what is shown and never who:
 * of parameters whose values name people, accounts, keys, addresses or resources, only how many values there are.
 */

const pages: Partial<Record<string, string>> = { '': 'Review', explore: 'Explore', keys: 'One access key', addresses: 'One address', roles: 'One role' }

/** What a parameter is called when its values are only counted. */
const silent: Partial<Record<ParameterName, [one: string, many: string]>> = {
  account: ['account', 'accounts'],
  identity: ['identity', 'identities'],
  actor: ['actor', 'actors'],
  role: ['role', 'roles'],
  key: ['access key', 'access keys'],
  ip: ['address', 'addresses'],
  agent: ['user agent', 'user agents'],
  field: ['field', 'fields'],
  q: ['search', 'searches'],
}

/** Names of AWS, as they are: whatever else somebody wrote into an address is only counted. */
const isPlain = (value: string) => /^[\w.:-]{1,48}$/.test(value)

/** What the page at a path is called, whoever it is about. */
export function pageOf(path: string): string {
  const [, name = '', value] = path.split('/')
  return name === 'identities' ? (value === undefined ? 'Identities' : 'One identity') : (pages[name] ?? 'Traildesk')
}

/** The title of a page whose query string is given, from the name of the page alone if that cannot be read. */
export function titleOf(path: string, search: URLSearchParams): string {
  const page = pageOf(path)
  try {
    const parts = partsOf(filterFrom(search))
    return parts.length === 0 ? page : `${page}: ${parts.join(', ')}`
  } catch (error) {
    if (error instanceof BadParameter) return page
    throw error
  }
}

/** What a Filter selects, without saying who: `AccessDenied, 2 identities, last 24 hours`. */
export function partsOf(filter: Filter): string[] {
  const choices = parameterNames.flatMap((name) => {
    const { include = [], exclude = [] } = filter.choices[name] ?? {}
    return [...told(name, include, ''), ...told(name, exclude, 'not ')]
  })
  const time = timeOf(filter)
  return time === undefined ? choices : [...choices, time]
}

function told(name: ParameterName, values: readonly string[], not: string): string[] {
  if (values.length === 0) return []
  const words = silent[name]
  if (!words && values.length <= 2 && values.every(isPlain)) return values.map((value) => `${not}${labelled(name, textOf(name, value))}`)
  return [`${not}${counted(values.length, ...(words ?? [`value of ${name}`, `values of ${name}`]))}`]
}

/** A value that would not be understood alone, with the name of its parameter. */
const labelled = (name: ParameterName, text: string) => (name === 'error' || name === 'readonly' || name === 'class' || name === 'source' ? `${name} ${text}` : text)

function timeOf({ from, to, tz }: Filter): string | undefined {
  if (!from && !to) return undefined
  const words = (moment: Moment | undefined) =>
    moment === undefined ? 'now' : moment.kind === 'instant' ? stamp(new Date(moment.seconds * 1000), tz).slice(0, 16) : spellMoment(moment)
  return from ? `${words(from)} to ${words(to)}` : `until ${words(to)}`
}
