import { grouped } from '@/components/ui/number'

interface Props {
  title: string
  counts: readonly { key: string; label: string; count: number }[]
  /** Where it points, and how wide the picture is, in pixels. */
  x: number
  width: number
  /** What the counts do not tell: that nothing is stored of that time. */
  remark?: string | undefined
}

const most = 8

/** The exact counts of what one points at, read out to screen readers as well. */
export function Readout({ title, counts, x, width, remark }: Props) {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const there = counts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  const isRight = x > width / 2
  return (
    <div
      role="status"
      className="pointer-events-none absolute top-1 z-10 w-56 rounded border border-edge bg-raised px-2 py-1.5 shadow-md"
      style={isRight ? { right: width - x + 10 } : { left: x + 10 }}
    >
      <p className="text-sm text-soft">{title}</p>
      {remark && <p className="font-semibold">{remark}</p>}
      <p className={`flex justify-between gap-3 font-semibold ${remark === 'no data' ? 'sr-only' : ''}`}>
        events <span className="value">{grouped(total)}</span>
      </p>
      <ul>
        {there.slice(0, most).map(({ key, label, count }) => (
          <li key={key} className="flex justify-between gap-3 text-sm">
            <span className="truncate">{label}</span>
            <span className="value">{grouped(count)}</span>
          </li>
        ))}
        {there.length > most && <li className="text-sm text-soft">{there.length - most} more</li>}
      </ul>
    </div>
  )
}
