import type { EventClass, Severity } from '@/lib/cloudtrail/facts'

/**
 * What a value must be. Tests given together must all hold. Regular expressions are text, so that rules can be hashed
 * and written in YAML.
 */
export interface Test {
  is?: readonly string[]
  matches?: string
  /** How many characters of a text `matches` sees. */
  within?: number
  /** A regular expression that the text must not match. */
  differs?: string
  present?: true
  empty?: true
  atLeast?: number
  /** A list of at least so many. */
  countAtLeast?: number
  /** A path in the record whose text must differ. */
  unlike?: string
  /** The member that an object must lack. */
  lacks?: string
  /** Names an account that is neither the record's nor one of the team's. */
  foreignAccount?: true
  /** The range of ports in which the value stands holds one of these, or none but these. */
  holdsPort?: readonly number[]
  portsWithin?: readonly number[]
  /** The permission in which the value stands lets in every address. */
  openBlock?: true
}

/** A test on the values at a path: `a.b`, `a..b` (b anywhere below a), `a[]` (each element). One of them must pass. */
export interface Condition extends Test {
  path: string
}

/** What user agents tell of who uses them. */
export type AgentKind = 'attack-tool' | 'allowed' | 'file-carrier' | 'library' | 'cloudshell' | 'raw-client' | 'command-line' | 'browser'

/** Conditions on what a signature holds. Those given together must all hold. */
export interface Who {
  identityTypes?: readonly string[]
  invoked?: boolean
  keyPrefix?: string
  mfa?: string
  fromConsole?: 'true' | 'false'
  machine?: boolean
  agents?: readonly AgentKind[]
  /** A person at a keyboard, as far as one record tells. */
  person?: true
  /** Regular expressions. */
  errorCode?: string
  eventName?: string
  /** Only what reads, or only what changes something and is no everyday noise. */
  only?: 'reads' | 'changes'
}

/** Raises an event that is below `to`, or lowers one that is above. */
export interface Change {
  to: Severity
  /** One sentence; it is the reason that is shown. */
  why: string
  who?: Who
  /** All of them must hold. */
  when?: readonly Condition[]
  /** One of these value rules matched, and nothing lowered it. */
  values?: readonly string[]
  /** Of the team's rule that made it. */
  id?: string
  class?: EventClass
  techniques?: readonly string[]
}

/** What is known of an event by its name: how severe it is when it succeeds, and what changes that. */
export interface EventFacts {
  severity: Severity
  why: string
  techniques?: readonly string[]
  changes?: readonly Change[]
  /** What would raise or lower it, too, but cannot be told from one record. */
  needsHistory?: string
}

/** The events of one class: by event source, by event name. */
export type EventsBySource = Readonly<Record<string, Readonly<Record<string, EventFacts>>>>

/** An event of the catalogue or of the team; `name` may hold `*` where a team wrote it. */
export interface EventEntry extends EventFacts {
  id: string
  kind: 'event' | 'team'
  class: EventClass
  source: string
  name: string
}

/** Judges, by its name, an event that the catalogue does not list. */
export interface NamePattern {
  pattern: string
  class: EventClass
  why: string
}

interface Risk {
  id: string
  class: EventClass
  severity: Severity
  why: string
  techniques?: readonly string[]
  needsHistory?: string
  /** Says that something failed: a failed attempt does not lower it. */
  aboutFailure?: true
}

/** What a policy document can allow. */
export type PolicyFeature = 'everyone' | 'foreign' | 'all-actions' | 'own-rights' | 'pass-role' | 'all-but'

/** A risky value inside a record. */
export interface ValueRule extends Risk {
  kind: 'value' | 'team'
  /** Only on events that match one of these, as `source/name` with `*`; `notOn` takes some away. */
  on?: readonly string[]
  notOn?: readonly string[]
  /** Also on what only reads. */
  reads?: true
  /** Where the value stands and what it must be, or what a policy document anywhere in the request allows. */
  paths?: readonly string[]
  test?: Test
  policy?: PolicyFeature
  /** Conditions on the rest of the record. */
  also?: readonly Condition[]
  /** The first that holds gives the severity instead; `near` is about the permission in which the value stands. */
  unless?: readonly { to: Severity; on?: readonly string[]; near?: Test }[]
  /**
   * Of these, the text of each record that the rule matches holds at least one. Without them, each event that the rule
   * is about has to be read.
   */
  needles?: readonly string[]
}

/** A risk that the signature alone tells. */
export interface Circumstance extends Risk {
  who: Who
  /** Where it is marked. */
  path: readonly string[]
  lower?: readonly { to: Severity; who: Who }[]
  /** It tells something of the identity rather than of the event, whose severity it leaves as it is. */
  colours?: true
}

/** A part of user agents and what it tells, most telling first. */
export interface Agent {
  needle: string
  kind: AgentKind
}

/** Everything that decides a verdict. */
export interface Rules {
  events: readonly EventEntry[]
  names: readonly NamePattern[]
  /** Events that happen by the thousand and mean nothing, as `source/name`. */
  noise: readonly string[]
  values: readonly ValueRule[]
  circumstances: readonly Circumstance[]
  agents: readonly Agent[]
  /** The team's own accounts. */
  accounts: readonly string[]
  /** Conditional rules of the team on events of any kind, as `source/name` with `*`. */
  changes: readonly { on: string; change: Change }[]
  /** Rules that are switched off. */
  off: readonly string[]
}
