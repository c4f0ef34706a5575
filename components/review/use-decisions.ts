'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, ProblemError, send } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { decideContract, decisionsContract, type DecidedItem } from '@/lib/api/decisions'
import type { Item, Verdict } from '@/lib/journal/entry'
import { refreshJournal } from './use-journal'

type Decisions = Answer<typeof decisionsContract>
const key = [decisionsContract.path, '']

/** What holds of each item that was ever decided about, by its id; undefined while that is not known. */
export function useDecisions(): ReadonlyMap<string, DecidedItem> | undefined {
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask(decisionsContract, new URLSearchParams(), signal),
    select: byId,
  })
  return data
}

const byId = ({ items }: Decisions) => new Map(items.map((each) => [each.item.id, each]))

/**
 * Decides about an item, or undoes what was decided. It is drawn at once; if somebody else was faster it is taken back.
 * @returns the problem, if it was not entered
 */
export function useDecide(): (by: string, item: Item, verdict: Verdict | 'undo', note?: string) => Promise<ProblemError | undefined> {
  const client = useQueryClient()
  const put = (changed: DecidedItem) =>
    client.setQueryData<Decisions>(key, (held) => held && { ...held, items: [...held.items.filter(({ item }) => item.id !== changed.item.id), changed] })
  return async (by, item, verdict, note) => {
    await client.cancelQueries({ queryKey: key })
    const held = client.getQueryData<Decisions>(key)?.items.find((each) => each.item.id === item.id)
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
