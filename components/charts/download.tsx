'use client'

import { useState } from 'react'
import { pngOf, svgOf, type Drawing } from './picture'

/** Saves a picture as PNG, SVG or the numbers behind it as CSV. */
export function Download<T>({ name, data, picture, csv }: { name: string; data: T | undefined; picture: (data: T) => Drawing; csv: (data: T) => string }) {
  const [problem, setProblem] = useState<string>()
  const ways = {
    PNG: (shown: T) => pngOf(picture(shown)),
    SVG: (shown: T) => new Blob([svgOf(picture(shown))], { type: 'image/svg+xml' }),
    CSV: (shown: T) => new Blob([csv(shown)], { type: 'text/csv' }),
  }
  const keep = async (kind: string, make: (shown: T) => Blob | Promise<Blob>) => {
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
