import type { QueryClient } from '@tanstack/react-query'
import { ask } from '@/lib/api/client'
import { decisionsContract } from '@/lib/api/decisions'
import { expectationsContract } from '@/lib/api/expectations'
import { identitiesContract, identityContract } from '@/lib/api/identities'
import { journalCheckContract, journalContract } from '@/lib/api/journal'
import { notesContract } from '@/lib/api/notes'
import { reportContract } from '@/lib/api/report'
import { reviewContract } from '@/lib/api/review'
import { ruleHitsContract, rulePreviewContract, rulesContract } from '@/lib/api/rules'
import { calendarContract, signOffsContract } from '@/lib/api/sign-offs'
import type { Entry } from '@/lib/journal/entry'

export type Kind = Entry['kind']
type Asked = readonly { path: string }[]

const always: Asked = [journalContract, journalCheckContract, reportContract]
const decided: Asked = [decisionsContract, calendarContract]
const expected: Asked = [expectationsContract, reviewContract, rulePreviewContract]

/** Which answers an entry of a kind changes, besides those that tell of every entry. */
const changedBy: Readonly<Record<Kind, Asked>> = {
  decision: decided,
  undo: decided,
  'escalation closed': decided,
  note: [notesContract],
  expectation: expected,
  'expectation ended': expected,
  'sign-off': [signOffsContract, calendarContract],
  'rule change': [rulesContract, rulePreviewContract, ruleHitsContract],
  'identity kind': [identityContract, identitiesContract],
  recovery: [],
}

/** Asks again for what entries of these kinds have changed; of any kind, if none is named. */
export function refreshAnswers(client: QueryClient, kinds: readonly Kind[]): Promise<void> {
  const changed = kinds.length > 0 ? kinds.map((kind) => changedBy[kind]) : Object.values(changedBy)
  const paths = new Set([always, ...changed].flat().map(({ path }) => path))
  return client.invalidateQueries({ predicate: ({ queryKey }) => paths.has(String(queryKey[0])) })
}

/** So many entries are looked at for their kinds. */
const most = 100

/** The kinds of the entries after one; none is named if they cannot be told. */
export async function kindsSince(since: number, version: number): Promise<readonly Kind[]> {
  if (version < since || version - since > most) return []
  try {
    const { entries } = await ask(journalContract, new URLSearchParams({ limit: String(version - since), before: String(version + 1) }))
    return entries.map(({ entry }) => entry.kind)
  } catch {
    return []
  }
}
