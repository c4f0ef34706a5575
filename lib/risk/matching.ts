import { isObject, type TrailRecord, textAt } from '@/lib/cloudtrail/record'
import { isForeign } from './accounts'
import { type Look, parsedPath, type Path, type Place, textOf } from './path'
import { holdsPort, isOpen, isWithin, permissionAround } from './ports'
import type { Condition, Test } from './rule'

/** What of a value's text passed a test: characters [start, end). */
export type Span = readonly [start: number, end: number]

/** Longer text is searched up to here only: no rule needs more. */
const LONGEST = 20_000

/** The risky part of a value that passes a test, or undefined if it does not pass. */
export function spanOf(place: Place, test: Test, record: TrailRecord, team: ReadonlySet<string>): Span | undefined {
  const text = textOf(place.value)
  const whole: Span = [0, text?.length ?? 0]
  let span = whole
  if (test.matches !== undefined) {
    const found = text === undefined ? null : expression(test.matches).exec(text.slice(0, test.within ?? LONGEST))
    if (found === null) return undefined
    // A pattern that only asks whether there is anything means all of it.
    if (found[0].length > 1) span = [found.index, found.index + found[0].length]
  }
  return holds(place, text, test, record, team) ? span : undefined
}

function holds(place: Place, text: string | undefined, test: Test, record: TrailRecord, team: ReadonlySet<string>): boolean {
  const { value } = place
  if (test.is !== undefined && (text === undefined || !test.is.includes(text))) return false
  if (test.differs !== undefined && (text === undefined || expression(test.differs).test(text.slice(0, LONGEST)))) return false
  if (test.present && (value === null || value === '')) return false
  if (test.empty && !(value === '' || value === null || (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0))) return false
  if (test.atLeast !== undefined && !(text !== undefined && text !== '' && Number(text) >= test.atLeast)) return false
  if (test.countAtLeast !== undefined && !(Array.isArray(value) && value.length >= test.countAtLeast)) return false
  if (test.unlike !== undefined && (text === undefined || text === '' || text === textAt(record, ...test.unlike.split('.')))) return false
  if (test.lacks !== undefined && isObject(value) && Object.hasOwn(value, test.lacks)) return false
  if (test.foreignAccount && (text === undefined || !isForeign(text, record, team))) return false
  return holdsAround(place, test)
}

function holdsAround(place: Place, { holdsPort: some, portsWithin, openBlock }: Test): boolean {
  if (some === undefined && portsWithin === undefined && !openBlock) return true
  const permission = permissionAround(place)
  if (permission === undefined) return false
  if (some !== undefined && !holdsPort(permission, some)) return false
  if (portsWithin !== undefined && !isWithin(permission, portsWithin)) return false
  return !openBlock || isOpen(permission)
}

/** The first value at the condition's path that passes, and what of it did. */
export function passing(condition: Condition, look: Look, team: ReadonlySet<string>): { place: Place; span: Span } | undefined {
  for (const place of look.at(pathOf(condition.path))) {
    const span = spanOf(place, condition, look.record, team)
    if (span !== undefined) return { place, span }
  }
  return undefined
}

const expressions = new Map<string, RegExp>()
/** The compiled pattern of a rule; each is compiled once. */
export function expression(source: string): RegExp {
  const known = expressions.get(source)
  if (known !== undefined) return known
  const made = new RegExp(source)
  expressions.set(source, made)
  return made
}

const paths = new Map<string, Path>()
/** The parsed path; a text that is none leads nowhere. */
export function pathOf(text: string): Path {
  const known = paths.get(text)
  if (known !== undefined) return known
  const made = parsedPath(text) ?? []
  paths.set(text, made)
  return made
}
