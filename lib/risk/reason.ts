import { z } from 'zod'
import { eventClass, severity } from '@/lib/cloudtrail/facts'

/** Why an event is highlighted: the entry of the catalogue that matched, and where in the record it did. */
export const reason = z.object({
  rule: z.string().describe('id of the entry: `cloudtrail.amazonaws.com/StopLogging`, `name:Create*`, `open-ipv4`, or that of a team’s own rule'),
  kind: z.enum(['event', 'name', 'value', 'team']).describe('an event of the catalogue, a pattern on names, a pattern on values, or a rule of the team'),
  class: eventClass,
  severity: severity.describe('the severity that this reason gives the event'),
  why: z.string().describe('one sentence'),
  techniques: z.array(z.string()).describe('MITRE ATT&CK techniques'),
  path: z.array(z.union([z.string(), z.int()])).describe('where in the record: keys and indices from its top'),
  start: z.int().describe('first character of the risky part of the value’s text'),
  end: z.int().describe('character after its last'),
})
export type Reason = z.infer<typeof reason>
