import 'server-only'
import type { FacetField } from '@/lib/api/facets'
import { sql, type Sql } from '@/lib/engine/sql'
import { guarded, literal } from '@/lib/filter/spelling'
import type { Group } from './counted'

/** A field that events are counted by. */
interface Field {
  column: Sql
  /** What the URL takes for a value of the column. */
  spelled: (value: string) => string
  /** Whether the rollup lacks it. */
  needsRecords?: boolean
}

const asItIs = (value: string) => value
const orNone = (value: string) => (value === '' ? 'none' : value)

const fields: Record<FacetField, Field> = {
  service: { column: sql`service`, spelled: literal },
  event: { column: sql`event`, spelled: literal },
  identity: { column: sql`identity`, spelled: literal },
  type: { column: sql`type`, spelled: literal },
  account: { column: sql`account`, spelled: literal },
  region: { column: sql`region`, spelled: literal },
  ip: { column: sql`ip`, spelled: literal },
  error: { column: sql`error`, spelled: literal },
  class: { column: sql`class`, spelled: asItIs },
  severity: { column: sql`severity`, spelled: asItIs },
  readonly: { column: sql`readonly`, spelled: orNone },
  source: { column: sql`source`, spelled: asItIs },
  key: { column: sql`key`, spelled: literal, needsRecords: true },
  agent: { column: sql`agent`, spelled: (value) => (value === '' ? 'none' : guarded(value)), needsRecords: true },
}

/** What the URL takes for a value of a field. */
export const spelled = (field: FacetField, value: string): string => fields[field].spelled(value)

/** How a person reads a value of a field; `shown` is what the store has for it. */
export const labelled = (value: string, shown: string): string => shown || value || 'none'

/** Groups by the value of a field (`value`), and by what people call it (`shown`, '' where it says no more). */
export function fieldGroups(field: FacetField): Group[] {
  const { column, needsRecords = false } = fields[field]
  return [
    { name: sql`value`, of: () => sql`toString(${column})`, needsRecords },
    { name: sql`shown`, of: () => (field === 'identity' ? sql`toString(label)` : sql`''`) },
  ]
}
