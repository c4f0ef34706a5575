'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import { ruleUndoContract, type RuleChange } from '@/lib/api/rules'
import { useActing } from '@/components/review/use-acting'
import { refreshJournal } from '@/components/review/use-journal'
import { stamp } from '@/components/time-format'

/** What was changed on the page, newest first; what still stands can be undone. */
export function RuleChanges({ changes, tz }: { changes: readonly RuleChange[]; tz: string }) {
  const client = useQueryClient()
  const { act, ask } = useActing()
  const [problem, setProblem] = useState<string>()
  if (changes.length === 0) return null
  const undo = (seq: number) =>
    act(async (by) => {
      try {
        await send(ruleUndoContract, { by, seq })
        setProblem(undefined)
        await refreshJournal(client, 'rule change')
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        setProblem(`${error.problem.title}. ${error.problem.detail}`)
      }
    })
  return (
    <section aria-labelledby="rule-changes" className="bg-paper pb-2">
      <h2 id="rule-changes" className="px-3 py-2 font-semibold">Changes on this page</h2>
      {problem && <p role="alert" className="mx-3 w-fit bg-mark px-1.5">{problem}</p>}
      <ul aria-label="Changes">
        {changes.map(({ seq, at, by, section, before, after, holds }) => (
          <li key={seq} className="grid gap-0.5 border-t border-line px-3 py-1.5">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span>entry {seq}: {by} {before === null ? 'wrote' : after === null ? 'took back' : 'changed'} a rule in {section}</span>
              <time dateTime={at} className="value text-soft">{stamp(new Date(at), tz)}</time>
              {holds && <button type="button" className="control control-quiet on-screen ml-auto" onClick={() => undo(seq)} aria-label={`Undo entry ${seq}`}>Undo</button>}
            </p>
            {before !== null && <EntryText mark="−" text={before} />}
            {after !== null && <EntryText mark="+" text={after} />}
          </li>
        ))}
      </ul>
      {ask}
    </section>
  )
}

/** What an entry was, or is to be. */
export const EntryText = ({ mark, text }: { mark: string; text: string }) => (
  <p className="value flex gap-2 text-sm text-soft"><span>{mark}</span><span className="max-h-40 overflow-auto whitespace-pre-wrap [overflow-wrap:anywhere]">{text.trim()}</span></p>
)
