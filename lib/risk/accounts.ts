import { type TrailRecord, textAt } from '@/lib/cloudtrail/record'

/** The account that a text names: twelve digits, or an ARN of one. */
export const accountIn = (text: string): string | undefined =>
  /^\d{12}$/.test(text) ? text : /^arn:[^:]{1,20}:[^:]{0,40}:[^:]{0,40}:(\d{12})(?::|$)/.exec(text)?.[1]

/** Whether a text names an account that is neither the record's own nor one of the team's. */
export function isForeign(text: string, record: TrailRecord, team: ReadonlySet<string>): boolean {
  const account = accountIn(text)
  if (account === undefined || team.has(account)) return false
  const own = [textAt(record, 'recipientAccountId'), textAt(record, 'userIdentity', 'accountId')]
  return own.some((each) => each !== '') && !own.includes(account)
}
