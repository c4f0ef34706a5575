'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { escalationContract } from '@/lib/api/decisions'
import type { calendarContract } from '@/lib/api/sign-offs'
import { stamp } from '@/components/time-format'
import { grouped } from '@/components/ui/number'
import { ItemLink } from './entry-words'
import { useActing } from './use-acting'
import { refreshJournal } from './use-journal'

type Escalation = Answer<typeof calendarContract>['escalations'][number]

/** Suspicious items that nobody closed: they stay, whatever is signed. */
export function Escalations({ escalations, tz }: { escalations: readonly Escalation[]; tz: string }) {
  return (
    <section aria-label="Escalated" className="bg-paper p-3">
      <h2 className="font-semibold">Escalated <span className="value font-normal text-soft">{grouped(escalations.length)}</span></h2>
      {escalations.length === 0 ? (
        <p className="text-soft">Nothing that was marked suspicious is open.</p>
      ) : (
        <ul>
          {escalations.map((each) => (
            <li key={each.item.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-t border-line py-1.5">
              <span className="min-w-0 flex-1 basis-72 [overflow-wrap:anywhere]">
                <ItemLink item={each.item} />
                {each.note !== null && <span className="block whitespace-pre-wrap text-soft">“{each.note}”</span>}
              </span>
              <span className="text-soft">by {each.by}, <time dateTime={each.at} className="value">{stamp(new Date(each.at), tz)}</time></span>
              <Close id={each.item.id} title={each.item.title} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Close({ id, title }: { id: string; title: string }) {
  const [isOpen, setOpen] = useState(false)
  const [problem, setProblem] = useState<string>()
  const said = useId()
  const client = useQueryClient()
  const { act, ask } = useActing()
  const close = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note') ?? '')
    act(async (by) => {
      try {
        await send(escalationContract, { by, id, note })
      } catch (error) {
        setProblem(error instanceof ProblemError ? error.problem.detail : String(error))
      }
      await refreshJournal(client, 'escalation closed')
    })
  }
  if (!isOpen) return <button type="button" className="control on-screen" aria-label={`Close: ${title}`} onClick={() => setOpen(true)}>Close…</button>
  return (
    <>
      <form onSubmit={close} className="on-screen flex w-full flex-wrap items-end gap-2">
        <label className="grid min-w-48 flex-1 gap-0.5">
          <span className="text-soft">What became of it?</span>
          <input name="note" required maxLength={4000} className="field" autoFocus aria-describedby={said} />
        </label>
        <button type="submit" className="control font-semibold">Close it</button>
        <button type="button" className="control" onClick={() => setOpen(false)}>Cancel</button>
        <p id={said} role={problem ? 'alert' : undefined} className="w-full">{problem}</p>
      </form>
      {ask}
    </>
  )
}
