import type { Severity } from '@/lib/cloudtrail/facts'

/**
 * A severity as shape and word; never as colour alone.
 * @param role in lists that draw thousands it is the cell itself
 */
export function SeverityMark({ severity, role }: { severity: Severity; role?: 'gridcell' }) {
  return (
    <span role={role} className={`severity severity-${severity}`}>
      {severity}
    </span>
  )
}
