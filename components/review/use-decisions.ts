'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
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

/** What was decided here: as it will be while it is on its way into the journal, then as that has it. */
interface Own {
  item: DecidedItem
  isUnderWay: boolean
}

/**
 * What holds of items, by their ids, and how to decide about one. Those that nobody decided about are left out; undefined while
 * it is not known. A decision is drawn with whatever else changes in the same moment, and taken back if it was not entered.
 * @param ids undefined while they are not known
 */
export function useDecisions(ids: readonly string[] | undefined) {
  const client = useQueryClient()
  // In whatever order the items stand, the question is the same.
  const { data } = useQuery({ ...answerOf(decisionsContract, { ids: (ids ?? []).toSorted().join() }), placeholderData: keepPreviousData, enabled: ids !== undefined && ids.length > 0, select: byId })
  const told = ids?.length === 0 ? nothing : data
  const [own, setOwn] = useState<ReadonlyMap<string, Own>>(new Map())
  const [entering, setEntering] = useState(0)
  const underWay = useRef(new Map<string, Promise<DecidedItem | undefined>>())
  const decisions = useMemo(() => told && joined(told, own), [told, own])

  /** @returns the problem, if it was not entered */
  const decide = async (by: string, item: Item, verdict: Verdict | 'undo', note?: string): Promise<ProblemError | undefined> => {
    const mine: Own = { item: foreseen(decisions?.get(item.id), by, item, verdict, note), isUnderWay: true }
    const put = (next: Own | undefined) => setOwn((all) => (next === mine || all.get(item.id) === mine ? changed(all, item.id, next) : all))
    put(mine)
    setEntering((count) => count + 1)
    // What is said of an item next builds on what was said before, once the desk has entered that.
    const before = underWay.current.get(item.id) ?? Promise.resolve(undefined)
    const entered = before.then(async (last) => {
      const saw = Math.max(0, last?.last ?? 0, ...client.getQueriesData<Decisions>({ queryKey: key }).flatMap(([, held]) => held?.items.find((each) => each.item.id === item.id)?.last ?? []))
      return (await send(decideContract, { by, item, verdict, saw, ...(note !== undefined && { note }) })).item
    })
    underWay.current.set(item.id, entered.catch(() => undefined))
    try {
      const made = await entered
      client.setQueriesData<Decisions>({ queryKey: key }, (held) => held && { ...held, items: [...held.items.filter((each) => each.item.id !== item.id), made] })
      put({ item: made, isUnderWay: false })
      return undefined
    } catch (error) {
      put(undefined)
      await refreshJournal(client, 'decision')
      if (error instanceof ProblemError) return error
      throw error
    } finally {
      setEntering((count) => count - 1)
    }
  }
  return { decisions, entering, decide }
}

const byId = ({ items }: Decisions): Decided => new Map(items.map((each) => [each.item.id, each]))

/** An answer may be older than what was entered here since it was asked for. */
function joined(told: Decided, own: ReadonlyMap<string, Own>): Decided {
  const newer = [...own].filter(([id, { item, isUnderWay }]) => isUnderWay || (told.get(id)?.last ?? 0) < item.last)
  return newer.length === 0 ? told : new Map([...told, ...newer.map(([id, { item }]) => [id, item] as const)])
}

function changed(all: ReadonlyMap<string, Own>, id: string, next: Own | undefined): ReadonlyMap<string, Own> {
  const others = [...all].filter(([each]) => each !== id)
  return new Map(next ? [...others, [id, next]] : others)
}

/** What an item will be once the desk has entered a decision. */
function foreseen(held: DecidedItem | undefined, by: string, item: Item, verdict: Verdict | 'undo', note: string | undefined): DecidedItem {
  const { decision = null, before = [], escalation = null, last = 0 } = held ?? {}
  if (verdict === 'undo') return { item, decision: before.at(-1) ?? null, before: before.slice(0, -1), last, escalation: escalation?.seq === decision?.seq ? null : escalation }
  const made = { seq: last, at: new Date().toISOString(), by, verdict, note: note ?? null }
  return { item, decision: made, before: decision ? [...before, decision] : before, last, escalation: verdict === 'suspicious' ? made : escalation }
}
