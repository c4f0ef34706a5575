import 'server-only'
import type { Contract, Takes } from '@/lib/api/contract'
import type { QueryOptions } from '@/lib/engine/engine'
import type { FixedFilter } from '@/lib/filter/filter'
import type { Store } from './store'

/** What a query is asked: in which store, within which Filter, with which parameters, and how long at most. */
export interface Question<C extends Contract, S extends Store = Store> {
  store: S
  filter: FixedFilter
  takes: Takes<C>
  options: QueryOptions
}
