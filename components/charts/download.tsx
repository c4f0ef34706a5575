'use client'

import { useState } from 'react'
import { pngOf, svgOf, type Drawing } from './picture'

/** Saves a picture as PNG, SVG or the numbers behind it as CSV. */
export function Download({ name, picture, csv }: { name: string; picture: () => Drawing; csv: () => string }) {
  const [problem, setProblem] = useState<string>()
  const ways = {
    PNG: () => pngOf(picture()),
    SVG: () => new Blob([svgOf(picture())], { type: 'image/svg+xml' }),
    CSV: () => new Blob([csv()], { type: 'text/csv' }),
  }
  const kept = async (kind: string, make: () => Blob | Promise<Blob>) => {
    try {
      save(`${name}.${kind.toLowerCase()}`, await make())
      setProblem(undefined)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <span className="on-screen flex max-wide:ml-auto">
      {Object.entries(ways).map(([kind, make]) => (
        <button key={kind} type="button" className="control control-quiet px-1.5" title={`Save as ${kind}`} onClick={() => void kept(kind, make)}>
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
