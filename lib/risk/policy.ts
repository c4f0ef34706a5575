import { isObject, type Json, type TrailRecord } from '@/lib/cloudtrail/record'
import { isForeign } from './accounts'
import { everythingBelow, keysTo, type Place } from './path'
import type { PolicyFeature } from './rule'
import type { Span } from './matching'

/** A statement of a policy document, and where it stands: in a JSON text, or in the record itself. */
export interface Statement {
  content: { [key: string]: Json }
  place: Place
  /** The text of the document that holds it, and how many statements come before. */
  text: string | undefined
}

const LONGEST = 300_000

/** The statements of all policy documents in a request, and of the one that `AddPermission` answers with. */
export function statementsIn(record: TrailRecord): Statement[] {
  const found: Statement[] = []
  const top: Place = { value: record, key: '', up: undefined }
  for (const key of ['requestParameters', 'responseElements']) {
    const value = record[key]
    if (typeof value !== 'object' || value === null) continue
    for (const place of everythingBelow({ value, key, up: top })) {
      if (key === 'responseElements' && place.key !== 'statement') continue
      if (typeof place.value === 'string') found.push(...inText(place, place.value))
      else if (isObject(place.value) && isObject(place.value.Statement ?? null)) found.push(...inObject(place, place.value.Statement))
      else if (isObject(place.value) && Array.isArray(place.value.Statement)) found.push(...inObject(place, place.value.Statement))
    }
  }
  return found
}

function inText(place: Place, text: string): Statement[] {
  if (text.length > LONGEST || !text.includes('Effect') || !/^\s*[{[]/.test(text)) return []
  const document = parsed(text)
  const statements = isObject(document) ? (document.Statement ?? document) : document
  return listOf(statements).filter(isObject).map((content) => ({ content, place, text }))
}

function inObject(place: Place, value: Json | undefined): Statement[] {
  if (value === undefined) return []
  const up: Place = { value, key: 'Statement', up: place }
  if (isObject(value)) return [{ content: value, place: up, text: undefined }]
  return listOf(value).flatMap((each, key) => (isObject(each) ? [{ content: each, place: { value: each, key, up }, text: undefined }] : []))
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

const listOf = (value: Json | undefined): Json[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value])
const textsOf = (value: Json | undefined): string[] => listOf(value).filter((each) => typeof each === 'string')

/** Where a policy allows what the feature says: path and characters of each risky part. */
export function allowing(statements: readonly Statement[], feature: PolicyFeature, record: TrailRecord, team: ReadonlySet<string>) {
  const seen = new Map<Place, number>()
  return statements.flatMap(({ content, place, text }) => {
    const part = partOf(content, feature, record, team)
    if (part === undefined) return []
    const before = seen.get(place) ?? 0
    seen.set(place, before + 1)
    const isAllowed = content.Effect === 'Allow' && !(feature === 'everyone' && isLimited(content.Condition))
    if (!isAllowed) return []
    if (text !== undefined) return [{ path: keysTo(place), span: spanIn(text, feature, part, before) }]
    return [{ path: [...keysTo(place), ...part.keys], span: [0, part.text.length] satisfies Span }]
  })
}

const isLimited = (condition: Json | undefined) => isObject(condition) && Object.keys(condition).length > 0

interface Part {
  keys: (string | number)[]
  text: string
}

/** The part of a statement that shows the feature, whatever its effect. */
function partOf(content: { [key: string]: Json }, feature: PolicyFeature, record: TrailRecord, team: ReadonlySet<string>): Part | undefined {
  const { Principal: principal, Action: action } = content
  const principals: Part[] = isObject(principal) ? partsOf(principal.AWS, ['Principal', 'AWS']) : partsOf(principal, ['Principal'])
  const actions = partsOf(action, ['Action'])
  switch (feature) {
    case 'everyone':
      return principals.find(({ text }) => text === '*')
    case 'foreign':
      return principals.find(({ text }) => isForeign(text, record, team))
    case 'all-actions':
      return actions.find(({ text }) => text === '*' || text === '*:*')
    case 'own-rights':
      return actions.find(({ text }) => /^(?:iam|sts|organizations):\*$/i.test(text))
    case 'pass-role':
      return textsOf(content.Resource).includes('*') ? actions.find(({ text }) => /^iam:PassRole$/i.test(text)) : undefined
    case 'all-but': {
      const key = ['NotAction', 'NotPrincipal'].find((each) => Object.hasOwn(content, each))
      return key === undefined ? undefined : (partsOf(content[key], [key])[0] ?? { keys: [key], text: '' })
    }
  }
}

const partsOf = (value: Json | undefined, keys: (string | number)[]): Part[] =>
  typeof value === 'string'
    ? [{ keys, text: value }]
    : listOf(value).flatMap((each, index) => (typeof each === 'string' ? [{ keys: [...keys, index], text: each }] : []))

const spelled: Readonly<Record<Exclude<PolicyFeature, 'foreign'>, RegExp>> = {
  everyone: /"Principal"\s*:\s*(?:"\*"|\{\s*"AWS"\s*:\s*(?:"\*"|\[[^\]]*"\*"\s*\]?)\s*\}?)/g,
  'all-actions': /"Action"\s*:\s*(?:"\*(?::\*)?"|\[[^\]]*"\*(?::\*)?")/g,
  'own-rights': /"(?:iam|sts|organizations):\*"/gi,
  'pass-role': /"iam:PassRole"/gi,
  'all-but': /"Not(?:Action|Principal)"/g,
}

/** The risky part within the text of a document: its (`before` + 1)th spelling, or all of it where it is spelled oddly. */
function spanIn(text: string, feature: PolicyFeature, part: Part, before: number): Span {
  if (feature === 'foreign') {
    const start = text.indexOf(`"${part.text}"`)
    return start < 0 ? [0, text.length] : [start + 1, start + 1 + part.text.length]
  }
  const found = [...text.matchAll(spelled[feature])]
  const match = found[before] ?? found[0]
  return match === undefined ? [0, text.length] : [match.index, match.index + match[0].length]
}
