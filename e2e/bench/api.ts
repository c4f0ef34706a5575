import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { inChild } from './child'
import { startDesk } from './desk'
import { duckdbLoads } from './load'
import type { Place } from './logs'
import { questionsAbout } from './questions'
import { measureReaders, measureReadersWhileLoading } from './readers'
import type { Report } from './report'
import { askDesk, compareWithDuckdb } from './routes'
import { subjectsOf } from './subjects'

/** Asks each route alone, then as ten readers do, then while more is loaded; DuckDB is asked when no desk runs. */
export async function measureApi(place: Place, report: Report, tell: (line: string) => void): Promise<void> {
  const desk = await startDesk(place)
  await desk.loaded()
  const { records } = await desk.health()
  if (records !== place.records) throw new Error(`The desk holds ${records} of ${place.records} records`)
  const questions = questionsAbout(await subjectsOf(desk))
  const pictures = questions.filter(({ isPicture }) => isPicture)
  tell('Asking the desk')
  const asked = await askDesk(desk, questions, tell)
  tell('Asking as ten readers')
  await measureReaders(desk, pictures, place, report)
  await desk.stop()
  tell('Asking as ten readers while more is loaded')
  await measureReadersWhileLoading(pictures, place, report, tell)

  tell('Asking DuckDB the same')
  if (!existsSync(place.database)) await duckdbLoads(place)
  const facts = place.at('facts.parquet')
  await inChild('facts-process.ts', { store: join(place.data, 'store'), facts }, z.object({}))
  await compareWithDuckdb(place, facts, asked, report)
}
