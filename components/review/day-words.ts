import type { dayStates } from '@/lib/api/sign-offs'

/** What the states of a day are called. */
export const dayWords: Record<(typeof dayStates)[number], string> = {
  signed: 'signed',
  reopened: 'reopened',
  partly: 'signed in part',
  missing: 'not signed',
  'no records': 'no records',
  'to come': 'to come',
}
