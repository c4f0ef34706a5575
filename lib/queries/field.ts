import 'server-only'
import type { FacetField } from '@/lib/api/facets'
import { sql, type Sql } from '@/lib/engine/sql'
import { guarded, literal } from '@/lib/filter/spelling'
import { isToldAsWell } from '@/lib/filter/sql'
import type { Group } from './counted'

/** A field that events are counted by. */
interface Field {
  /** Its text. */
  text: Sql
  /** What the URL takes for a text. */
  spelled: (text: string) => string
  /** Whether the rollup lacks it. */
  needsRecords?: boolean
}

const asItIs = (text: string) => text
const orNone = (text: string) => (text === '' ? 'none' : text)

const fields: Record<FacetField, Field> = {
  service: { text: sql`service`, spelled: literal },
  event: { text: sql`event`, spelled: literal },
  identity: { text: sql`identity`, spelled: literal },
  type: { text: sql`type`, spelled: literal },
  account: { text: sql`account`, spelled: literal },
  region: { text: sql`region`, spelled: literal },
  ip: { text: sql`ip`, spelled: literal },
  error: { text: sql`error`, spelled: literal },
  class: { text: sql`class`, spelled: asItIs },
  severity: { text: sql`toString(severity)`, spelled: asItIs },
  readonly: { text: sql`readonly`, spelled: orNone },
  // An event counts for each that told of it.
  source: { text: sql`arrayJoin(if(${isToldAsWell}, ['lookup', toString(source)], [toString(source)]))`, spelled: asItIs, needsRecords: true },
  key: { text: sql`key`, spelled: literal, needsRecords: true },
  agent: { text: sql`agent`, spelled: (text) => (text === '' ? 'none' : guarded(text)), needsRecords: true },
}

/** What the URL takes for a value of a field. */
export const spelled = (field: FacetField, value: string): string => fields[field].spelled(value)

/** Groups by a field, as `value`. */
export function byValue(field: FacetField): Group {
  const { text, needsRecords = false } = fields[field]
  return { name: sql`value`, of: () => text, needsRecords }
}

/** Groups by the place of a field's value among these, as `place`; all others have the place after the last. */
export function byPlaceAmong(values: readonly string[], field: FacetField): Group {
  const { text, needsRecords = false } = fields[field]
  // Small numbers: the engine groups by several texts three times slower.
  const place = values.length === 0 ? sql`toUInt16(0)` : sql`toUInt16(transform(${text}, ${values}, ${values.map((_, index) => index)}, ${values.length}))`
  return { name: sql`place`, of: () => place, needsRecords }
}
