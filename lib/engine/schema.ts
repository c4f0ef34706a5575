import 'server-only'
import { z } from 'zod'
import type { Engine } from './engine'
import { sql, type Sql } from './sql'

/**
 * What is filtered and counted of an event, and its record. `id` is the hash of the event id (of the record, where it has
 * none); the id itself is read from the record. Partitions are months; provisional records (LookupEvents) have days.
 */
const columnsWith = (id: Sql) => sql`
  time DateTime('UTC') CODEC(Delta, ZSTD),
  ${id},
  source Enum8('lookup' = 1, 's3' = 2, 'folder' = 3),
  file UInt32 CODEC(ZSTD),
  batch UInt32 CODEC(ZSTD),
  class LowCardinality(String),
  severity Enum8('info' = 0, 'low' = 1, 'medium' = 2, 'high' = 3, 'critical' = 4),
  service LowCardinality(String),
  event LowCardinality(String),
  region LowCardinality(String),
  account LowCardinality(String),
  identity LowCardinality(String),
  label LowCardinality(String),
  type LowCardinality(String),
  key LowCardinality(String),
  ip LowCardinality(String),
  agent LowCardinality(String),
  error LowCardinality(String),
  readonly LowCardinality(String),
  issued String,
  raw String CODEC(ZSTD(1)) SETTINGS (min_compress_block_size = 1048576, max_compress_block_size = 1048576)`

const columns = columnsWith(sql`id UInt64 CODEC(NONE)`)

/** What the first rollup counted by. */
const firstRolledColumns = sql`source, class, severity, service, event, region, account, identity, label, type, ip, error, readonly`

/** What the rollup counts by, beside the quarter of an hour: all that is filtered and counted often. */
export const rolledColumns = sql`${firstRolledColumns}, key, role`

/** The rollup: a count for each quarter of an hour and each combination of what is filtered and counted. */
const rollupBy = (columns: Sql) => sql`
  rollup (SELECT toStartOfFifteenMinutes(time), ${columns}, count() GROUP BY toStartOfFifteenMinutes(time), ${columns})`

const rollup = sql`INDEX id_bloom id TYPE bloom_filter(0.01) GRANULARITY 1, PROJECTION ${rollupBy(firstRolledColumns)}`

/** By what sessions are told apart. */
export const sessionsBy = sql`key, identity, label, type, role, source_identity, agent`

/** Sessions, and who else acts with which key: whose they are, by what program, and when they were seen first and last. */
const sessions = sql`
  sessions (SELECT ${sessionsBy}, min(time), max(time), count() GROUP BY ${sessionsBy})`

/** What tells of sessions. */
const sessionColumns = (table: Sql) => sql`
  ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS role LowCardinality(String), ADD COLUMN IF NOT EXISTS source_identity LowCardinality(String),
    ADD COLUMN IF NOT EXISTS opener LowCardinality(String), ADD COLUMN IF NOT EXISTS opens LowCardinality(String), ADD COLUMN IF NOT EXISTS shared String`

const events = (name: Sql) => sql`
  CREATE TABLE IF NOT EXISTS ${name} (${columns}, ${rollup})
  ENGINE = MergeTree ORDER BY (time, id) PARTITION BY if(source = 'lookup', toYYYYMMDD(time), toYYYYMM(time))
  SETTINGS old_parts_lifetime = 20`

/** Records as they come out of files, in large blocks: what is worked out for each block would else be so for each file. */
const arrived = sql`CREATE TABLE IF NOT EXISTS arrived (file UInt32, raw String) ENGINE = Memory`

/** The rollup as `rolled-up.ts` holds it in memory; `time` is the start of a quarter of an hour. */
const rolled = (name: Sql, columns: Sql) => sql`
  CREATE TABLE IF NOT EXISTS ${name} ENGINE = Memory EMPTY AS SELECT time, ${columns}, toUInt64(1) AS n FROM events`

/** Sessions as `rolled-up.ts` holds them in memory: seen from `since` until `until`, with `n` events. */
const heldSessions = (name: Sql) => sql`
  CREATE TABLE IF NOT EXISTS ${name} ENGINE = Memory EMPTY AS SELECT ${sessionsBy}, time AS since, time AS until, toUInt64(1) AS n FROM events`

/** What a batch of files holds before it is judged. Only in memory: a batch that is cut short is read again. */
const incoming = (more = sql``) => sql`
  CREATE TABLE IF NOT EXISTS incoming (
    file UInt32, raw String, isPlain UInt8, time DateTime('UTC'), id UInt64,
    service LowCardinality(String), event LowCardinality(String), region LowCardinality(String), account LowCardinality(String),
    type LowCardinality(String), key LowCardinality(String), ip LowCardinality(String), agent LowCardinality(String),
    error LowCardinality(String), readonly LowCardinality(String), issued String,
    who FixedString(16), members String, sign FixedString(16), signature String${more}
  ) ENGINE = Memory`

/** The columns that an event has beside `id`, in the order of the tables. */
export const factColumns = sql`
  source, file, batch, class, severity, service, event, region, account, identity, label, type, key, ip, agent, error, readonly, issued,
  role, source_identity, opener, opens, shared, raw`

/** The hash under which an event id is stored. */
export const hashOf = (eventID: Sql): Sql => sql`sipHash64(${eventID})`

/**
 * Gives a table of events steps of 1,024 rows, the least that is read of a column: a hundred events that lie far apart are a
 * hundred steps to decompress, of records a megabyte each. What is stored already gets them when it is judged again.
 */
const inFineSteps = (table: Sql): Sql[] => [
  sql`DROP TABLE IF EXISTS finer`,
  sql`
    CREATE TABLE finer AS ${table}
    ENGINE = MergeTree ORDER BY (time, id) PARTITION BY if(source = 'lookup', toYYYYMMDD(time), toYYYYMM(time))
    SETTINGS index_granularity = 1024, old_parts_lifetime = 20, cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10,
      max_parts_to_merge_at_once = 8, merge_max_block_size_bytes = 4194304`,
  sql`ALTER TABLE finer ATTACH PARTITION ALL FROM ${table}`,
  sql`EXCHANGE TABLES ${table} AND finer`,
  sql`DROP TABLE finer`,
]

/** The steps that make a store, in order. One that has landed is never changed; another is added. A kill amid them has the next start take some again, which is to do no harm. */
const migrations: readonly (readonly Sql[])[] = [
  [
    events(sql`events`),
    events(sql`staged`),
    arrived,
    incoming(),
    sql`CREATE TABLE IF NOT EXISTS careful (${columnsWith(sql`eventID String`)}) ENGINE = MergeTree ORDER BY tuple()`,
    sql`CREATE TABLE IF NOT EXISTS known (id UInt64, file UInt32) ENGINE = Memory`,
    sql`CREATE TABLE IF NOT EXISTS identities (members String, who FixedString(16) DEFAULT sipHash128(members), identity String, label String) ENGINE = Memory`,
    sql`CREATE TABLE IF NOT EXISTS verdicts (signature String, sign FixedString(16) DEFAULT sipHash128(signature), class String, severity String, needsRecord Bool, hasValues Bool) ENGINE = Memory`,
    sql`CREATE TABLE IF NOT EXISTS judged (id UInt64, class String, severity String) ENGINE = Memory`,
    sql`CREATE TABLE IF NOT EXISTS agent_needles (position UInt32, needle String) ENGINE = Memory`,
  ],
  // What was merged is taken off the disk within half a minute, not within five; and a merge is small enough for the memory.
  [sql`ALTER TABLE events MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10, max_parts_to_merge_at_once = 8, merge_max_block_size_bytes = 4194304`],
  [rolled(sql`rolled`, firstRolledColumns), rolled(sql`rolled_next`, firstRolledColumns)],
  [
    // Events whose record came from S3 or a folder, and that LookupEvents told of as well.
    sql`CREATE TABLE IF NOT EXISTS told (time DateTime('UTC') CODEC(Delta, ZSTD), id UInt64 CODEC(NONE)) ENGINE = MergeTree ORDER BY (time, id) PARTITION BY toYYYYMM(time)`,
    // What stays of a day of provisional records while others take the place of the rest.
    events(sql`kept`),
    sql`DROP TABLE IF EXISTS known`,
    sql`CREATE TABLE IF NOT EXISTS known (id UInt64, file UInt32, time DateTime('UTC'), isProvisional UInt8) ENGINE = Memory`,
  ],
  [
    // Sessions and who opened them. What is stored gets the columns, and the projections, when it is judged again.
    ...[sql`events`, sql`staged`, sql`kept`].flatMap((table) => [
      sessionColumns(table),
      sql`ALTER TABLE ${table} DROP PROJECTION IF EXISTS rollup SETTINGS mutations_sync = 1`,
      sql`ALTER TABLE ${table} ADD PROJECTION IF NOT EXISTS ${rollupBy(rolledColumns)}`,
      sql`ALTER TABLE ${table} ADD PROJECTION IF NOT EXISTS ${sessions}`,
    ]),
    sessionColumns(sql`careful`),
    sql`DROP TABLE IF EXISTS incoming`,
    incoming(sql`, role LowCardinality(String), source_identity LowCardinality(String), opens LowCardinality(String), switched LowCardinality(String), isOpening UInt8, shared String`),
    ...[sql`rolled`, sql`rolled_next`].flatMap((table) => [sql`DROP TABLE IF EXISTS ${table}`, rolled(table, rolledColumns)]),
  ],
  [sql`events`, sql`staged`, sql`kept`].flatMap(inFineSteps),
  [heldSessions(sql`sessions`), heldSessions(sql`sessions_next`)],
]

/**
 * Brings the store to the present structure, whatever version it has.
 * @throws Error if it was made by a later version of the application
 */
export async function migrate(engine: Engine): Promise<void> {
  await engine.command(sql`CREATE TABLE IF NOT EXISTS migrations (version UInt32) ENGINE = MergeTree ORDER BY version`)
  const [row] = await engine.rows(z.object({ version: z.int() }), sql`SELECT max(version) AS version FROM migrations`)
  const present = row?.version ?? 0
  if (present > migrations.length) {
    throw new Error('This data folder was made by a later version of Traildesk. Use that version, or another folder with --data.')
  }
  for (const [index, steps] of migrations.entries()) {
    if (index < present) continue
    for (const step of steps) await engine.command(step)
    await engine.command(sql`INSERT INTO migrations VALUES (${index + 1})`)
  }
}
