/** A small picture of how much happened when. The number stands beside it. */
export function Sparkline({ counts, width = 120 }: { counts: readonly number[]; width?: number }) {
  const height = 18
  const largest = Math.max(1, ...counts)
  const step = width / Math.max(1, counts.length)
  const path = counts.map((count, index) => (count === 0 ? '' : `M${(index * step).toFixed(1)} ${height}V${(height - Math.max(1, (count / largest) * height)).toFixed(1)}h${Math.max(0.5, step - 1).toFixed(1)}V${height}z`)).join('')
  return (
    <svg aria-hidden width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="block max-w-full">
      <path d={path} fill="var(--color-heat-4)" />
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--color-line)" />
    </svg>
  )
}
