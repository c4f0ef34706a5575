import type { EventClass, Severity } from '@/lib/cloudtrail/facts'
import type { StoryKind } from './kinds'

/** How calls ended: as meant, denied, or failed in another way. */
export type Outcome = 'done' | 'denied' | 'failed'

/** Events of one identity that agree in name, severity and outcome, and when they were: what stories are made of. */
export interface Notable {
  identity: string
  label: string
  type: string
  service: string
  event: string
  class: EventClass
  severity: Severity
  outcome: Outcome
  /** Quarters of an hour (seconds since 1970), and how many events were in each. */
  quarters: readonly number[]
  counts: readonly number[]
}

/** What makes a story matter more or less: a sentence for people, and its points. */
export interface Weight {
  why: string
  points: number
}

/** What a person should look at: what one actor did of one kind on one day. */
export interface Story {
  kind: StoryKind
  /** Whose story it is: the one who opened the sessions, where that is known. */
  who: string
  label: string
  /** The local day, as 2026-03-14. */
  day: string
  /** All identities under which it was done, the most events first. */
  identities: readonly string[]
  severity: Severity
  /** Names of its events, the most telling first. */
  events: readonly string[]
  /** Those of them that are of high severity or above. */
  grave?: readonly string[]
  /** About how many events; the exact number is that of its filter. */
  count: number
  outcome: Outcome | 'mixed'
  /** Whole quarters of an hour in which it lies, as seconds since 1970; `to` is not in it. */
  from: number
  to: number
  /** What the events of the story have in common beside the identities and the time: parameters of the URL. */
  choices: Readonly<Partial<Record<'event' | 'severity' | 'error' | 'ip' | 'region' | 'agent', readonly string[]>>>
  /** What is known of it beside its events. */
  weights: readonly Weight[]
  /** The title, where it is not the sentence of the most telling event. */
  title?: string
}

/** A story with its rank. */
export interface RankedStory extends Story {
  score: number
}
