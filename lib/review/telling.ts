import { eventIdOf } from '@/lib/cloudtrail/event-id'
import { factsOf } from '@/lib/cloudtrail/facts-of'
import { parseRecord, type TrailRecord } from '@/lib/cloudtrail/record'
import { sentenceOf } from '@/lib/cloudtrail/summary'
import type { Catalogue } from '@/lib/risk/catalogue'
import { judge } from '@/lib/risk/judge'
import { rankOf } from '@/lib/risk/severity'
import { manyOf } from './kinds'
import { grouped } from './rank'
import type { RankedStory, Weight } from './story'

/** A story's title, what its most telling event is marked for, and that event's id. */
export interface Told {
  title: string
  weights: Weight[]
  eventID: string | null
}

/** Tells a story by its most telling event: what was done, and what else. */
export function sentenceAndReason(raw: string | undefined, story: RankedStory, catalogue: Catalogue): Told {
  const record = raw === undefined ? undefined : readRecord(raw)
  if (!record || raw === undefined) return { title: story.title ?? `${story.label}: ${story.events.slice(0, 3).join(', ')}`, weights: [], eventID: null }
  const facts = factsOf(record)
  const eventID = eventIdOf(facts?.eventID ?? '', raw)
  const sentence = sentenceOf(record, story.label)
  const others = story.events.filter((event) => event !== facts?.eventName)
  const [reason] = judge(catalogue, record).reasons.toSorted((a, b) => rankOf(b.severity) - rankOf(a.severity))
  const weights = reason && story.choices.severity && rankOf(reason.severity) > 0 ? [{ why: reason.why, points: 0 }] : []
  const isOneOfMany = facts !== undefined && manyOf[facts.eventName] !== undefined && story.events.length === 1 && story.count > 2
  return { title: story.title ?? `${sentence}${isOneOfMany ? `, one of ${grouped(story.count)} such events` : ''}${andMore(others)}`, weights, eventID }
}

function andMore(events: readonly string[]): string {
  const [first, second] = events
  if (first === undefined) return ''
  if (second === undefined) return `, and ${first}`
  return events.length === 2 ? `, ${first} and ${second}` : `, ${first}, ${second} and ${events.length - 2} more kinds of event`
}

/** One record that cannot be read must not take the queue with it. */
function readRecord(raw: string): TrailRecord | undefined {
  try {
    return parseRecord(raw)
  } catch {
    return undefined
  }
}
