const [width, height] = [72, 16]

/** When the events of a story were, over the period: the tallest bar is its busiest time. */
export function Sparkline({ counts, title }: { counts: readonly number[]; title: string }) {
  const largest = Math.max(1, ...counts)
  const step = width / counts.length
  const bars = counts.map((count, index) => {
    const tall = count === 0 ? 0 : Math.max(2, Math.round((count / largest) * (height - 1)))
    return `M${index * step} ${height}v-${tall}h${step - 0.5}v${tall}z`
  })
  return (
    <svg role="img" aria-label={title} viewBox={`0 0 ${width} ${height}`} className="h-4 w-18 shrink-0 overflow-visible">
      <path d={`M0 ${height - 0.5}h${width}`} className="stroke-line" />
      <path d={bars.join('')} className="fill-soft" />
    </svg>
  )
}
