import { STSClient } from '@aws-sdk/client-sts'

const usual = 'us-east-1'

/** The region of the environment or the profile, as the SDK finds it; where there is none, that of most global services. */
export async function regionFound(): Promise<string> {
  const client = new STSClient({})
  const region = await client.config.region().catch(() => usual)
  client.destroy()
  return region
}
