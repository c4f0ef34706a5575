import { engineHolding } from '@/lib/engine/engine-holding'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import type { Store } from './store'

/** For tests: a store of its own that holds these records. */
export async function storeHolding(records: readonly (object | string)[]): Promise<Store> {
  const engine = await engineHolding(records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))))
  return { engine, catalogue: builtInCatalogue(), pathOf: (file) => `file ${file}`, covers: () => undefined, version: () => 1 }
}

/** For tests: a question within the Filter of a query string. */
export const asking = <T>(store: Store, query: string, takes: T) => ({ store, filter: fixed(filterFrom(query), Date.now(), undefined), takes, options: {} })
