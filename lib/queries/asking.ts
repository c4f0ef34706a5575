import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { engineHolding } from '@/lib/engine/engine-holding'
import { filterFrom, fixed } from '@/lib/filter/filter'
import { openJournal, type Journal } from '@/lib/journal/journal'
import { builtInCatalogue } from '@/lib/risk/catalogue'
import { teamRules } from '@/lib/risk/team-rules'
import { pageEntries, readTeamFile } from '@/lib/risk/team-text'
import { keptAnswers } from './kept'
import type { ReviewedStore, Store, TeamStore } from './store'

/** For tests: a store of its own that holds these records. */
export async function storeHolding(records: readonly (object | string)[]): Promise<Store> {
  const engine = await engineHolding(records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))))
  return { engine, catalogue: builtInCatalogue(), pathOf: (file) => `file ${file}`, covers: () => undefined, version: () => 1 }
}

/** For tests: a question within the Filter of a query string. */
export const asking = <T, S extends Store>(store: S, query: string, takes: T) => ({ store, filter: fixed(filterFrom(query), Date.now(), undefined), takes, options: {} })

/** For tests: a journal of its own, empty, gone when the test ends. */
export async function emptyJournal(): Promise<Journal> {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-journal-'))
  const journal = await openJournal(folder)
  onTestFinished(async () => {
    await journal.close()
    rmSync(folder, { recursive: true })
  })
  return journal
}

/** For tests: a store with a journal of its own, empty, both gone when the test ends. */
export async function reviewedStore(records: readonly (object | string)[] = []): Promise<ReviewedStore> {
  const journal = await emptyJournal()
  const coverage: ReviewedStore['coverage'] = ({ from, to }) =>
    Promise.resolve({ from: from.toISOString(), to: to.toISOString(), starts: [], totalRows: 0, rows: [], whole: [], completeTo: null })
  return { ...(await storeHolding(records)), journal, kept: keptAnswers(), coverage }
}

/** For tests: such a store with a team's rules file; nothing is judged again. */
export async function teamStore(records: readonly (object | string)[] = [], file = ''): Promise<TeamStore> {
  const store = await reviewedStore(records)
  return { ...store, rules: rulesOf(store.journal, file) }
}

/** For tests: the rules of a file's text and a journal. */
export function rulesOf(journal: Journal, file: string): TeamStore['rules'] {
  const ofFile = readTeamFile(file).entries
  return { file: file === '' ? null : '/rules.yaml', ofFile, present: () => teamRules(ofFile, pageEntries(journal.state().ruleChanges)), judging: () => null, changed: () => undefined }
}
