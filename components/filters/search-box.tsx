'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { withChoice } from '@/lib/filter/filter'
import { useKeys } from '@/components/ui/use-keys'
import { usePlace } from './place-provider'

/** Words in the raw record; `/` jumps here. Typing replaces the address half a second after the last key. */
export function SearchBox() {
  const { filter, narrow } = usePlace()
  const current = filter.choices.q?.include[0] ?? ''
  const [typed, setTyped] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  useKeys({ '/': () => input.current?.focus() }, 'search')

  const apply = (text: string) => {
    const { exclude = [] } = filter.choices.q ?? {}
    const words = text.trim()
    if (words !== current) narrow(withChoice(filter, 'q', { include: words ? [words] : [], exclude }), 'replace')
    setTyped(undefined)
  }
  useEffect(() => {
    if (typed === undefined) return
    const timer = setTimeout(() => apply(typed), 500)
    return () => clearTimeout(timer)
  })
  return (
    <form
      role="search"
      className="relative min-w-40 flex-1 basis-48 wide:max-w-96"
      onSubmit={(event) => {
        event.preventDefault()
        apply(typed ?? current)
      }}
    >
      <Search aria-hidden className="pointer-events-none absolute left-2 top-1/2 size-3.5 -translate-y-1/2 text-soft" />
      <input
        ref={input}
        type="search"
        className="field w-full pl-7"
        aria-label="Words in the raw record"
        aria-keyshortcuts="/"
        placeholder="Words in the raw record ( / )"
        value={typed ?? current}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        spellCheck={false}
      />
    </form>
  )
}
