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

/**
 * A class as word and hue; `none` is shown as no class.
 * @param role in lists that draw thousands it is the cell itself
 */
export function ClassMark({ value, role, className = '' }: { value: EventClass; role?: 'gridcell'; className?: string }) {
  return (
    <span role={role} className={`class-mark class-mark-${value} ${inks[value]} ${className}`}>
      <span className={value === 'none' ? 'text-soft' : 'truncate'}>{value === 'none' ? 'no class' : value}</span>
    </span>
  )
}
