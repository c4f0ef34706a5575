import { leakedKey } from './leaked-key'
import { mining } from './mining'
import { openPort } from './open-port'
import { policyChange } from './policy-change'
import { rootSignIn, silence } from './root-sign-in'
import { played, type Incident } from './script'
import { sharedSnapshot } from './shared-snapshot'

const scripts = [openPort, leakedKey, policyChange, rootSignIn, sharedSnapshot, mining]

/** The six incidents that are hidden in the sample, in the order in which they begin. */
export const incidentsOf = (seed: string, to: Date): readonly Incident[] => scripts.map((script) => played(script, seed, to))

/** When the trail of an account did not log, so that it has no record of those minutes. */
export const silences = [{ before: 30 - silence.dayOf30, account: '111122223333', from: silence.from, to: silence.to }] as const
