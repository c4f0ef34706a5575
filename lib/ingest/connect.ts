import 'server-only'
import { connectExitCode, credentialsOffered } from '@/lib/config/connect-offer'
import type { Desk } from './desk'

/** Milliseconds in which the answer may reach the browser before the process ends. */
const parting = 300

/** Ends this process so that `npm start` starts it again on the AWS account whose credentials were found. The sample stays as it is, in its own folder. */
export function connect(desk: Pick<Desk, 'finish'>): { started: boolean } {
  if (credentialsOffered() === undefined) return { started: false }
  setTimeout(() => void desk.finish().finally(() => process.exit(connectExitCode)), parting)
  return { started: true }
}
