import type { EventClass } from '@/lib/cloudtrail/facts'

/** Fill of each class: bars, squares, underlines. */
export const classFill: Record<EventClass, string> = {
  component: 'var(--color-component)',
  network: 'var(--color-network)',
  permission: 'var(--color-permission)',
  authentication: 'var(--color-authentication)',
  data: 'var(--color-data)',
  audit: 'var(--color-audit)',
  none: 'var(--color-none)',
}

const inks: Record<EventClass, string> = {
  component: 'text-component-ink',
  network: 'text-network-ink',
  permission: 'text-permission-ink',
  authentication: 'text-authentication-ink',
  data: 'text-data-ink',
  audit: 'text-audit-ink',
  none: 'text-none-ink',
}

/** A class as word and hue; `none` is shown as a dash. */
export function ClassMark({ value }: { value: EventClass }) {
  return (
    <span className={`inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap ${inks[value]}`}>
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: classFill[value] }} />
      {value === 'none' ? <span className="text-soft">no class</span> : <span className="truncate">{value}</span>}
    </span>
  )
}
