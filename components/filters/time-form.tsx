'use client'

import { useId, useState, type FormEvent } from 'react'
import { readMoment, type Moment } from '@/lib/filter/moment'

/** From and to, typed: a date and time in the zone, an ISO instant, or -24h and now. */
export function TimeForm({ tz, from, to, onDone }: { tz: string; from: string; to: string; onDone: (from: Moment | undefined, to: Moment | undefined) => void }) {
  const [texts, setTexts] = useState({ from, to })
  const [problem, setProblem] = useState<string>()
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const ends = { from: typed(texts.from, tz), to: typed(texts.to, tz) }
    if (texts.from.trim() && !ends.from) return setProblem(`“${texts.from}” is no time`)
    if (texts.to.trim() && !ends.to) return setProblem(`“${texts.to}” is no time`)
    if (ends.from?.kind === 'instant' && ends.to?.kind === 'instant' && ends.from.seconds >= ends.to.seconds) return setProblem('“To” lies before “from”')
    onDone(ends.from, ends.to)
  }
  const field = (name: 'from' | 'to', label: string) => (
    <label className="grid grid-cols-[3rem_1fr] items-center gap-2">
      <span className="text-soft">{label}</span>
      <input
        className="field value min-w-0"
        value={texts[name]}
        onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
        aria-describedby={id}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  )
  return (
    <form onSubmit={submit} className="grid gap-2 border-t border-line pt-3">
      {field('from', 'From')}
      {field('to', 'To')}
      <p id={id} className={`text-sm ${problem ? 'font-semibold' : 'text-soft'}`} role={problem ? 'alert' : undefined}>
        {problem ? `${problem}. ` : ''}2026-03-01 09:00 ({tz}), 2026-03-01T09:00:00Z, -24h, now
      </p>
      <button type="submit" className="control justify-center font-semibold">
        Apply
      </button>
    </form>
  )
}

/** What somebody typed: a space between date and time of day is as good as a T. */
const typed = (text: string, tz: string) => readMoment(text.trim().replace(/^(\d{4}-\d{2}-\d{2}) +(?=\d)/, '$1T'), tz)
