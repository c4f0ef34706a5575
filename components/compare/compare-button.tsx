'use client'

import { GitCompareArrows } from 'lucide-react'
import { useId, useState, type FormEvent } from 'react'
import { unguarded } from '@/lib/filter/spelling'
import { usePlace } from '@/components/filters/place-provider'
import { useSuggestions } from '@/components/filters/suggestions'
import { Popover } from '@/components/ui/popover'

const periods = [
  { label: 'The period before', spelling: 'before' },
  { label: '7 days before today', spelling: '-7d..-24h' },
  { label: '30 days before today', spelling: '-30d..-24h' },
] as const

/** Chooses what an identity is compared with: another identity, or another period of its own. */
export function CompareButton({ identity }: { identity: string }) {
  const { view, see } = usePlace()
  return (
    <Popover
      name="Compare with"
      label={
        <>
          <GitCompareArrows aria-hidden className="size-3.5" />
          Compare…
        </>
      }
    >
      {(close) => (
        <CompareForm
          identity={identity}
          current={view.with}
          onDone={(other) => {
            see({ with: other })
            close()
          }}
        />
      )}
    </Popover>
  )
}

function CompareForm({ identity, current = '', onDone }: { identity: string; current?: string | undefined; onDone: (other: string | undefined) => void }) {
  const [typed, setTyped] = useState(periods.some(({ spelling }) => spelling === current) ? '' : current)
  const suggestions = useSuggestions('identity', '')
  const id = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone(typed.trim() || undefined)
  }
  return (
    <div className="grid gap-3">
      <ul className="grid gap-1">
        {periods.map(({ label, spelling }) => (
          <li key={spelling}>
            <button type="button" className="control w-full" aria-pressed={current === spelling} onClick={() => onDone(spelling)}>
              {label}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="grid gap-2 border-t border-line pt-3">
        <label className="grid gap-1">
          <span className="text-soft">Another identity</span>
          <input className="field value" list={id} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} aria-describedby={`${id}-takes`} />
        </label>
        <datalist id={id}>
          {suggestions.flatMap(({ value, label }) => {
            const name = unguarded(value).replace(/\\([\\*])/g, '$1')
            return name === identity ? [] : [<option key={value} value={name} label={label === name ? undefined : label} />]
          })}
        </datalist>
        <p id={`${id}-takes`} className="text-sm text-soft">
          Or two times: 2026-03-01..2026-03-08
        </p>
        <button type="submit" className="control justify-center font-semibold" disabled={typed.trim() === ''}>
          Compare
        </button>
      </form>
    </div>
  )
}
