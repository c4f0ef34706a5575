'use client'

import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { zoneName } from '@/components/time-format'

/** All zones, found by the words of their names. */
export function ZoneList({ chosen, onChoose }: { chosen: string; onChoose: (tz: string) => void }) {
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const id = useId()
  const zones = useMemo(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone
    return [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])]
  }, [])
  const words = text.toLowerCase().replaceAll('_', ' ').split(/\s+/)
  const found = zones.filter((zone) => words.every((word) => zone.toLowerCase().replaceAll('_', ' ').includes(word))).slice(0, 80)
  const now = new Date()

  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const next = (active + step + found.length) % Math.max(1, found.length)
      setActive(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && found[active]) onChoose(found[active])
  }
  return (
    <>
      <input
        autoFocus
        className="field w-full"
        placeholder="City or region"
        aria-label="Search time zones"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={`${id}-${active}`}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setActive(0)
        }}
        onKeyDown={press}
      />
      <ul id={id} role="listbox" aria-label="Time zones" className="mt-2 max-h-64 overflow-auto">
        {found.map((zone, index) => (
          <li
            key={zone}
            id={`${id}-${index}`}
            role="option"
            aria-selected={zone === chosen}
            className={`flex cursor-pointer justify-between gap-2 rounded px-2 py-1 hover:bg-hover ${index === active ? 'bg-chosen' : ''} ${zone === chosen ? 'font-semibold' : ''}`}
            onClick={() => onChoose(zone)}
          >
            <span>{zone.replaceAll('_', ' ')}</span>
            <span className="text-soft">{zoneName(zone, now)}</span>
          </li>
        ))}
        {found.length === 0 && <li className="px-2 py-1 text-soft">No zone is called that.</li>}
      </ul>
    </>
  )
}
