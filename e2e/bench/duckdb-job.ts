import { z } from 'zod'

/** What DuckDB's process is asked to do. */
export const duckdbJob = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('load'), database: z.string(), files: z.array(z.string()) }),
  z.object({
    kind: z.literal('ask'),
    database: z.string(),
    /** The desk's facts of each event, as Parquet: what its pictures count is then counted by DuckDB too. */
    facts: z.string(),
    /** For each question its statements, for one time after the other. */
    questions: z.array(z.object({ name: z.string(), turns: z.array(z.array(z.string())) })),
  }),
])
export type DuckdbJob = z.infer<typeof duckdbJob>

export const duckdbLoaded = z.object({ seconds: z.number(), records: z.int(), bytes: z.int() })
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
export const duckdbAnswers = z.record(
  z.string(),
  z.object({
    milliseconds: z.array(z.number()),
    /** Of the first time: rows of each statement. */
    rows: z.array(z.array(z.array(cell))),
  }),
)
export type DuckdbRows = z.infer<typeof duckdbAnswers>[string]['rows']
