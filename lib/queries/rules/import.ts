import 'server-only'
import type { z } from 'zod'
import type { Answer } from '@/lib/api/contract'
import type { ruleImportContract, ruleImportPreviewContract } from '@/lib/api/rules'
import type { Problem } from '@/lib/config/yaml-lines'
import type { QueryOptions } from '@/lib/engine/engine'
import { teamRules } from '@/lib/risk/team-rules'
import { pageEntries, pageEntry, readTeamFile, type TeamEntry } from '@/lib/risk/team-text'
import type { TeamStore } from '../store'
import { problemsWith, raced } from './change'
import { flaggedBy } from './preview'

/** What an import does: entries that are written, each in place of another or of none, and what the page then holds. */
interface Planned {
  changes: { entry: TeamEntry; line: number; before: string | null }[]
  same: number
  problems: Problem[]
  written: readonly TeamEntry[]
  /** Of the page, those that the file does not name. */
  kept: readonly TeamEntry[]
}

/** What a rules file holds and the page does not, entry by entry; those with a mistake are left out and named. */
function planned({ ofFile }: Pick<TeamStore['rules'], 'ofFile'>, page: readonly TeamEntry[], text: string): Planned {
  const read = readTeamFile(text)
  const problems: Problem[] = [...read.problems]
  const changes: Planned['changes'] = []
  const isInFile = ({ section, yaml }: TeamEntry) => ofFile.some((each) => each.section === section && each.yaml === yaml)
  let written = page
  let same = 0
  for (const [index, found] of read.entries.entries()) {
    const { section, value, key, lineOf } = found
    const entry = pageEntry(section, { value })
    const isTwice = key !== undefined && read.entries.findIndex((each) => each.key === key) < index
    const before = written.find((each) => key !== undefined && each.key === key)?.yaml ?? null
    const [problem] = isTwice ? ['It is given twice'] : problemsWith({ ofFile }, written, entry)
    if (problem !== undefined) problems.push({ line: lineOf([]), message: problem.replace(entry.place, found.place) })
    else if (before === entry.yaml || (before === null && isInFile(entry))) same += 1
    else {
      changes.push({ entry, line: lineOf([]), before })
      written = [...written.filter((each) => each.key !== key), entry]
    }
  }
  const named = new Set(read.entries.map(({ key }) => key))
  return { changes, same, problems: problems.sort((one, other) => one.line - other.line), written, kept: page.filter(({ key }) => !named.has(key)) }
}

/** What an import would change and would have flagged; nothing is entered. */
export async function importPreview({ store, sent: { text }, options }: { store: TeamStore; sent: z.output<typeof ruleImportPreviewContract.sends>; options: QueryOptions }): Promise<Answer<typeof ruleImportPreviewContract>> {
  const { journal, rules } = store
  const { ruleChanges } = journal.state()
  const saw = ruleChanges.at(-1)?.seq ?? 0
  const { changes, same, problems, written, kept } = planned(rules, pageEntries(ruleChanges), text)
  const now = rules.present().catalogue
  const next = changes.length > 0 ? teamRules(rules.ofFile, written).catalogue : now
  return {
    ...(await flaggedBy(store, now, next, options)),
    saw, same, problems,
    changes: changes.map(({ entry: { section, yaml }, line, before }) => ({ section, line, before, after: yaml })),
    kept: kept.map(({ section, yaml }) => ({ section, yaml })),
  }
}

/**
 * Enters what a rules file holds and the page does not, entry by entry.
 * @throws Failure 409 if somebody changed the rules after what the reviewer saw
 */
export async function importRules({ store, sent: { by, text, saw } }: { store: TeamStore; sent: z.output<typeof ruleImportContract.sends> }): Promise<Answer<typeof ruleImportContract>> {
  const { journal, rules } = store
  const { changes, same, problems } = planned(rules, pageEntries(journal.state().ruleChanges), text)
  let last = saw
  try {
    for (const { entry: { section, key, yaml } } of changes) {
      const { seq } = await journal.append(by, ({ ruleChanges }) => {
        const newest = ruleChanges.at(-1)
        if (last !== undefined && (newest?.seq ?? 0) !== last) throw raced(newest?.by)
        return { kind: 'rule change', section, before: pageEntries(ruleChanges).find((each) => each.key === key)?.yaml ?? null, after: yaml }
      })
      if (last !== undefined) last = seq
    }
  } finally {
    // What was entered before a refusal holds.
    if (changes.length > 0) rules.changed()
  }
  return { version: journal.version(), entered: changes.length, same, problems }
}
