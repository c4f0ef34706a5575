import { z } from 'zod'
import { eventClass, severity } from '@/lib/cloudtrail/facts'
import { parsedPath } from './path'
import { faultOf } from './safe-pattern'

/** What a team's file may hold; every scalar arrives as text, for `012345678901` and `false` mean what they spell. */
const LONGEST_TEXT = 500
const text = z.string().trim().min(1, 'must not be empty').max(LONGEST_TEXT)
const list = z.union([z.array(text).min(1).max(200), text.transform((each) => [each])])
const yes = z.enum(['true', 'false']).transform((each) => each === 'true')
const techniques = z.array(z.string().regex(/^T\d{4}(?:\.\d{3})?$/, 'a technique looks like T1078 or T1078.004')).max(20)

const path = text.refine((each) => parsedPath(each) !== undefined, 'is no path: write a.b, a..b or a[]')
const pattern = z.string().min(1, 'must not be empty').superRefine((source, context) => {
  const fault = faultOf(source)
  if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
})

const source = z
  .string()
  .regex(/^[a-z0-9.*-]+$/, 'an event source is written s3.amazonaws.com, s3 or *')
  .transform((each) => (/[.*]/.test(each) ? each : `${each}.amazonaws.com`))
const eventName = z.string().regex(/^[\w*.:-]+$/, 'an event name holds letters, digits and *').max(200)

/** `source/name`, as rules name events. */
const eventPattern = z
  .string()
  .regex(/^[a-z0-9.*-]+\/[\w*.:-]+$/, 'an event is written s3/GetObject, with * where anything may stand')
  .transform((each) => {
    const [service = '', name = ''] = each.split('/')
    return `${/[.*]/.test(service) ? service : `${service}.amazonaws.com`}/${name}`
  })

const condition = z
  .strictObject({ path, is: list.optional(), pattern: pattern.optional() })
  .refine(({ is, pattern: regex }) => (is === undefined) !== (regex === undefined), 'needs either `is` or `pattern`')

export const teamEvent = z.strictObject({
  source,
  name: eventName,
  class: eventClass.optional(),
  severity: severity.optional(),
  why: text.optional(),
  techniques: techniques.optional(),
  when: condition.optional(),
})
export type TeamEvent = z.infer<typeof teamEvent>

export const teamValue = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'an id is made of small letters, digits and hyphens'),
    path: z.union([z.array(path).min(1).max(20), path.transform((each) => [each])]).optional(),
    is: list.optional(),
    pattern: pattern.optional(),
    class: eventClass.optional(),
    severity: severity.optional(),
    why: text.optional(),
    techniques: techniques.optional(),
    events: z.array(eventPattern).min(1).max(200).optional(),
    reads: yes.optional(),
  })
  .refine(({ is, pattern: regex }) => is === undefined || regex === undefined, 'takes either `is` or `pattern`, not both')
export type TeamValue = z.infer<typeof teamValue>

export const teamAccount = z.string().regex(/^\d{12}$/, 'an account is twelve digits')
export const teamTool = text
export const teamOff = text

/** The sections of a team's file; each is a list. */
export const sections = ['accounts', 'attackTools', 'events', 'values', 'off'] as const
export type Section = (typeof sections)[number]

const schemas = { accounts: teamAccount, attackTools: teamTool, events: teamEvent, values: teamValue, off: teamOff } as const

/** What an entry is about, the same for two of which one takes the other's place; undefined if it cannot be read. */
export function keyOf(section: Section, value: unknown): string | undefined {
  if (section === 'events') {
    const read = schemas.events.safeParse(value)
    if (!read.success) return undefined
    const { source: of, name, when } = read.data
    return `events ${of}/${name}${when === undefined ? '' : ` ${JSON.stringify([when.path, when.is, when.pattern])}`}`
  }
  if (section === 'values') {
    const read = schemas.values.safeParse(value)
    return read.success ? `values ${read.data.id}` : undefined
  }
  const read = schemas[section].safeParse(value)
  if (!read.success) return undefined
  return `${section} ${section === 'attackTools' ? read.data.toLowerCase() : section === 'off' ? wholeId(read.data) : read.data}`
}

/** The id of a rule with its event source spelled out: `s3/GetObject` is that of `s3.amazonaws.com/GetObject`. */
export function wholeId(rule: string): string {
  const slash = rule.indexOf('/')
  return slash > 0 && !/[.*]/.test(rule.slice(0, slash)) ? `${rule.slice(0, slash)}.amazonaws.com${rule.slice(slash)}` : rule
}
