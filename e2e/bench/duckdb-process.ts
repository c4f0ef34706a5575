// DuckDB, the rival, in a process of its own.
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { rmSync, statSync } from 'node:fs'
import { z } from 'zod'
import { jobGiven } from './child'
import { duckdbAnswers, duckdbJob, duckdbLoaded, type DuckdbJob } from './duckdb-job'
import { repeated } from './timing'

const cells = z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])))

const job = await jobGiven(duckdbJob)
const answer = job.kind === 'load' ? duckdbLoaded.parse(await load(job)) : duckdbAnswers.parse(await ask(job))
process.stdout.write(JSON.stringify(answer))

/** The columns that the desk extracts too. Of the ways tried, one `json_transform` of each record is the fastest. */
async function load({ database, files }: Extract<DuckdbJob, { kind: 'load' }>) {
  rmSync(database, { force: true })
  const began = performance.now()
  const instance = await DuckDBInstance.create(database)
  const connection = await instance.connect()
  await connection.run(`
    CREATE TABLE records AS
    SELECT r.eventTime AS time, r.eventID AS id, r.eventSource AS service, r.eventName AS event, r.awsRegion AS region, r.recipientAccountId AS account,
           r.userIdentity.arn AS arn, r.userIdentity.type AS type, r.userIdentity.accessKeyId AS key, r.sourceIPAddress AS ip, r.userAgent AS agent,
           r.errorCode AS error, r.readOnly AS readonly, raw
    FROM (
      SELECT raw, json_transform(raw, '{"eventTime": "TIMESTAMP", "eventID": "VARCHAR", "eventSource": "VARCHAR", "eventName": "VARCHAR",
        "awsRegion": "VARCHAR", "recipientAccountId": "VARCHAR", "userIdentity": {"arn": "VARCHAR", "type": "VARCHAR", "accessKeyId": "VARCHAR"},
        "sourceIPAddress": "VARCHAR", "userAgent": "VARCHAR", "errorCode": "VARCHAR", "readOnly": "BOOLEAN"}') AS r
      FROM (SELECT unnest(Records) AS raw FROM read_json([${files.map(quoted).join(', ')}], columns = {Records: 'JSON[]'})))`)
  await connection.run('CHECKPOINT')
  const seconds = (performance.now() - began) / 1_000
  const [[records] = []] = await rowsOf(connection, 'SELECT count(*)::INTEGER FROM records')
  connection.closeSync()
  instance.closeSync()
  return { seconds, records, bytes: statSync(database).size }
}

/** Before it is asked, it forgets what was delivered twice, so that both know the same events. */
async function ask({ database, facts, questions }: Extract<DuckdbJob, { kind: 'ask' }>) {
  const instance = await DuckDBInstance.create(database)
  const connection = await instance.connect()
  await connection.run('DELETE FROM records WHERE rowid NOT IN (SELECT min(rowid) FROM records GROUP BY id)')
  await connection.run(`CREATE OR REPLACE TABLE events AS SELECT make_timestamp(seconds::BIGINT * 1000000) AS time, * FROM read_parquet(${quoted(facts)}) ORDER BY time`)
  await connection.run('CHECKPOINT')
  const answers: z.input<typeof duckdbAnswers> = {}
  for (const { name, turns } of questions) {
    const rows: z.input<typeof duckdbAnswers>[string]['rows'] = []
    const milliseconds = await repeated(async (turn) => {
      for (const statement of turns[turn % turns.length] ?? []) {
        const found = await rowsOf(connection, statement)
        if (turn === 0) rows.push(found)
      }
    })
    answers[name] = { milliseconds, rows }
  }
  connection.closeSync()
  instance.closeSync()
  return answers
}

async function rowsOf(connection: DuckDBConnection, statement: string) {
  const reader = await connection.runAndReadAll(statement)
  return cells.parse(reader.getRowsJson())
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
