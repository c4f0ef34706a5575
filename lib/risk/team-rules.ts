import type { Problem } from '@/lib/config/yaml-lines'
import { builtInRules } from './catalogue/built-in'
import { builtInCatalogue, type Catalogue, catalogueOf } from './catalogue'
import type { Rules } from './rule'
import { withEntry } from './team-entries'
import { sections } from './team-file'
import { readTeamFile, type TeamEntry } from './team-text'

/** A mistake in an entry, or in the file as a whole. */
export interface EntryProblem extends Problem {
  entry?: TeamEntry
}

/** The catalogue with a team's entries. */
export interface TeamRules {
  catalogue: Catalogue
  /** Those that apply, with those of the page last. */
  entries: readonly TeamEntry[]
  problems: EntryProblem[]
}

/**
 * The catalogue with a team's own rules, as RULES.md describes their file. An entry with a mistake is left out and
 * reported; the rest applies. Never throws.
 */
export function catalogueWith(yamlText: string): { catalogue: Catalogue; problems: Problem[] } {
  const { entries, problems: unread } = readTeamFile(yamlText)
  const { catalogue, problems } = teamRules(entries, [])
  return { catalogue, problems: [...unread, ...problems].map(({ line, message }) => ({ line, message })).sort((one, other) => one.line - other.line) }
}

/** The catalogue with the entries of the team's file and those written on the page: of two about the same thing, that of the page wins. */
export function teamRules(ofFile: readonly TeamEntry[], ofPage: readonly TeamEntry[]): TeamRules {
  const written = new Set(ofPage.map(({ key }) => key))
  const all = [...ofFile.filter(({ key }) => key === undefined || !written.has(key)), ...ofPage]
  const problems: EntryProblem[] = []
  const entries: TeamEntry[] = []
  let rules: Rules = builtInRules
  for (const section of sections) {
    for (const entry of all.filter((each) => each.section === section)) {
      const added = withEntry(rules, entry)
      if (Array.isArray(added)) {
        for (const { path, message } of added) problems.push({ line: entry.lineOf(path), message: `${[entry.place, ...path.map(String)].join('.')}: ${message}`, entry })
      } else {
        rules = added
        entries.push(entry)
      }
    }
  }
  return { catalogue: rules === builtInRules ? builtInCatalogue() : catalogueOf(rules), entries, problems }
}
