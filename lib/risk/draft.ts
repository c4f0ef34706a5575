import { z } from 'zod'
import type { Section } from './team-file'

/** An entry of a team's rules as a form holds it: every field a text, those that are lists with a line each. */
const field = z.string().max(20_000).optional()
export const draft = z.object({
  id: field.describe('of a value or a rule that is switched off; an account; a tool'),
  source: field.describe('event source'),
  name: field.describe('event name, with * where anything may stand'),
  class: field,
  severity: field,
  why: field.describe('one sentence'),
  techniques: field.describe('MITRE ATT&CK techniques, a line each'),
  path: field.describe('where in the record a value stands, a line each; of an event, where its condition looks'),
  is: field.describe('what the value must be, a line for each that it may be'),
  pattern: field.describe('a regular expression that the value must match'),
  events: field.describe('only on these events, a line each: s3/GetObject'),
  reads: field.describe('`true`: on what only reads, too'),
})
export type Draft = z.infer<typeof draft>

const linesOf = (text: string | undefined) => (text ?? '').split(/[\n\r]+/).map((line) => line.trim()).filter((line) => line !== '')
const present = (members: Record<string, unknown>) => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== ''))

/** A list with one line as the line alone, as people write it. */
const listOf = (text: string | undefined) => {
  const lines = linesOf(text)
  return lines.length > 1 ? lines : lines[0]
}

/** The entry that a form holds, as its section takes it; fields of others are left out. */
export function entryOfDraft(section: Section, form: Draft): unknown {
  const { id, source, name, class: cls, severity, why, path, is, pattern, reads } = Object.fromEntries(Object.entries(form).map(([key, value]) => [key, value?.trim()]))
  const [techniques, events] = [linesOf(form.techniques), linesOf(form.events)]
  const told = { class: cls, severity, why, ...(techniques.length > 0 && { techniques }) }
  if (section === 'events') {
    const when = present({ path, is: listOf(is), pattern })
    return present({ source, name, ...told, when: Object.keys(when).length > 0 ? when : undefined })
  }
  if (section === 'values') return present({ id, path: listOf(path), is: listOf(is), pattern, ...told, events: events.length > 0 ? events : undefined, reads })
  return id ?? ''
}

const record = z.record(z.string(), z.unknown())
const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([])

/** The form of an entry. */
export function draftOf(section: Section, value: unknown): Draft {
  if (section !== 'events' && section !== 'values') return { id: String(value) }
  const { when, ...own } = record.catch({}).parse(value)
  const all = { ...own, ...record.catch({}).parse(when) }
  return Object.fromEntries(Object.keys(draft.shape).flatMap((name) => (all[name] === undefined ? [] : [[name, texts.parse(all[name]).join('\n')]])))
}
