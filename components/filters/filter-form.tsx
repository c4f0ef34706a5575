'use client'

import { useId, useState, type FormEvent } from 'react'
import { parameterNames, parameters, type ParameterName } from '@/lib/filter/parameters'
import { useSuggestions } from './suggestions'

interface Edited {
  name: ParameterName
  value: string
  excludes: boolean
}

/** One value of the Filter, typed, with the values that there are to choose from. */
export function FilterForm({ name: first = 'identity', value = '', excludes = false, onDone }: Partial<Edited> & { onDone: (edited: Edited) => void }) {
  const [edited, setEdited] = useState<Edited>({ name: first, value, excludes })
  const [problem, setProblem] = useState<string>()
  const id = useId()
  const { takes, read } = parameters[edited.name]
  const suggestions = useSuggestions(edited.name, edited.value)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = edited.value.trim()
    const spelled = text === '' ? undefined : read(text)
    if (spelled === undefined) setProblem(`It takes ${takes}`)
    else onDone({ ...edited, value: spelled })
  }
  return (
    <form onSubmit={submit} className="grid gap-2">
      <div className="flex gap-2">
        <select
          className="field min-w-0 flex-1"
          aria-label="Field"
          value={edited.name}
          onChange={(event) => {
            const name = parameterNames.find((each) => each === event.target.value)
            if (name) setEdited({ ...edited, name, value: '' })
          }}
        >
          {parameterNames.map((name) => (
            <option key={name} value={name}>
              {parameters[name].label}
            </option>
          ))}
        </select>
        <select className="field" aria-label="Is or is not" value={String(edited.excludes)} onChange={(event) => setEdited({ ...edited, excludes: event.target.value === 'true' })}>
          <option value="false">is</option>
          <option value="true">is not</option>
        </select>
      </div>
      <input
        className="field value"
        aria-label="Value"
        aria-describedby={`${id}-takes`}
        list={`${id}-values`}
        value={edited.value}
        onChange={(event) => {
          setEdited({ ...edited, value: event.target.value })
          setProblem(undefined)
        }}
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={`${id}-values`}>
        {suggestions.map(({ value: each, label }) => (
          <option key={each} value={each} label={label === each ? undefined : label} />
        ))}
      </datalist>
      <p id={`${id}-takes`} className={`text-sm ${problem ? 'font-semibold' : 'text-soft'}`} role={problem ? 'alert' : undefined}>
        {problem ?? `Takes ${takes}.`}
      </p>
      <button type="submit" className="control justify-center font-semibold">
        Apply
      </button>
    </form>
  )
}
