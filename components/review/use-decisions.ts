'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { ProblemError, send } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { decideContract, decisionsContract, type DecidedItem } from '@/lib/api/decisions'
import { answerOf } from '@/lib/api/use-answer'
import type { Verdict } from '@/lib/journal/entry'
import type { Item } from '@/lib/journal/remark'
import { refreshJournal } from './use-journal'

type Decisions = Answer<typeof decisionsContract>
type Decided = ReadonlyMap<string, DecidedItem>
const key = [decisionsContract.path]
const nothing: Decided = new Map()

/**
 * What holds of items, by their ids; those that nobody decided about are left out. Undefined while that is not known.
 * @param ids undefined while they are not known
 */
export function useDecisions(ids: readonly string[] | undefined): Decided | undefined {
  // In whatever order the items stand, the question is the same.
  const { data } = useQuery({ ...answerOf(decisionsContract, { ids: (ids ?? []).toSorted().join() }), placeholderData: keepPreviousData, enabled: ids !== undefined && ids.length > 0, select: byId })
  return ids?.length === 0 ? nothing : data
}

const byId = ({ items }: Decisions): Decided => new Map(items.map((each) => [each.item.id, each]))

/**
 * Decides about an item, or undoes what was decided. It is drawn at once; if somebody else was faster it is taken back.
 * @returns the problem, if it was not entered
 */
export function useDecide(): (by: string, item: Item, verdict: Verdict | 'undo', note?: string) => Promise<ProblemError | undefined> {
  const client = useQueryClient()
  const put = (changed: DecidedItem) =>
    client.setQueriesData<Decisions>({ queryKey: key }, (held) => held && { ...held, items: [...held.items.filter(({ item }) => item.id !== changed.item.id), changed] })
  return async (by, item, verdict, note) => {
    await client.cancelQueries({ queryKey: key })
    const known = client.getQueriesData<Decisions>({ queryKey: key }).flatMap(([, held]) => held?.items.find((each) => each.item.id === item.id) ?? [])
    // Whichever question it was an answer to: the newest is what the reviewer saw.
    const held = known.toSorted((a, b) => a.last - b.last).at(-1)
    put(foreseen(held, by, item, verdict, note))
    try {
      const { item: entered } = await send(decideContract, { by, item, verdict, saw: held?.last ?? 0, ...(note !== undefined && { note }) })
      put(entered)
      return undefined
    } catch (error) {
      await refreshJournal(client, 'decision')
      if (error instanceof ProblemError) return error
      throw error
    }
  }
}

/** What an item will be once the desk has entered a decision. */
function foreseen(held: DecidedItem | undefined, by: string, item: Item, verdict: Verdict | 'undo', note: string | undefined): DecidedItem {
  const { decision = null, before = [], escalation = null, last = 0 } = held ?? {}
  if (verdict === 'undo') return { item, decision: before.at(-1) ?? null, before: before.slice(0, -1), last, escalation: escalation?.seq === decision?.seq ? null : escalation }
  const made = { seq: last, at: new Date().toISOString(), by, verdict, note: note ?? null }
  return { item, decision: made, before: decision ? [...before, decision] : before, last, escalation: verdict === 'suspicious' ? made : escalation }
}
