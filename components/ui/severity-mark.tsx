import type { Severity } from '@/lib/cloudtrail/facts'

const looks: Record<Severity, { shape: string; className: string }> = {
  info: { shape: '·', className: 'text-soft' },
  low: { shape: '▽', className: 'text-soft' },
  medium: { shape: '△', className: '' },
  high: { shape: '▲', className: 'font-semibold' },
  critical: { shape: '▲▲', className: 'rounded bg-ink px-1 font-semibold text-paper' },
}

/** A severity as shape and word; never as colour alone. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const { shape, className } = looks[severity]
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap ${className}`}>
      <span aria-hidden className="inline-block min-w-3 text-center text-sm leading-none">
        {shape}
      </span>
      {severity}
    </span>
  )
}
