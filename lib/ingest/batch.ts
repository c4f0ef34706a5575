import 'server-only'
import { z } from 'zod'
import type { Engine } from '@/lib/engine/engine'
import { factColumns, hashOf } from '@/lib/engine/schema'
import { joined, sql, type Sql } from '@/lib/engine/sql'
import { sourceKinds, type SourceKind } from '@/lib/cloudtrail/facts'
import type { Catalogue } from '@/lib/risk/catalogue'
import type { Source, TrailFile } from '@/lib/sources/trail-file'
import { extract } from './extract'
import { judgeBatch } from './judge-batch'
import type { BatchEntry, Ledger } from './ledger'
import { linesOf } from './lines'
import { readCarefully, rowOrReason, type CarefulReading } from './read-carefully'
import { recover, settle } from './settle'
import type { StagingFolder } from './staging-folder'
import type { Sniffed } from './sniff'

/** What loading needs. */
export interface Loading {
  engine: Engine
  catalogue: Catalogue
  ledger: Ledger
  staging: StagingFolder
}

/** A file of a batch: what it is, its number, and how it looks from its ends. */
export interface FileToLoad {
  file: number
  found: TrailFile
  sniffed: Sniffed
}

/** Text that the engine may be given of one file; longer files, and those that lie about it, are read in bounded memory. */
const fastTextLimit = 32 * 1024 * 1024
const fastSizeLimit = 8 * 1024 * 1024

/** Whether the engine may read the file itself. */
export const isFast = ({ found, sniffed }: FileToLoad): boolean =>
  sniffed.isTrail && sniffed.textSize <= fastTextLimit && found.size <= fastSizeLimit

/**
 * Loads files whole or not at all: when this returns, all their records count; if it throws, or is killed, none do.
 * What of them the engine may read has arrived.
 * @param onTaken is called once what has arrived is taken, and other files may arrive
 * @returns what the ledger says of it, the files that could not be opened, and whether the rollup in memory, if it was right, still is
 * @throws EngineError, AbortError of the signal
 */
export async function loadBatch(
  loading: Loading,
  source: Source,
  files: readonly FileToLoad[],
  signal: AbortSignal,
  onTaken: () => void = () => undefined,
): Promise<{ entry: BatchEntry; unread: ReadonlyMap<FileToLoad, Error>; isRolledUp: boolean }> {
  const { engine, catalogue, ledger } = loading
  const batch = ledger.batch() + 1
  const readings = new Map<number, CarefulReading>()
  // If the batch before counts but could not be brought to its end, that comes first.
  const isMended = await recover(loading)

  const careful = new Set(files.filter((file) => !isFast(file)))
  for (const file of await takeArrived(engine, files.filter(isFast))) careful.add(file)
  onTaken()
  for (const file of await readOddRecords(loading, source, files, batch)) careful.add(file)
  const unread = new Map<FileToLoad, Error>()
  for (const file of careful) {
    signal.throwIfAborted()
    const delivery = { source: kindOf(source), file: file.file, batch }
    try {
      readings.set(file.file, await readCarefully(engine, catalogue, delivery, source.read(file.found)))
    } catch (error) {
      if (!isOfFileSystem(error)) throw error
      unread.set(file, error)
      await engine.command(sql`ALTER TABLE careful DELETE WHERE file = ${file.file} SETTINGS mutations_sync = 1`)
    }
  }
  signal.throwIfAborted()
  await judgeBatch(engine, catalogue)
  const { entry, isRolledUp } = await settle(loading, source, files.filter((file) => !unread.has(file)), readings, batch)
  return { entry, unread, isRolledUp: isRolledUp && !isMended }
}

/** As events tell it: to them, the sample is a folder as any other. */
export const kindOf = ({ kind }: Source): SourceKind => (kind === 'sample' ? 'folder' : kind)

/** A file may go, or be locked, between the look and the reading. */
const isOfFileSystem = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && typeof error.syscall === 'string'

/** Empties what a batch uses on its way. */
export async function clear(engine: Engine): Promise<void> {
  const tables = [sql`incoming`, sql`careful`, sql`known`, sql`identities`, sql`verdicts`, sql`judged`, sql`kept`, sql`staged`]
  for (const table of tables) await engine.command(sql`TRUNCATE TABLE ${table}`)
}

/** Fills `incoming` with what has arrived; answers the files of which nothing has. */
async function takeArrived(engine: Engine, files: readonly FileToLoad[]): Promise<FileToLoad[]> {
  await engine.command(extract(sql`SELECT file, raw FROM arrived`))
  await engine.command(sql`TRUNCATE TABLE arrived`)
  const read = await engine.rows(z.object({ file: z.int() }), sql`SELECT DISTINCT file FROM incoming`)
  const numbers = new Set(read.map(({ file }) => file))
  return files.filter(({ file }) => !numbers.has(file))
}

/**
 * Takes the records that the engine cannot read quite as Traildesk does out of `incoming`, and reads them with care.
 * A file with a record that has no time is read again as a whole, so that its place in the file can be told.
 */
async function readOddRecords({ engine, catalogue }: Loading, source: Source, files: readonly FileToLoad[], batch: number): Promise<FileToLoad[]> {
  const odd = z.object({ file: z.int(), raw: z.string() })
  const rows: { file: number; row: object }[] = []
  const again = new Set<number>()
  for await (const line of linesOf(engine.stream(sql`SELECT file, raw FROM incoming WHERE NOT isPlain`, 'JSONEachRow', { seconds: 600 }))) {
    const { file, raw } = odd.parse(JSON.parse(line))
    const row = rowOrReason(raw, catalogue, { source: kindOf(source), file, batch })
    if (typeof row === 'string') again.add(file)
    else rows.push({ file, row })
  }
  if (again.size > 0) await engine.command(sql`ALTER TABLE incoming DELETE WHERE file IN (${listOf([...again])}) SETTINGS mutations_sync = 1`)
  await engine.insert('careful', rows.filter(({ file }) => !again.has(file)).map(({ row }) => row))
  return files.filter(({ file }) => again.has(file))
}

const listOf = (numbers: readonly number[]): Sql => joined(numbers.map((number) => sql`${number}`), sql`, `)

/** All records of the batch, as they were delivered. */
export const delivered = sql`(
  SELECT id, time, file, raw FROM incoming WHERE isPlain UNION ALL SELECT ${hashOf(sql`eventID`)} AS id, time, file, raw FROM careful)`

/** What keeps an insert small: blocks of so many bytes are sorted and compressed at a time. */
const bounded = sql`min_insert_block_size_bytes = 67108864, min_insert_block_size_rows = 0, max_memory_usage = 700000000`

/** Of the records of `incoming` all columns from `class` on, once they are judged; more joins may follow. */
export const judgedFacts = sql`
  if(judged.class != '', judged.class, verdicts.class), if(judged.class != '', judged.severity, verdicts.severity),
  incoming.service, incoming.event, incoming.region, incoming.account, identities.identity, identities.label, incoming.type,
  incoming.key, incoming.ip, incoming.agent, incoming.error, incoming.readonly, incoming.issued,
  incoming.role, incoming.source_identity, multiIf(NOT incoming.isOpening, '', incoming.switched != '', incoming.switched, identities.identity),
  incoming.opens, incoming.shared, incoming.raw
  FROM incoming
  ANY LEFT JOIN identities ON incoming.who = identities.who
  ANY LEFT JOIN verdicts ON incoming.sign = verdicts.sign
  ANY LEFT JOIN judged ON incoming.id = judged.id`

/** Ids that come more than once among the plain records of the batch. */
const repeated = sql`(SELECT id FROM incoming WHERE isPlain GROUP BY id HAVING count() > 1)`

/** Ids of the batch that the store holds, and keeps: of a provisional record, only the next takes no place. */
const staying = (source: SourceKind) => (source === 'lookup' ? sql`(SELECT id FROM known)` : sql`(SELECT id FROM known WHERE NOT isProvisional)`)

/** Puts what is new of the batch, or takes the place of a provisional record, into `staged`, once. */
export async function stageNew(engine: Engine, source: SourceKind, batch: number): Promise<void> {
  const plain = (which: Sql, limit: Sql) => sql`
    INSERT INTO staged (time, id, ${factColumns})
    SELECT incoming.time, incoming.id, CAST(toInt8(${sourceKinds.indexOf(source) + 1}), 'Enum8(\\'lookup\\' = 1, \\'s3\\' = 2, \\'folder\\' = 3)'), incoming.file, ${batch}, ${judgedFacts}
    WHERE isPlain AND incoming.id NOT IN ${staying(source)} AND incoming.id ${which} ${repeated}
    ${limit}
    SETTINGS max_insert_threads = 2, ${bounded}`
  // LIMIT BY is the work of one thread, so only what is repeated goes through it.
  await engine.command(plain(sql`NOT IN`, sql``))
  await engine.command(plain(sql`IN`, sql`LIMIT 1 BY incoming.id`))
  await engine.command(sql`
    INSERT INTO staged (time, id, ${factColumns})
    SELECT time, ${hashOf(sql`eventID`)} AS id, ${factColumns} FROM careful
    WHERE id NOT IN ${staying(source)} AND id NOT IN (SELECT id FROM incoming WHERE isPlain)
    LIMIT 1 BY id
    SETTINGS max_insert_threads = 1, max_block_size = 8192, ${bounded}`)
}
