import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { joined, sql } from '@/lib/engine/sql'
import type { Loading } from './batch'
import type { BatchEntry } from './ledger'
import type { OnBatch, Shared } from './loader'

const day = 86_400_000
const lookEvery = 3_600_000

/** The taking out of what is too old. */
export interface Keeping {
  /** Why it failed the last time. */
  problems(): string[]
  stop(): Promise<void>
}

/**
 * Takes events out of the store, now and every hour, that are older than so many days.
 * @param keep none are if undefined
 */
export function keepFor(shared: Shared, keep: number | undefined, onBatch: OnBatch): Keeping {
  if (keep === undefined) return { problems: () => [], stop: () => Promise.resolve() }
  let problems: string[] = []
  const stopped = new AbortController()
  const run = async () => {
    while (!stopped.signal.aborted) {
      const leave = await shared.writer.storing()
      try {
        const entry = stopped.signal.aborted ? undefined : await dropOlder(shared, Date.now() - keep * day)
        if (entry) await onBatch(false)
        problems = []
      } catch (error) {
        // The store may be short of memory; what is too old can wait for an hour.
        const reason = error instanceof Error ? error.message : String(error)
        problems = [`Events older than ${keep} days could not be taken out of the store: ${reason} It is tried again within the hour.`]
      } finally {
        leave()
      }
      await setTimeout(lookEvery, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    problems: () => problems,
    stop() {
      stopped.abort()
      return running
    },
  }
}

const partition = z.object({ partition: z.string().regex(/^\d{6}(\d\d)?$/) })
const records = z.object({ file: z.int(), records: z.int() })

/**
 * Drops the partitions of which every event is older than a moment: months, and days of what only LookupEvents told. Files are
 * left as they are, so is what was copied from AWS. The ledger says of each file how many events are kept no longer; a kill
 * before they are gone has them read again at the next start, and then dropped.
 * @returns what the ledger says of it; undefined if nothing is so old
 */
export async function dropOlder({ engine, ledger }: Pick<Loading, 'engine' | 'ledger'>, moment: number): Promise<BatchEntry | undefined> {
  const oldOf = async (table: typeof events) =>
    (await engine.rows(partition, sql`SELECT DISTINCT _partition_id AS partition FROM ${table} ORDER BY partition`)).filter((each) => endOf(each.partition) <= moment).map((each) => Number(each.partition))
  const [old, oldTold] = [await oldOf(events), await oldOf(told)]
  if (old.length === 0) return undefined
  const entry: BatchEntry = {
    batch: ledger.batch() + 1,
    at: new Date().toISOString(),
    files: [],
    quarantine: [],
    differing: [],
    expired: await engine.rows(records, sql`
      SELECT file, count() AS records FROM events WHERE _partition_id IN (${joined(old.map((id) => sql`toString(${id})`), sql`, `)}) GROUP BY file ORDER BY file`),
  }
  ledger.append(entry)
  for (const id of old) await engine.command(sql`ALTER TABLE events DROP PARTITION ID '${id}'`)
  for (const id of oldTold) await engine.command(sql`ALTER TABLE told DROP PARTITION ID '${id}'`)
  return entry
}

const events = sql`events`
const told = sql`told`

/** The moment at which a month or a day ends. */
function endOf(id: string): number {
  const [year, month, date] = [Number(id.slice(0, 4)), Number(id.slice(4, 6)), id.slice(6)]
  return date === '' ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, Number(date) + 1)
}
