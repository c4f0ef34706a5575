'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { themeCookie, themes, type Theme } from './theme'

const icons = { system: Monitor, light: Sun, dark: Moon }

/** Goes from system to light to dark and back; the choice is kept for a year. */
export function ThemeToggle({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)
  const Icon = icons[theme]
  const choose = () => {
    const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
    setTheme(next)
    document.documentElement.dataset.theme = next
    document.cookie = `${themeCookie}=${next}; path=/; max-age=31536000; samesite=lax`
  }
  return (
    <button type="button" className="control control-quiet" onClick={choose} aria-label={`Theme: ${theme}`} title={`Theme: ${theme}`}>
      <Icon aria-hidden className="size-4" />
    </button>
  )
}
