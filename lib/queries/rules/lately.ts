import 'server-only'
import { z } from 'zod'
import type { QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import { filterFrom, type FixedFilter } from '@/lib/filter/filter'
import type { Catalogue } from '@/lib/risk/catalogue'
import type { Plan } from '@/lib/risk/plan'
import { isReading } from '@/lib/risk/signature'
import { counted } from '../counted'
import { recent } from '../expectations'
import type { Store } from '../store'

/** Events of one name in the last 30 days stored. */
export interface Named {
  service: string
  /** Its event source. */
  source: string
  name: string
  /** As the record says; '' where it does not. */
  readOnly: 'true' | 'false' | ''
  count: number
}

const row = z.object({ service: z.string(), name: z.string(), isReading: z.enum(['true', 'false', '']), count: z.int() })

/** The names of the events of the last 30 days stored, and how many there are of each, from the rollup. */
export async function namesLately(store: Store, options: QueryOptions): Promise<{ span: FixedFilter; names: Named[] }> {
  const span = recent(store, filterFrom(''))
  const groups = [{ name: sql`service_`, of: () => sql`service` }, { name: sql`name_`, of: () => sql`event` }, { name: sql`readonly_`, of: () => sql`readonly` }]
  const rows = await store.engine.rows(row, sql`
    SELECT service_ AS service, name_ AS name, toString(readonly_) AS isReading, sum(n) AS count FROM (${counted(span, new Map(), groups)}) GROUP BY ALL`, options)
  return { span, names: rows.map(({ isReading: readOnly, ...rest }) => ({ ...rest, readOnly, source: sourceOf(rest.service) })) }
}

/** What a catalogue knows of events of a name. */
export const planFor = (catalogue: Catalogue, { source, name, readOnly }: Named): Plan =>
  catalogue.planOf(source, name, isReading({ readOnly, eventName: name }))

const sourceOf = (service: string) => (service === '' || service.includes('.') ? service : `${service}.amazonaws.com`)
