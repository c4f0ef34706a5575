import { z } from 'zod'
import type { Event, Held } from './event'
import { Refusal } from './refusal'

const attributeKeys = ['EventId', 'EventName', 'ReadOnly', 'Username', 'ResourceType', 'ResourceName', 'EventSource', 'AccessKeyId'] as const
type AttributeKey = (typeof attributeKeys)[number]
const insightKeys: readonly AttributeKey[] = ['EventId', 'EventName', 'EventSource']

/** A member that may be left out, or be null, which is the same to AWS. */
const member = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? undefined)

/** The types of a request's members; what they may say is judged afterwards, in AWS's own errors. */
const wire = z.object({
  LookupAttributes: member(z.array(z.object({ AttributeKey: member(z.string()), AttributeValue: member(z.string()) }))),
  StartTime: member(z.number()),
  EndTime: member(z.number()),
  EventCategory: member(z.string()),
  MaxResults: member(z.int()),
  NextToken: member(z.string()),
})

/** What a valid request asks for. */
export interface Lookup {
  category: Held['category']
  attribute: { key: AttributeKey; value: string } | undefined
  /** Both in seconds, both included. */
  start: number
  end: number
  pageSize: number
  token: string | undefined
}

/**
 * What a request's body says.
 * @throws Refusal if it is not a JSON object of the right types
 */
export function requestOf(body: string): z.infer<typeof wire> {
  try {
    return wire.parse(JSON.parse(body))
  } catch {
    throw new Refusal('SerializationException', 'The request body is not what LookupEvents takes.')
  }
}

/**
 * Judges a request: first its category, then attributes, page size and time range. The token is judged where pages are kept.
 * @throws Refusal with the code that CloudTrail answers
 */
export function lookupOf({ EventCategory, LookupAttributes, MaxResults, StartTime, EndTime, NextToken }: z.infer<typeof wire>): Lookup {
  if (EventCategory !== undefined && EventCategory !== 'insight') throw new Refusal('InvalidEventCategoryException', `${EventCategory} is not an event category: the only one is insight.`)
  const category = EventCategory === undefined ? 'Management' : 'Insight'
  const attribute = attributeOf(LookupAttributes ?? [], category)
  if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > 50)) throw new Refusal('InvalidMaxResultsException', 'MaxResults must be between 1 and 50.')
  const start = StartTime ?? -Infinity
  const end = EndTime ?? Infinity
  if (start > end) throw new Refusal('InvalidTimeRangeException', 'StartTime is after EndTime.')
  return { category, attribute, start, end, pageSize: MaxResults ?? 50, token: NextToken }
}

function attributeOf(attributes: NonNullable<z.infer<typeof wire>['LookupAttributes']>, category: Held['category']): Lookup['attribute'] {
  const [first, ...more] = attributes
  if (!first) return undefined
  const invalid = (message: string) => new Refusal('InvalidLookupAttributesException', message)
  if (more.length > 0) throw invalid('You can specify only one attribute key/value pair.')
  const key = attributeKeys.find((each) => each === first.AttributeKey)
  if (!key) throw invalid(`${first.AttributeKey ?? 'Nothing'} is not an attribute key.`)
  if (category === 'Insight' && !insightKeys.includes(key)) throw invalid(`Insights events cannot be looked up by ${key}.`)
  const value = first.AttributeValue ?? ''
  // As AWS counts: underscores, spaces, commas and line ends are two characters each.
  const length = value.length + (value.match(/[_ ,\n]/g)?.length ?? 0)
  if (length < 1 || length > 2000) throw invalid('An attribute value has 1 to 2000 characters.')
  return { key, value }
}

/** Whether an event is one of those asked for by attribute: exactly, capitals and all. */
export function isAskedFor(event: Event, attribute: Lookup['attribute']): boolean {
  if (!attribute) return true
  const { key, value } = attribute
  if (key === 'ResourceType' || key === 'ResourceName') return event.Resources.some((resource) => resource[key] === value)
  return event[key] === value
}
