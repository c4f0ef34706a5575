import { isMap, isNode, isScalar, isSeq, stringify } from 'yaml'
import { linedYaml, type Problem } from '@/lib/config/yaml-lines'
import { type Section, sections, keyOf } from './team-file'

/** One entry of a team's rules. */
export interface TeamEntry {
  section: Section
  /** Whether it stands in the team's file or was written on the page of rules. */
  from: 'file' | 'page'
  /** What it is about: another entry with this key takes its place. Undefined where it cannot be read. */
  key: string | undefined
  /** As it was read; scalars are texts. */
  value: unknown
  /** As YAML, always spelled the same way. */
  yaml: string
  /** What problems call it. */
  place: string
  /** The line of a part of it. */
  lineOf(path: readonly PropertyKey[]): number
}

const LARGEST = 1_000_000

/** The entries of a team's file, and what cannot be read of it. Never throws. */
export function readTeamFile(yamlText: string): { entries: TeamEntry[]; problems: Problem[] } {
  const problems: Problem[] = []
  try {
    return { entries: entriesIn(yamlText, problems), problems }
  } catch (error) {
    return { entries: [], problems: [...problems, { line: 1, message: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}` }] }
  }
}

function entriesIn(yamlText: string, problems: Problem[]): TeamEntry[] {
  if (yamlText.length > LARGEST) {
    problems.push({ line: 1, message: 'The file is larger than 1 MB; none of it applies.' })
    return []
  }
  const { document, lineOf, lineWithin, ...read } = linedYaml(yamlText, 'failsafe')
  problems.push(...read.problems)

  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === '')) return []
  if (!isMap(contents)) {
    problems.push({ line: 1, message: `The file must hold sections: ${sections.join(', ')}.` })
    return []
  }
  const found = new Map<Section, { node: unknown; line: number }>()
  for (const { key, value } of contents.items) {
    const line = lineOf(key, 1)
    const name = isScalar(key) ? String(key.value) : ''
    const section = sections.find((each) => each === name)
    if (section === undefined) problems.push({ line, message: `“${name}” is no section; there are ${sections.join(', ')}.` })
    else found.set(section, { node: value, line })
  }
  return [...found].flatMap(([section, at]) => {
    if (at.node === null || (isScalar(at.node) && at.node.value === '')) return []
    if (!isSeq(at.node)) {
      problems.push({ line: at.line, message: `“${section}” must be a list.` })
      return []
    }
    return at.node.items.flatMap((item, index): TeamEntry[] => {
      const line = lineOf(item, at.line)
      if (!isNode(item)) {
        problems.push({ line, message: `${section}[${index}] is empty.` })
        return []
      }
      const value: unknown = item.toJS(document)
      return [{ section, from: 'file', key: keyOf(section, value), value, yaml: yamlOf(value), place: `${section}[${index}]`, lineOf: (path) => lineWithin(item, path, line) }]
    })
  })
}

const yamlOf = (value: unknown) => stringify(value, { lineWidth: 0 })

/** An entry written on the page, from its value or, as the journal has it, from its YAML. */
export function pageEntry(section: Section, written: { value: unknown } | { yaml: string }): TeamEntry {
  const value: unknown = 'value' in written ? written.value : linedYaml(written.yaml, 'failsafe').document.toJS()
  return { section, from: 'page', key: keyOf(section, value), value, yaml: 'value' in written ? yamlOf(value) : written.yaml, place: `${section}, written on the page`, lineOf: () => 0 }
}

/** A change on the page: what an entry was and what it became, as YAML; null where there was or is none. */
export interface RuleChange {
  section: Section
  before: string | null
  after: string | null
}

/** The entries that changes on the page, oldest first, come to. */
export function pageEntries(changes: readonly RuleChange[]): TeamEntry[] {
  let held: TeamEntry[] = []
  for (const change of changes) {
    const { section, before } = change
    if (before !== null) held = held.filter((each) => each.section !== section || each.yaml !== before)
    const entry = writtenBy(change)
    if (entry) held.push(entry)
  }
  return held
}

/** A change of the journal never changes: its YAML, which takes longest, is read once. */
const written = new WeakMap<RuleChange, TeamEntry>()

function writtenBy(change: RuleChange): TeamEntry | undefined {
  if (change.after === null) return undefined
  const entry = written.get(change) ?? pageEntry(change.section, { yaml: change.after })
  written.set(change, entry)
  return entry
}

/** Entries as the file that `--rules` takes. */
export function teamFileOf(entries: readonly TeamEntry[]): string {
  const lists = sections.map((section) => [section, entries.filter((entry) => entry.section === section).map(({ value }) => value)] as const)
  const held = lists.filter(([, list]) => list.length > 0)
  return held.length === 0 ? '# No rules of the team.\n' : stringify(Object.fromEntries(held), { lineWidth: 0 })
}
