import 'server-only'
import type { KeyHistory } from '@/lib/api/activity'
import { keyChangeOf } from '@/lib/cloudtrail/key-change'
import { parseRecord } from '@/lib/cloudtrail/record'
import type { QueryOptions } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import { literal } from '@/lib/filter/spelling'
import { listed, storedColumns, storedEvent } from './listed'
import type { Store } from './store'

/** Records of one key that are read: somebody may switch it off and on for ever. */
const most = 20

/** What is known of a key of which no record tells. */
export const untold: KeyHistory = { created: null, ended: null }

/**
 * When lasting access keys were created, switched off and deleted, and by whom, as far as records of that are stored.
 * @returns histories by key, of those of which any record tells
 * @throws EngineError when the engine gives up
 */
export async function keyHistories({ engine, catalogue }: Pick<Store, 'engine' | 'catalogue'>, keys: readonly string[], options: QueryOptions): Promise<Map<string, KeyHistory>> {
  const histories = new Map<string, KeyHistory>()
  if (keys.length === 0) return histories
  // The latest, and with them what created the key.
  const stored = await engine.rows(storedEvent, sql`
    SELECT ${storedColumns} FROM events WHERE opener = '' AND issued IN ${keys} ORDER BY event = 'CreateAccessKey' DESC, time DESC LIMIT ${most} BY issued`, options)
  const oldestFirst = stored.sort((a, b) => a.seconds - b.seconds)
  for (const each of oldestFirst) {
    const change = keyChangeOf(parseRecord(each.raw))
    if (!change) continue
    const { identity, identityLabel, eventID, eventTime } = listed(each, catalogue)
    const call = { at: eventTime, eventID, by: { identity, value: literal(identity), label: identityLabel } }
    const known = histories.get(change.key) ?? untold
    const { status } = change
    histories.set(change.key, status === 'created' ? { ...known, created: call } : { ...known, ended: status === 'active' ? null : { ...call, as: status } })
  }
  return histories
}
