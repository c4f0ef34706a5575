import 'server-only'
import { z } from 'zod'
import type { Engine } from '@/lib/engine/engine'
import { addStaged } from '@/lib/engine/rolled-up'
import { sql } from '@/lib/engine/sql'
import type { SourceKind } from '@/lib/cloudtrail/facts'
import type { Source } from '@/lib/sources/trail-file'
import { clear, delivered, kindOf, stageNew, type FileToLoad, type Loading } from './batch'
import type { BatchEntry, ReadFile } from './ledger'
import type { CarefulReading } from './read-carefully'

const count = z.object({ file: z.int(), count: z.int() })
const partition = z.object({ partition: z.string().regex(/^\d+$/).transform(Number) })

/**
 * Finds what is new in a batch, counts what became of the rest, and makes the batch count.
 * @returns what the ledger says of it, and whether the rollup in memory, if it was right, still is
 */
export async function settle(
  { engine, ledger }: Loading,
  source: Source,
  files: readonly FileToLoad[],
  readings: ReadonlyMap<number, CarefulReading>,
  batch: number,
): Promise<{ entry: BatchEntry; isRolledUp: boolean }> {
  await findKnown(engine, ledger.batch() > 0)
  const kind = kindOf(source)
  await stageNew(engine, kind, batch)
  await noteTold(engine, kind)
  const all = await countsOf(engine)

  const read = files.map(({ file, found }): ReadFile => {
    const reading = readings.get(file)
    const stored = all.stored.get(file) ?? 0
    const came = all.delivered.get(file)
    return {
      file,
      source: source.name,
      path: found.path,
      size: found.size,
      mtime: found.mtime,
      records: (ledger.file(file)?.records ?? 0) + stored,
      duplicates: (came?.count ?? 0) - stored - (all.own.get(file) ?? 0),
      quarantined: reading?.quarantine.length ?? 0,
      ...(reading?.note === undefined ? {} : { note: reading.note }),
      ...(came ? { covers: { from: came.from, to: came.to } } : {}),
    }
  })
  const entry: BatchEntry = {
    batch,
    at: new Date().toISOString(),
    files: read,
    quarantine: files.flatMap(({ file }) => readings.get(file)?.quarantine ?? []),
    differing: await differing(engine, kind),
    ...(kind === 'lookup' || all.provisional.length === 0 ? {} : { replaced: all.provisional }),
  }
  ledger.append(entry)
  if (entry.replaced) await takeAwayReplaced(engine)
  const isRolledUp = !entry.replaced && (await addStaged(engine))
  await moveStaged(engine)
  await clear(engine)
  return { entry, isRolledUp }
}

/** Ids of the batch that the store holds already, which file brought each, and whether S3 or a folder may take its place. */
async function findKnown(engine: Engine, isAnything: boolean): Promise<void> {
  if (!isAnything) return
  // For so many ids at once, reading the whole column is faster than asking the filter of each block.
  await engine.command(sql`
    INSERT INTO known SELECT id, file, time, source = 'lookup' FROM events WHERE id IN (SELECT id FROM ${delivered}) SETTINGS use_skip_indexes = 0`)
}

/**
 * Notes of what S3 or a folder brings, or has brought, that LookupEvents told of it, too. That is true whether or not the
 * batch comes to count.
 */
async function noteTold(engine: Engine, kind: SourceKind): Promise<void> {
  const [row] = await engine.rows(count.omit({ file: true }), sql`SELECT count() AS count FROM known WHERE isProvisional != ${kind === 'lookup' ? 1 : 0}`)
  if (row?.count === 0) return
  // The time is that of the record that stays.
  const told = kind === 'lookup' ? sql`known WHERE NOT isProvisional` : sql`staged WHERE id IN (SELECT id FROM known WHERE isProvisional)`
  await engine.command(sql`
    INSERT INTO told SELECT time, id FROM ${told} AND (time, id) NOT IN (SELECT time, id FROM told WHERE id IN (SELECT id FROM known))`)
}

async function countsOf(engine: Engine) {
  const byFile = (rows: z.infer<typeof count>[]) => new Map(rows.map((row) => [row.file, row.count]))
  return {
    delivered: new Map(
      (await engine.rows(count.extend({ from: z.int(), to: z.int() }), sql`
        SELECT file, count() AS count, toUnixTimestamp(min(time)) AS from, toUnixTimestamp(max(time)) AS to FROM ${delivered} GROUP BY file`)
      ).map(({ file, ...row }) => [file, row]),
    ),
    stored: byFile(await engine.rows(count, sql`SELECT file, count() AS count FROM staged GROUP BY file`)),
    own: byFile(
      await engine.rows(count, sql`
        SELECT file, uniqExact(id) AS count FROM ${delivered} WHERE (id, file) IN (SELECT id, file FROM known) GROUP BY file`),
    ),
    provisional: await engine.rows(z.object({ file: z.int(), records: z.int() }), sql`SELECT file, count() AS records FROM known WHERE isProvisional GROUP BY file ORDER BY file`),
  }
}

/** Most of such records that one batch names. */
const differingLimit = 1000

/**
 * Records under an id that is known, or that comes more than once in the batch, with other content. LookupEvents and S3 may
 * spell the same record each in its own way.
 */
async function differing(engine: Engine, kind: SourceKind): Promise<BatchEntry['differing']> {
  const named = z.object({ file: z.int(), eventID: z.string() })
  const within = sql`
    SELECT max(file) AS file, any(JSONExtractString(raw, 'eventID')) AS eventID FROM ${delivered}
    WHERE id IN (SELECT id FROM ${delivered} GROUP BY id HAVING count() > 1)
    GROUP BY id HAVING uniqExact(sipHash64(raw)) > 1 ORDER BY eventID LIMIT ${differingLimit}`
  const comparable = sql`(SELECT id FROM known WHERE isProvisional = ${kind === 'lookup' ? 1 : 0})`
  const stored = sql`
    SELECT max(file) AS file, any(JSONExtractString(raw, 'eventID')) AS eventID
    FROM (SELECT id, file, raw FROM ${delivered} WHERE id IN ${comparable}) AS again
    ANY INNER JOIN (
      SELECT id, sipHash64(raw) AS content FROM events WHERE id IN ${comparable} SETTINGS use_skip_indexes = 0) AS present USING (id)
    WHERE sipHash64(raw) != content
    GROUP BY id ORDER BY eventID LIMIT ${differingLimit}`
  return [...(await engine.rows(named, within, { seconds: 600 })), ...(await engine.rows(named, stored, { seconds: 600 }))]
}

/** Takes the provisional events away whose place others, that are staged, take: a day at a time, each whole or not at all. */
async function takeAwayReplaced(engine: Engine): Promise<void> {
  const gone = sql`(SELECT id FROM staged WHERE source != 'lookup')`
  const days = await engine.rows(partition, sql`
    SELECT DISTINCT _partition_id AS partition FROM events WHERE source = 'lookup' AND id IN ${gone} SETTINGS use_skip_indexes = 0`)
  for (const { partition: day } of days) {
    await engine.command(sql`TRUNCATE TABLE kept`)
    // Where a kill has cut an earlier replacement short, what was to stay is there twice.
    await engine.command(sql`INSERT INTO kept SELECT * FROM events WHERE _partition_id = '${day}' AND id NOT IN ${gone} LIMIT 1 BY id`)
    const [left] = await engine.rows(count.omit({ file: true }), sql`SELECT count() AS count FROM kept`)
    await engine.command(left?.count === 0 ? sql`ALTER TABLE events DROP PARTITION ID '${day}'` : sql`ALTER TABLE events REPLACE PARTITION ID '${day}' FROM kept`)
  }
}

/**
 * Moves what is staged into place, partition by partition, each whole or not at all. What an earlier, interrupted move
 * has brought over already is not brought again.
 */
export async function moveStaged(engine: Engine): Promise<void> {
  const staged = await engine.rows(partition.extend({ batch: z.int() }), sql`SELECT _partition_id AS partition, max(batch) AS batch FROM staged GROUP BY partition`)
  for (const { partition: id, batch } of staged) {
    const [present] = await engine.rows(z.object({ count: z.int() }), sql`
      SELECT count() AS count FROM events WHERE _partition_id = toString(${id}) AND batch = ${batch}`)
    if (present?.count === 0) {
      await engine.command(sql`ALTER TABLE staged MOVE PARTITION ID '${id}' TO TABLE events`)
      continue
    }
    await engine.command(sql`
      INSERT INTO events SELECT * FROM staged
      WHERE _partition_id = '${id}' AND id NOT IN (SELECT id FROM events WHERE batch = ${batch})`)
    await engine.command(sql`ALTER TABLE staged DROP PARTITION ID '${id}'`)
  }
}

/**
 * What an earlier process, or an earlier try, left: a batch that counts is brought to its end, one that does not is forgotten.
 * @returns whether what is stored has changed
 */
export async function recover({ engine, ledger }: Pick<Loading, 'engine' | 'ledger'>): Promise<boolean> {
  const [left] = await engine.rows(z.object({ batch: z.int(), first: z.int() }), sql`SELECT max(events.batch) AS batch, min(events.batch) AS first FROM staged AS events`)
  // Events of several batches were being judged again: they are in place as they were before.
  const counts = left !== undefined && left.batch !== 0 && left.batch === ledger.batch() && left.first === left.batch
  if (counts) {
    await takeAwayReplaced(engine)
    await moveStaged(engine)
  }
  await clear(engine)
  return counts
}
