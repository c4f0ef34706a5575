import { isObject, type Json, type TrailRecord } from '@/lib/cloudtrail/record'

/** A value within a record, with the way back up. */
export interface Place {
  value: Json
  key: string | number
  up: Place | undefined
}

type Step = { key: string; below: boolean } | 'each'
export type Path = readonly Step[]

/** Reads `a.b`, `a..b` and `a[]`; undefined if the text is no path. */
export function parsedPath(text: string): Path | undefined {
  const steps: Step[] = []
  const token = /(\.\.|\.)?([^.[\]]+)|(\[\])/y
  while (token.lastIndex < text.length) {
    const from = token.lastIndex
    const found = token.exec(text)
    if (found === null) return undefined
    const [, dots, key, each] = found
    if ((from === 0) !== (dots === undefined && each === undefined) && each === undefined) return undefined
    if (from === 0 && each !== undefined) return undefined
    if (each !== undefined) steps.push('each')
    else if (key !== undefined) steps.push({ key, below: dots === '..' })
  }
  return steps.length === 0 ? undefined : steps
}

/** A record that is searched for many paths. */
export interface Look {
  record: TrailRecord
  /** All values at a path. */
  at(path: Path): Place[]
}

/** Most rules look anywhere below the request: it is walked once for all of them, and not before one asks. */
export function lookInto(record: TrailRecord): Look {
  const top: Place = { value: record, key: '', up: undefined }
  let request: Map<string | number, Place[]> | undefined
  return {
    record,
    at(path) {
      const [first, second] = path
      if (first === undefined || first === 'each' || second === undefined || second === 'each' || first.key !== 'requestParameters' || !second.below) {
        return following([top], path, 0)
      }
      request ??= byKey(childOf(top, first.key))
      return following(request.get(second.key) ?? [], path, 2)
    },
  }
}

function byKey(place: Place | undefined): Map<string | number, Place[]> {
  const found = new Map<string | number, Place[]>()
  if (place === undefined) return found
  for (const each of everythingBelow(place)) {
    const known = found.get(each.key)
    if (known === undefined) found.set(each.key, [each])
    else known.push(each)
  }
  return found
}

function following(places: Place[], path: Path, from: number): Place[] {
  for (let index = from; index < path.length && places.length > 0; index += 1) {
    const step = path[index]
    const next: Place[] = []
    for (const place of places) {
      if (step === undefined || step === 'each') for (const element of elementsOf(place)) next.push(element)
      else if (step.below) {
        for (const each of everythingBelow(place)) if (each.key === step.key) next.push(each)
      } else {
        const child = childOf(place, step.key)
        if (child) next.push(child)
      }
    }
    places = next
  }
  return places
}

const childOf = (place: Place, key: string): Place | undefined => {
  if (!isObject(place.value) || !Object.hasOwn(place.value, key)) return undefined
  const value = place.value[key]
  return value === undefined ? undefined : { value, key, up: place }
}

const elementsOf = (place: Place): Place[] =>
  Array.isArray(place.value) ? place.value.map((value, key) => ({ value, key, up: place })) : []

/** All values below a place, parents first. Without recursion: a record may be nested as deep as it likes. */
export function* everythingBelow(place: Place): Generator<Place> {
  const waiting: Place[] = [place]
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    if (here !== place) yield here
    const { value } = here
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) {
        const element = value[index]
        if (element !== undefined) waiting.push({ value: element, key: index, up: here })
      }
    } else if (isObject(value)) {
      const keys = Object.keys(value)
      for (let index = keys.length - 1; index >= 0; index -= 1) {
        const key = keys[index] ?? ''
        const member = value[key]
        if (member !== undefined) waiting.push({ value: member, key, up: here })
      }
    }
  }
}

/** The keys from the top of the record to a place. */
export function keysTo(place: Place): (string | number)[] {
  const keys: (string | number)[] = []
  for (let here: Place | undefined = place; here?.up !== undefined; here = here.up) keys.push(here.key)
  return keys.reverse()
}

/** The text of a scalar; undefined for null, lists and objects. */
export const textOf = (value: Json): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
