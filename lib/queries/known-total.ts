import 'server-only'
import type { Engine, QueryOptions } from '@/lib/engine/engine'
import type { FixedFilter } from '@/lib/filter/filter'
import type { ActorKeys } from '@/lib/filter/sql'
import { counted } from './counted'
import { mostRecent } from './most-recent'
import type { Store } from './store'
import { total } from './total'

/** What was counted, by the question and the version of what was stored. */
const known = new WeakMap<Engine, ReturnType<typeof mostRecent<number>>>()

/** How many events a Filter selects, counted once for all pages of a list: a search would else read every record again. */
export async function knownTotal({ engine, version }: Pick<Store, 'engine' | 'version'>, filter: FixedFilter, keys: ActorKeys, options: QueryOptions): Promise<number> {
  const totals = known.get(engine) ?? mostRecent<number>(200)
  known.set(engine, totals)
  // The version is read before counting: what is stored meanwhile has another.
  const question = JSON.stringify([version(), counted(filter, keys, [])])
  const before = totals.get(question)
  if (before !== undefined) return before
  const count = await total(engine, filter, keys, options)
  totals.set(question, count)
  return count
}
