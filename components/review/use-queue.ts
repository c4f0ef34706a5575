'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReviewItem } from '@/lib/api/review'
import type { Verdict } from '@/lib/journal/entry'
import type { Item } from '@/lib/journal/remark'
import { usePlace } from '@/components/filters/place-provider'
import { useDecisions } from './use-decisions'

/** The story as the journal has it. */
export const entryOf = ({ id, title, filter, severity }: ReviewItem): Item => ({ id, title, filter, severity })

/** Whether expectations cover every event of a story. */
export const isExpected = ({ expected, count }: Pick<ReviewItem, 'expected' | 'count'>): boolean => expected >= count

/**
 * The queue as one works through it: which story is looked at, what is decided about each, and how to go on.
 * @param all the stories of the period; undefined while they are not known
 * @param items those that are shown, in their order
 * @param act does something in the reviewer's name
 */
export function useQueue(all: readonly ReviewItem[] | undefined, items: readonly ReviewItem[], act: (what: (by: string) => unknown) => void) {
  const { view, see } = usePlace()
  const { decisions, entering, decide } = useDecisions(all?.map(({ id }) => id))
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    if (entering === 0) return
    // What is drawn is not entered yet.
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [entering])
  /** What was decided here, latest last: that is what `undo` takes back. */
  const trail = useRef<string[]>([])
  const found = items.findIndex(({ id }) => id === view.item)
  const index = view.item === undefined || found < 0 ? (items.length > 0 ? 0 : -1) : found
  const current = items[index]
  const isDecided = useCallback((id: string) => (decisions?.get(id)?.decision ?? null) !== null, [decisions])

  const goTo = (item: ReviewItem | undefined) => {
    if (item && item.id !== current?.id) see({ item: item.id, open: undefined }, 'replace')
  }
  const enter = (item: ReviewItem, verdict: Verdict | 'undo', note?: string) =>
    act(async (by) => {
      setProblem(undefined)
      const standing = decisions?.get(item.id)?.decision
      // A key that is pressed twice is one decision.
      if (note === undefined && standing?.verdict === verdict && standing.by === by) return
      const refused = await decide(by, entryOf(item), verdict, note)
      if (refused) setProblem(`“${item.title}” was not decided. ${refused.problem.detail} ${refused.problem.todo ?? ''}`)
    })
  const next = (from: number) => items.slice(from + 1).find(({ id }) => !isDecided(id)) ?? items.slice(0, from).find(({ id }) => !isDecided(id))
  return {
    index, current, decisions, problem,
    /** Decisions that are drawn and on their way into the journal. */
    entering,
    left: decisions === undefined ? undefined : items.filter(({ id }) => !isDecided(id)).length,
    goTo,
    move: (step: 1 | -1) => goTo(items[Math.min(items.length - 1, Math.max(0, index + step))]),
    /** Decides about a story and goes on to the next that is not decided. */
    decide(item: ReviewItem | undefined, verdict: Verdict, note?: string) {
      if (!item) return
      trail.current.push(item.id)
      enter(item, verdict, note)
      goTo(next(items.indexOf(item)))
    },
    /** Takes back what is decided about the story or, if that is nothing, what was decided last. */
    undo(item: ReviewItem | undefined = current) {
      const last = item && isDecided(item.id) ? item : items.find(({ id }) => id === trail.current.at(-1))
      if (!last || !isDecided(last.id)) return
      trail.current = trail.current.filter((id) => id !== last.id)
      enter(last, 'undo')
      goTo(last)
    },
  }
}

export type Queue = ReturnType<typeof useQueue>
