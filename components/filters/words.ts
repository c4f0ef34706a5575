import type { Filter } from '@/lib/filter/filter'
import { pathSpelling, readField } from '@/lib/filter/field'
import { parameterNames, parameters, type ParameterName } from '@/lib/filter/parameters'
import { unguarded } from '@/lib/filter/spelling'

const sources: Partial<Record<string, string>> = { lookup: 'LookupEvents', s3: 'S3', folder: 'a folder' }
const weekdays = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** One value of the Filter, as a chip shows it. */
export interface Chosen {
  name: ParameterName
  label: string
  value: string
  /** The value in words. */
  text: string
  excludes: boolean
}

/** Every value of the Filter, in the order of its parameters. */
export function chosenValues({ choices }: Filter): Chosen[] {
  return parameterNames.flatMap((name) => {
    const { include = [], exclude = [] } = choices[name] ?? {}
    const one = (excludes: boolean) => (value: string) => ({ name, label: labelOf(name, value), value, text: textOf(name, value), excludes })
    return [...include.map(one(false)), ...exclude.map(one(true))]
  })
}

/** What a person calls the parameter, or the path at which a field of the record stands. */
export function labelOf(name: ParameterName, value: string): string {
  const field = name === 'field' ? readField(value) : undefined
  return field ? pathSpelling(field.path) : parameters[name].label
}

/** A value of the URL in a person's words: `09:00 to 10:00`, `Tuesday`, `high or above`. */
export function textOf(name: ParameterName, value: string): string {
  if (name === 'hour') return `${value.padStart(2, '0')}:00 to ${String((Number(value) + 1) % 24).padStart(2, '0')}:00`
  if (name === 'weekday') return weekdays[Number(value)] ?? value
  if (name === 'severity' && value !== 'critical') return `${value} or above`
  if (name === 'arrived') return value.replace(':', ' batch ')
  if (name === 'source') return sources[value] ?? value
  const spelled = (name === 'field' && readField(value)?.value) || value
  return unguarded(spelled).replace(/\\([\\*])/g, '$1')
}

/** The choices of the Filter as one line of prose, for print and for pictures that leave the page. */
export function inWords(filter: Filter): string {
  const words = chosenValues(filter).map(({ label, text, excludes }) => `${label} is ${excludes ? 'not ' : ''}${text}`)
  return words.length === 0 ? 'All events' : words.join('; ')
}
