'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import type { ReviewItem } from '@/lib/api/review'
import { signOffContract, type SignOff } from '@/lib/api/sign-offs'
import type { Filter } from '@/lib/filter/filter'
import { wanted } from '@/lib/filter/spelling'
import { inWords } from '@/components/filters/words'
import { span, zoneName } from '@/components/time-format'
import { counted } from '@/components/ui/number'
import { useKeys } from '@/components/ui/use-keys'
import { EventsLink, ItemLink } from './entry-words'
import { useActing } from './use-acting'
import { coverageWords } from './sign-off-list'
import { refreshJournal } from './use-journal'
import { entryOf, isExpected, type Queue } from './use-queue'

interface Props {
  /** The period; of one that has not ended, what is over is signed. */
  from: string
  to: string
  /** The Filter under which it was shown: accounts may be chosen, all else must be looked at to be signed. */
  filter: Filter
  /** What the reviewer was shown. */
  items: readonly ReviewItem[]
  decisions: Queue['decisions']
}

/** Signs the period off: says what is left open first, and what was entered afterwards. */
export function SignOffButton({ from, to: end, filter, items, decisions }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const { tz } = filter
  const accounts = accountsIn(filter)
  const [to, setTo] = useState(end)
  const startedAt = useRef<string>(undefined)
  useEffect(() => {
    startedAt.current = new Date().toISOString()
  }, [from])
  const [signed, setSigned] = useState<SignOff>()
  const [problem, setProblem] = useState<ProblemError['problem']>()
  const client = useQueryClient()
  const { act, ask } = useActing()
  const undecided = items.filter((item) => !decisions?.get(item.id)?.decision)
  // What expectations cover is answered for by whoever gave them: it is counted as expected, not left open.
  const expected = undecided.filter(isExpected)
  const open = undecided.filter((item) => !isExpected(item))
  const escalated = items.filter((item) => decisions?.get(item.id)?.escalation)

  const sign = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note') ?? '').trim()
    act(async (by) => {
      try {
        const answer = await send(signOffContract, { by, from, to, tz, accounts: accounts ?? [], items: items.filter((item) => !expected.includes(item)).map(entryOf), ...(startedAt.current !== undefined && { startedAt: startedAt.current }), ...(note !== '' && { note }) })
        setSigned(answer.signOff)
        setProblem(undefined)
        await refreshJournal(client, 'sign-off')
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        setProblem(error.problem)
      }
    })
  }
  const isReady = decisions !== undefined && accounts !== undefined
  const begin = () => {
    if (!isReady) return false
    setTo(new Date(Math.min(Date.parse(end), Date.now())).toISOString())
    setSigned(undefined)
    setProblem(undefined)
    dialog.current?.showModal()
    return true
  }
  useKeys({ o: begin })
  // Once it is signed, the page goes on to what comes after: what is told here is still the period that was signed.
  const told = signed ? signed.period : { from, to }
  return (
    <>
      <button
        type="button"
        className="control font-semibold"
        disabled={!isReady}
        title={accounts === undefined ? `Only part of the period is shown: ${inWords(filter)}. Drop these filters to sign it off.` : 'Sign the period off (o)'}
        onClick={begin}
      >
        Sign off…{open.length > 0 && <span className="font-normal text-soft">{open.length} left</span>}
      </button>
      <dialog ref={dialog} aria-labelledby={id} className="m-auto max-h-[90dvh] w-[34rem] max-w-[calc(100vw-2rem)] overflow-auto rounded-md border border-edge bg-raised p-4 text-ink shadow-lg backdrop:bg-black/40">
        <h2 id={id} className="font-semibold">
          {signed ? 'Signed off' : 'Sign off'} {span(new Date(told.from), new Date(told.to), tz)} {zoneName(tz, new Date(told.from))}
        </h2>
        <p className="text-soft">{!accounts || accounts.length === 0 ? 'All accounts' : accounts.join(', ')}</p>
        {signed ? (
          <div role="status" className="mt-2 grid gap-1">
            <p>
              <EventsLink filter={signed.filter}>{counted(signed.counts.events, 'event')}</EventsLink> by {counted(signed.counts.identities, 'identity', 'identities')}, {signed.decided.length} decided, {signed.open.length} left open. Entry {signed.seq} of the journal.
            </p>
            <p className="text-soft">{coverageWords(signed.coverage, tz)}</p>
            <p className="mt-1 flex justify-end gap-2">
              <a className="control" href="/calendar">Calendar</a>
              <button type="button" className="control font-semibold" autoFocus onClick={() => dialog.current?.close()}>Close</button>
            </p>
          </div>
        ) : (
          <form onSubmit={sign} className="mt-2 grid gap-2">
            {open.length === 0 ? (
              <p>Every item has a decision{escalated.length > 0 && `; ${escalated.length} stay escalated until they are closed`}.</p>
            ) : (
              <div>
                <p className="font-semibold">{counted(open.length, 'item')} without a decision will be entered as left open:</p>
                <ul className="max-h-40 overflow-auto" tabIndex={0} aria-label="Left open">
                  {open.map((item) => <li key={item.id} className="border-t border-line py-1 [overflow-wrap:anywhere]"><ItemLink item={item} /></li>)}
                </ul>
              </div>
            )}
            {expected.length > 0 && <p className="text-soft">{counted(expected.length, 'story is', 'stories are')} expected, and not among these.</p>}
            <label className="grid gap-0.5">
              Note, if there is something to add
              <textarea name="note" rows={2} maxLength={4000} className="field py-1" />
            </label>
            {problem && <p role="alert" className="bg-mark px-1.5">{problem.title}. {problem.detail} {problem.todo}</p>}
            <p className="flex justify-end gap-2">
              <button type="button" className="control" onClick={() => dialog.current?.close()}>Cancel</button>
              <button type="submit" className="control font-semibold">Sign off</button>
            </p>
          </form>
        )}
      </dialog>
      {ask}
    </>
  )
}

/**
 * The accounts that a Filter chooses, none for all; undefined if it chooses by anything else. What arrived after a sign-off may be
 * signed alone: the rest was seen then.
 */
function accountsIn({ choices: { account, arrived, ...others } }: Filter): string[] | undefined {
  if (arrived && (arrived.exclude.length > 0 || arrived.include.some((each) => !each.startsWith('after:')))) return undefined
  if (Object.keys(others).length > 0 || (account && account.exclude.length > 0)) return undefined
  const texts = (account?.include ?? []).map(wanted).map((want) => (want.kind === 'text' && want.parts.length === 1 ? want.parts[0] : undefined))
  return texts.some((text) => text === undefined) ? undefined : texts.flatMap((text) => text ?? [])
}
