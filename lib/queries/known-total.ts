import 'server-only'
import type { QueryOptions } from '@/lib/engine/engine'
import type { FixedFilter } from '@/lib/filter/filter'
import type { ActorKeys } from '@/lib/filter/sql'
import { counted } from './counted'
import { mostRecent } from './most-recent'
import type { Store } from './store'
import { total } from './total'

/** What was counted, by what the store told of its span (another object whenever anything of it has changed) and the question. */
const known = new WeakMap<object, ReturnType<typeof mostRecent<number>>>()

/** How many events a Filter selects, counted once for all pages of a list: a search would else read every record again. */
export async function knownTotal({ engine, version, covers }: Pick<Store, 'engine' | 'version' | 'covers'>, filter: FixedFilter, keys: ActorKeys, options: QueryOptions): Promise<number> {
  // This is asked before counting: of what is stored meanwhile, another object tells.
  const stored = covers() ?? engine
  const totals = known.get(stored) ?? mostRecent<number>(200)
  known.set(stored, totals)
  const question = JSON.stringify([version(), counted(filter, keys, [])])
  const before = totals.get(question)
  if (before !== undefined) return before
  const count = await total(engine, filter, keys, options)
  totals.set(question, count)
  return count
}
