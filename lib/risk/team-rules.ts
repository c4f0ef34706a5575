import { isMap, isNode, isScalar, isSeq, type Node } from 'yaml'
import type { z } from 'zod'
import { linedYaml, type Problem } from '@/lib/config/yaml-lines'
import { builtInRules } from './catalogue/built-in'
import { builtInCatalogue, type Catalogue, catalogueOf } from './catalogue'
import type { Rules } from './rule'
import { withAccount, withEvent, withOff, withTool, withValue } from './team-entries'
import { type Section, sections, teamAccount, teamEvent, teamOff, teamTool, teamValue } from './team-file'

const LARGEST = 1_000_000

/**
 * The catalogue with a team's own rules, as RULES.md describes their file. An entry with a mistake is left out and
 * reported; the rest applies. Never throws.
 */
export function catalogueWith(yamlText: string): { catalogue: Catalogue; problems: Problem[] } {
  const problems: Problem[] = []
  try {
    const rules = rulesIn(yamlText, problems)
    return { catalogue: rules === builtInRules ? builtInCatalogue() : catalogueOf(rules), problems }
  } catch (error) {
    const message = `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`
    return { catalogue: builtInCatalogue(), problems: [...problems, { line: 1, message }] }
  }
}

/** Adds an entry to the rules, or says what is wrong with it. */
type Adding = (rules: Rules, node: Node, value: unknown) => Rules | { path: PropertyKey[]; message: string }[]

/** Every section is checked by its schema and then added. */
const reading = <Schema extends z.ZodType>(schema: Schema, add: (rules: Rules, entry: z.infer<Schema>) => Rules | string): Adding =>
  (rules, _node, value) => {
    const checked = schema.safeParse(value)
    if (!checked.success) return checked.error.issues.map(({ path, message }) => ({ path, message }))
    const added = add(rules, checked.data)
    return typeof added === 'string' ? [{ path: [], message: added }] : added
  }

const adding: Record<Section, Adding> = {
  accounts: reading(teamAccount, withAccount),
  attackTools: reading(teamTool, withTool),
  events: reading(teamEvent, withEvent),
  values: reading(teamValue, withValue),
  off: reading(teamOff, withOff),
}

function rulesIn(yamlText: string, problems: Problem[]): Rules {
  if (yamlText.length > LARGEST) {
    problems.push({ line: 1, message: 'The file is larger than 1 MB; none of it applies.' })
    return builtInRules
  }
  const { document, lineOf, lineWithin, ...read } = linedYaml(yamlText, 'failsafe')
  problems.push(...read.problems)

  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === '')) return builtInRules
  if (!isMap(contents)) {
    problems.push({ line: 1, message: `The file must hold sections: ${sections.join(', ')}.` })
    return builtInRules
  }
  const found = new Map<Section, { node: unknown; line: number }>()
  for (const { key, value } of contents.items) {
    const line = lineOf(key, 1)
    const name = isScalar(key) ? String(key.value) : ''
    const section = sections.find((each) => each === name)
    if (section === undefined) problems.push({ line, message: `“${name}” is no section; there are ${sections.join(', ')}.` })
    else found.set(section, { node: value, line })
  }

  let rules = builtInRules
  for (const section of sections) {
    const at = found.get(section)
    if (at === undefined || at.node === null || (isScalar(at.node) && at.node.value === '')) continue
    if (!isSeq(at.node)) {
      problems.push({ line: at.line, message: `“${section}” must be a list.` })
      continue
    }
    for (const [index, item] of at.node.items.entries()) {
      const line = lineOf(item, at.line)
      if (!isNode(item)) {
        problems.push({ line, message: `${section}[${index}] is empty.` })
        continue
      }
      const value: unknown = item.toJS(document)
      const added = adding[section](rules, item, value)
      if (!Array.isArray(added)) rules = added
      else {
        for (const { path, message } of added) {
          problems.push({ line: lineWithin(item, path, line), message: `${[`${section}[${index}]`, ...path.map(String)].join('.')}: ${message}` })
        }
      }
    }
  }
  problems.sort((one, other) => one.line - other.line)
  return rules
}
