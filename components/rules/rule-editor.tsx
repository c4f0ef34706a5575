'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useRef, useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import { ruleChangeContract, rulePreviewContract } from '@/lib/api/rules'
import { useAnswer } from '@/lib/api/use-answer'
import type { Draft } from '@/lib/risk/draft'
import { useActing } from '@/components/review/use-acting'
import { refreshJournal } from '@/components/review/use-journal'
import { Panel } from '@/components/ui/panel'
import type { Edit } from './edit'
import { RuleFields } from './rule-fields'
import { RulePreview } from './rule-preview'

/** A change of one rule: its fields, what it would have flagged, and the saving of it. */
export function RuleEditor({ edit: { title, section, action, draft: given, isForm }, tz, onDone }: { edit: Edit; tz: string; onDone: () => void }) {
  const client = useQueryClient()
  const { act, ask } = useActing()
  const heading = useRef<HTMLHeadingElement>(null)
  const [draft, setDraft] = useState<Draft>(given)
  const [problem, setProblem] = useState<string>()
  const asked = useDeferredValue(useSettled(draft))
  const isBegun = Object.values(asked).some((value) => value !== undefined && value.trim() !== '')
  const [stopped, setStopped] = useState<Draft>()
  const isStopped = stopped === asked
  const preview = useAnswer(rulePreviewContract, { section, action, ...asked }, { enabled: isBegun && !isStopped })
  useEffect(() => heading.current?.focus(), [])
  const stop = () => {
    setStopped(asked)
    // The engine stops, too.
    void client.cancelQueries({ queryKey: [rulePreviewContract.path] })
  }

  const isSeen = preview.data !== undefined && !preview.isPlaceholderData && asked === draft
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isSeen) return
    const saw = preview.data?.written ?? null
    act(async (by) => {
      try {
        await send(ruleChangeContract, { by, section, action, entry: draft, saw })
        onDone()
        await refreshJournal(client, 'rule change')
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        setProblem(`${error.problem.title}. ${error.problem.detail} ${error.problem.todo ?? ''}`)
      }
    })
  }
  return (
    <section aria-labelledby="rule-editor" className="on-screen bg-paper">
      <form onSubmit={save} className="grid gap-2 px-3 py-2">
        <h2 id="rule-editor" ref={heading} tabIndex={-1} className="font-semibold [overflow-wrap:anywhere]">{title}</h2>
        {isForm && <RuleFields section={section} draft={draft} onChange={(changes) => setDraft({ ...draft, ...changes })} />}
        {problem && <p role="alert" className="w-fit bg-mark px-1.5">{problem}</p>}
        <p className="flex flex-wrap items-center gap-2">
          <button type="submit" className="control font-semibold" disabled={!isSeen || preview.data.problems.length > 0}>Save to the journal</button>
          <button type="button" className="control" onClick={onDone}>Cancel</button>
          <span className="text-soft">{isBegun ? 'It can be taken back by another entry.' : 'What it would have flagged is shown before it can be saved.'}</span>
        </p>
      </form>
      {isStopped && isBegun && (
        <p className="flex flex-wrap items-center gap-2 border-t border-line px-3 py-2 text-soft">
          Stopped: what it would have flagged is not known.
          <button type="button" className="control" onClick={() => setStopped(undefined)}>Look again</button>
        </p>
      )}
      {isBegun && !isStopped && (
        <Panel aside={<Progress isUnderWay={preview.isFetching || asked !== draft} onStop={stop} />} title="In the last 30 days stored it would have flagged" answer={preview} isEmpty={() => false} className="border-t border-line" skeleton={<div className="mx-3 mb-3 h-32 animate-pulse rounded bg-hover" />}>
          {(answer) => <RulePreview preview={answer} tz={tz} />}
        </Panel>
      )}
      {ask}
    </section>
  )
}

/** Seconds after which it is told that one waits, and how long. */
const patience = 1

/** How long one waits already, and a way to stop, where that is long. */
function Progress({ isUnderWay, onStop }: { isUnderWay: boolean; onStop: () => void }) {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    if (!isUnderWay) return
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000)
    return () => {
      clearInterval(timer)
      setSeconds(0)
    }
  }, [isUnderWay])
  if (!isUnderWay || seconds < patience) return null
  return (
    <>
      <span role="status" className="text-soft">Reading records of 30 days, for {seconds} s</span>
      <button type="button" className="control" onClick={onStop}>Stop</button>
    </>
  )
}

/** A value once it has not changed for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
