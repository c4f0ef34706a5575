import 'server-only'
import { awsCredentialsFound } from './aws-presence'

/** What the process that runs the desk ends with so that it is started again, on the AWS account whose credentials were found. */
export const connectExitCode = 75

/** Whether the desk was started without any source, so that it shows its sample, and may be started again on another. */
export const showsSample = (): boolean => process.env.TRAILDESK_MAY_CONNECT === '1'

/** Where credentials were found that the desk offers to use; undefined if there are none, or if it has sources of its own. */
export const credentialsOffered = (): string | undefined => (showsSample() ? awsCredentialsFound(process.env) : undefined)
