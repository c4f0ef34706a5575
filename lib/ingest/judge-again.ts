import 'server-only'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Engine } from '@/lib/engine/engine'
import { eventRow } from '@/lib/engine/event-row'
import { factColumns, hashOf } from '@/lib/engine/schema'
import { sql } from '@/lib/engine/sql'
import type { Catalogue } from '@/lib/risk/catalogue'
import { clear, judgedFacts, type Loading } from './batch'
import { extract } from './extract'
import { judgeBatch } from './judge-batch'
import { linesOf } from './lines'

const pathIn = (data: string) => join(data, 'judged-by')

/** Another number whenever what is read of a record has changed, so that stored ones are read anew. */
const reading = 3

const spelled = ({ version }: Catalogue) => `${version} ${reading}`

/** Whether the events of a store were read and judged as they would be now. */
export function wasJudgedBy(data: string, catalogue: Catalogue): boolean {
  return existsSync(pathIn(data)) && readFileSync(pathIn(data), 'utf8') === spelled(catalogue)
}

/** Events that are judged at a time. */
const slice = 100_000

const partitionRow = z.object({ partition: z.string().regex(/^\d+$/).transform(Number), count: z.int() })

/** The partitions of the store, newest first, and how many events each holds. */
export const partitionsOf = (engine: Engine): Promise<z.infer<typeof partitionRow>[]> =>
  engine.rows(partitionRow, sql`SELECT _partition_id AS partition, count() AS count FROM events GROUP BY partition ORDER BY partition DESC`)

/**
 * Judges every stored event by the catalogue as it is now: class, severity and identity are made anew from the record, a
 * partition at a time, each put in place whole. A kill on the way costs only the work.
 * @param tell is told how much of it is done, 0 to 1
 */
export async function judgeAgain(loading: Loading, data: string, tell: (share: number) => void = () => undefined): Promise<void> {
  const partitions = await partitionsOf(loading.engine)
  const all = partitions.reduce((sum, { count }) => sum + count, 0)
  let done = 0
  for (const { partition, count } of partitions) {
    await judgePartition(loading, partition, (share) => tell((done + share * count) / all))
    done += count
  }
  noteJudged(data, loading.catalogue)
}

/**
 * Judges the events of one partition again. Nothing else may be on its way into the store meanwhile.
 * @throws what the signal was aborted with; then nothing has changed
 */
export async function judgePartition(loading: Loading, partition: number, tell: (share: number) => void, signal?: AbortSignal): Promise<void> {
  const { engine, catalogue } = loading
  const total = z.object({ count: z.int() })
  try {
    await clear(engine)
    const [present] = await engine.rows(total, sql`SELECT count() AS count FROM events WHERE _partition_id = toString(${partition})`)
    const count = present?.count ?? 0
    const slices = Math.ceil(count / slice)
    for (let index = 0; index < slices; index += 1) {
      signal?.throwIfAborted()
      tell(index / slices)
      await stageAgain(loading, catalogue, partition, slices, index)
    }
    const [staged] = await engine.rows(total, sql`SELECT count() AS count FROM staged`)
    // Nothing is ever lost to a change of rules: what was not read whole stays as it was.
    if (count > 0 && staged?.count === count) await engine.command(sql`ALTER TABLE events REPLACE PARTITION ID '${partition}' FROM staged`)
  } finally {
    await clear(engine)
  }
}

/** Notes that every stored event is judged by a catalogue. */
export function noteJudged(data: string, catalogue: Catalogue): void {
  writeFileSync(`${pathIn(data)}.tmp`, spelled(catalogue))
  renameSync(`${pathIn(data)}.tmp`, pathIn(data))
}

async function stageAgain({ engine }: Loading, catalogue: Catalogue, partition: number, slices: number, index: number): Promise<void> {
  for (const table of [sql`incoming`, sql`careful`, sql`identities`, sql`verdicts`, sql`judged`]) {
    await engine.command(sql`TRUNCATE TABLE ${table}`)
  }
  const mine = sql`_partition_id = '${partition}' AND id % ${slices} = ${index}`
  await engine.command(extract(sql`SELECT file, raw FROM events WHERE ${mine}`))
  await judgeBatch(engine, catalogue)
  await engine.command(sql`
    INSERT INTO staged (time, id, ${factColumns})
    SELECT incoming.time, incoming.id, present.source, incoming.file, present.batch, ${judgedFacts}
    ANY INNER JOIN (SELECT id, source, batch FROM events WHERE ${mine}) AS present ON incoming.id = present.id
    WHERE isPlain`)
  await stageOdd({ engine, catalogue }, partition, slices, index)
}

const odd = z.object({ source: z.enum(['lookup', 's3', 'folder']), file: z.int(), batch: z.int(), raw: z.string() })

async function stageOdd({ engine, catalogue }: Pick<Loading, 'engine' | 'catalogue'>, partition: number, slices: number, index: number) {
  const query = sql`
    SELECT source, file, batch, raw FROM events
    WHERE _partition_id = toString(${partition}) AND id % ${slices} = ${index} AND id NOT IN (SELECT id FROM incoming WHERE isPlain)`
  const rows: object[] = []
  for await (const line of linesOf(engine.stream(query, 'JSONEachRow', { seconds: 600 }))) {
    const { raw, ...delivery } = odd.parse(JSON.parse(line))
    const row = eventRow(raw, catalogue, delivery)
    if (typeof row !== 'string') rows.push(row)
  }
  await engine.insert('careful', rows)
  await engine.command(sql`
    INSERT INTO staged (time, id, ${factColumns}) SELECT time, ${hashOf(sql`eventID`)}, ${factColumns} FROM careful`)
}
