import { addRecords } from '@/lib/engine/engine-holding'
import type { Store } from './store'

/** For tests: brings records in a later batch. */
export const arrive = ({ engine }: Store, batch: number, ...records: readonly object[]): Promise<void> => addRecords(engine, records.map((record) => JSON.stringify(record)), batch)
