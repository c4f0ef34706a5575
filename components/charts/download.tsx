'use client'

import { useState } from 'react'
import type { Drawing } from './picture'

// What draws pictures that leave the page comes when one is to leave it.
const drawing = () => import('./picture')

interface Props<T> {
  name: string
  data: T | undefined
  picture: (data: T) => Promise<Drawing>
  csv: (data: T) => Promise<string>
}

/** Saves a picture as PNG, SVG or the numbers behind it as CSV. */
export function Download<T>({ name, data, picture, csv }: Props<T>) {
  const [problem, setProblem] = useState<string>()
  const ways = {
    PNG: async (shown: T) => (await drawing()).pngOf(await picture(shown)),
    SVG: async (shown: T) => new Blob([(await drawing()).svgOf(await picture(shown))], { type: 'image/svg+xml' }),
    CSV: async (shown: T) => new Blob([await csv(shown)], { type: 'text/csv' }),
  }
  const keep = async (kind: string, make: (shown: T) => Promise<Blob>) => {
    if (data === undefined) return
    try {
      save(`${name}.${kind.toLowerCase()}`, await make(data))
      setProblem(undefined)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <span className="on-screen flex max-wide:ml-auto">
      {Object.entries(ways).map(([kind, make]) => (
        <button key={kind} type="button" className="control control-quiet px-1.5" title={`Save as ${kind}`} disabled={data === undefined} onClick={() => void keep(kind, make)}>
          {kind}
        </button>
      ))}
      {problem && <span role="alert">{problem}</span>}
    </span>
  )
}

function save(name: string, blob: Blob) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
