// Writes the facts of a store that nobody has open to a Parquet file, for DuckDB.
import { Session } from 'chdb'
import { rmSync } from 'node:fs'
import { z } from 'zod'
import { jobGiven } from './child'

const { store, facts } = await jobGiven(z.object({ store: z.string(), facts: z.string() }))
rmSync(facts, { force: true })
const session = new Session(store, { connectionArgs: ['--max_threads=2'] })
await session.queryAsync(`
  INSERT INTO FUNCTION file('${facts.replace(/['\\]/g, '\\$&')}', Parquet)
  SELECT toUnixTimestamp(time) AS seconds, toString(class) AS class, toInt8(severity) AS severity, toString(service) AS service, toString(event) AS event,
         toString(region) AS region, toString(account) AS account, toString(identity) AS identity, toString(type) AS type, toString(ip) AS ip,
         toString(error) AS error, toString(readonly) AS readonly
  FROM events`)
session.close()
process.stdout.write('{}')
