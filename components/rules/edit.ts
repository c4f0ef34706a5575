import type { Rule } from '@/lib/api/rules'
import type { Draft } from '@/lib/risk/draft'

export type EditSection = NonNullable<Rule['section']>

/** A change of one entry that is being made. */
export interface Edit {
  title: string
  section: EditSection
  action: 'write' | 'remove'
  draft: Draft
  /** Whether there are fields to fill in. */
  isForm: boolean
}

const newTitles: Record<EditSection, string> = { events: 'New rule on event names', values: 'New rule on a value', accounts: 'An account of your own', attackTools: 'A tool that you use yourselves', off: 'Switch off a rule' }
const isSection = (text: string): text is EditSection => text in newTitles

/** The change that an address names: `new events`, `change ID`, `off ID`, `on ID`, `back ID`; undefined if it names none. */
export function editOf(text: string, rules: readonly Rule[]): Edit | undefined {
  const space = text.indexOf(' ')
  const [what, id] = [text.slice(0, space), text.slice(space + 1)]
  if (what === 'new') return isSection(id) ? { title: newTitles[id], section: id, action: 'write', draft: {}, isForm: true } : undefined
  if (what === 'listed') {
    const [section = '', value = ''] = id.split(' ')
    return isSection(section) ? { title: `Take back ${value}`, section, action: 'remove', draft: { id: value }, isForm: false } : undefined
  }
  const rule = rules.find((each) => each.id === id)
  if (!rule) return undefined
  if (what === 'off') return { title: `Switch off ${rule.name}`, section: 'off', action: 'write', draft: { id }, isForm: false }
  if (what === 'on') return { title: `Switch ${rule.name} on again`, section: 'off', action: 'remove', draft: { id }, isForm: false }
  if (rule.section === null) return undefined
  if (what === 'change') return { title: `Change ${rule.name}`, section: rule.section, action: 'write', draft: rule.draft, isForm: true }
  if (what === 'back') return { title: `Take back what is written here on ${rule.name}`, section: rule.section, action: 'remove', draft: rule.draft, isForm: false }
  return undefined
}
