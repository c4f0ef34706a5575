import 'server-only'
import type { z } from 'zod'
import { Failure } from '@/lib/api/failure'
import type { Answer } from '@/lib/api/contract'
import type { ruleChangeContract, ruleFileContract, ruleUndoContract } from '@/lib/api/rules'
import { entryOfDraft } from '@/lib/risk/draft'
import { teamRules } from '@/lib/risk/team-rules'
import { pageEntries, pageEntry, teamFileOf, type RuleChange, type TeamEntry } from '@/lib/risk/team-text'
import { inOnePart, type Streamed } from '../export'
import type { Question } from '../question'
import type { TeamStore } from '../store'

/** Most of an entry that the journal takes. */
const largest = 20_000

/**
 * Writes an entry of the page's rules, or takes one back.
 * @throws Failure if it has a mistake, if there is nothing to take back, or if somebody wrote another meanwhile
 */
export async function changeRule({ store, sent: { by, section, action, entry: form, saw } }: { store: TeamStore; sent: z.output<typeof ruleChangeContract.sends> }): Promise<Answer<typeof ruleChangeContract>> {
  const { journal, rules } = store
  const entry = pageEntry(section, { value: entryOfDraft(section, form) })
  const { seq } = await journal.append(by, ({ ruleChanges }) => {
    const written = pageEntries(ruleChanges)
    const before = written.find(({ key }) => entry.key !== undefined && key === entry.key)?.yaml ?? null
    if (before !== saw) throw raced(journal.state().ruleChanges.at(-1)?.by)
    if (action === 'remove') {
      if (before === null) throw new Failure({ title: 'There is nothing to take back', status: 409, detail: 'This page holds no such entry.', todo: 'Look at the rules as they are now.' })
      return { kind: 'rule change', section, before, after: null }
    }
    const [problem] = problemsWith(rules, written, entry)
    if (problem !== undefined) throw new Failure({ title: 'The rule has a mistake', status: 400, detail: `${problem}.`, todo: 'Mend it and save it again.' })
    return { kind: 'rule change', section, before, after: entry.yaml }
  })
  rules.changed()
  return { version: journal.version(), seq }
}

/** What is wrong with an entry beside the others that are written. */
export function problemsWith({ ofFile }: Pick<TeamStore['rules'], 'ofFile'>, written: readonly TeamEntry[], entry: TeamEntry): string[] {
  if (entry.yaml.length > largest) return [`It has more than ${largest} characters`]
  const others = written.filter(({ key }) => entry.key === undefined || key !== entry.key)
  return teamRules(ofFile, [...others, entry]).problems.filter((each) => each.entry === entry).map(({ message }) => message)
}

export const raced = (by: string | undefined) =>
  new Failure({ title: 'Somebody was faster', status: 409, detail: `${by ?? 'Somebody'} changed this rule meanwhile.`, todo: 'Look at it as it is now, then change it again.' })

/**
 * Takes a change back, by another.
 * @throws Failure if what it wrote does not stand any more
 */
export async function undoRule({ store, sent: { by, seq: undone } }: { store: TeamStore; sent: z.output<typeof ruleUndoContract.sends> }): Promise<Answer<typeof ruleUndoContract>> {
  const { journal, rules } = store
  const { seq } = await journal.append(by, ({ ruleChanges }) => {
    const change = ruleChanges.find((each) => each.seq === undone)
    if (!change) throw new Failure({ title: 'Not found', status: 404, detail: `Entry ${undone} is no change of the rules.`, todo: 'See the changes on the page of rules.' })
    if (!isStanding(ruleChanges, change)) throw raced(ruleChanges.at(-1)?.by)
    return { kind: 'rule change', section: change.section, before: change.after, after: change.before }
  })
  rules.changed()
  return { version: journal.version(), seq }
}

/** Whether what a change made of an entry is how it is now. */
export function isStanding(changes: readonly RuleChange[], { section, before, after }: RuleChange): boolean {
  const held = pageEntries(changes)
  if (after !== null) return held.some((each) => each.section === section && each.yaml === after)
  return before !== null && !held.some(({ key }) => key === pageEntry(section, { yaml: before }).key)
}

/** The rules of the team, those of its file and of the page, as one file. */
export function ruleFile({ store }: Question<typeof ruleFileContract, TeamStore>): Promise<Streamed> {
  const text = teamFileOf(store.rules.present().entries)
  return Promise.resolve({ contentType: 'application/yaml; charset=utf-8', fileName: 'traildesk-rules.yaml', parts: inOnePart(text) })
}
