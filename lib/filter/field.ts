import { literal } from './spelling'

/**
 * A place in a record: keys between arrays. `a.b[].c` is `[['a', 'b'], ['c']]`, any element of the array at a.b standing
 * at the gap.
 */
export type FieldPath = readonly (readonly string[])[]

/** A place in a record, and how its value is to be spelled. */
export interface Field {
  path: FieldPath
  /** The value's spelling, as `wanted` reads it. */
  value: string
}

const key = String.raw`(?:\\[^]|[^\\.:[\]])*`
const step = String.raw`${key}(?:\[\])*`
const grammar = new RegExp(String.raw`^(?![:[])(${step}(?:\.${step})*):([^]+)$`)
/** As many steps as no record has; the engine is spared the rest. */
const mostSteps = 60

/**
 * Reads `path:value`. A path is keys with dots between them, as in `requestParameters.groupId`; a backslash takes a dot,
 * a colon, a bracket or a backslash in a key its meaning. `[]` after a key stands for any element of the array there:
 * said rather than looked through in silence, so that a path says what the record is like, and one pass finds it.
 * @returns undefined if it is none
 */
export function readField(text: string): Field | undefined {
  const [, spelled, value] = grammar.exec(text) ?? []
  if (spelled === undefined || value === undefined) return undefined
  const path: string[][] = [['']]
  let steps = 1
  for (const [token] of spelled.matchAll(/\\[^]|\[\]|[^]/g)) {
    const group = path.at(-1) ?? []
    if (token === '[]' || token === '.') steps += 1
    if (token === '[]') path.push([])
    else if (token === '.') group.push('')
    else group.push((group.pop() ?? '') + token.slice(-1))
  }
  return steps > mostSteps ? undefined : { path, value }
}

/** Spells a field in the one way in which the URL has it. */
export const spellField = ({ path, value }: Field): string => `${pathSpelling(path)}:${value}`

/** Spells a path as the URL takes it, before the colon. */
export function pathSpelling(path: FieldPath): string {
  const whole = path
    .map((keys) => keys.map((each) => each.replace(/[\\.:[\]]/g, '\\$&')))
    .map((keys, index) => (index === 0 ? keys.join('.') : `[]${keys.map((each) => `.${each}`).join('')}`))
    .join('')
  // A leading `!` would exclude.
  return whole.replace(/^!/, '\\!')
}

/** The place of a value that was reached by these keys and, in arrays, indices. */
export function fieldPathOf(steps: readonly (string | number)[]): FieldPath {
  const path: string[][] = [[]]
  for (const each of steps) {
    if (typeof each === 'number') path.push([])
    else path.at(-1)?.push(each)
  }
  return path
}

/** What the URL takes for exactly this text (a number as it is written, `true`, `false`) at the place reached by these steps. */
export const fieldHolding = (steps: readonly (string | number)[], text: string): string =>
  spellField({ path: fieldPathOf(steps), value: literal(text) })
