import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { defaultProvider } from '@aws-sdk/credential-provider-node'
import { z } from 'zod'
import { gateThat, type Gate } from './gate'
import { isOfClock, isOfCredentials, RoleError, troubleOf } from './aws-trouble'
import { answering } from './waits'

/** With whose rights AWS is asked: those that the SDK finds, or of a profile, and through a role if one is given. */
export interface Access {
  profile?: string | undefined
  role?: { arn: string; externalId?: string | undefined; sessionName: string } | undefined
}

type Identity = Awaited<ReturnType<ReturnType<typeof defaultProvider>>>

/** The credentials of one access, for all clients that use it. */
export interface Credentials {
  /** What clients are made with. */
  readonly config: { profile?: string; credentials: () => Promise<Identity> }
  /**
   * Does something with AWS. When that has no use for the credentials, they are read anew, and if there are others by then, it
   * is done once more: they may be renewed while the desk runs, in a file, by a sign-in, or as the session of a role. So it is
   * when AWS refuses this machine's clock: the SDK has set its own by the answer.
   * @param again what to wait for before that
   */
  renewing<T>(work: () => Promise<T>, again?: () => Promise<void>): Promise<T>
}

/** So long before they end, credentials are renewed: a request may be under way for a while. */
const ahead = 300_000

/**
 * The credentials of an access; nothing is asked for before a client needs them.
 * @param gate holds what is done with them while it is closed
 */
export function credentialsOf(access: Access, gate: Pick<Gate, 'pass'> = gateThat(true)): Credentials {
  let held: Identity | undefined
  let loading: Promise<Identity> | undefined
  const endsWithin = (milliseconds: number) => held?.expiration !== undefined && held.expiration.getTime() - Date.now() < milliseconds

  const current = async (): Promise<Identity> => {
    if (held && !endsWithin(ahead)) return held
    loading ??= load(access).finally(() => (loading = undefined))
    try {
      held = await loading
    } catch (error) {
      // What is good for some minutes still may do until the next try.
      if (!held || endsWithin(0)) throw error
    }
    return held
  }

  return {
    config: {
      ...profileOf(access),
      // Clients keep credentials until they end; so that these decide, they end at once.
      credentials: async () => ({ ...(await current()), expiration: new Date() }),
    },
    async renewing(work, again = () => Promise.resolve()) {
      await gate.pass()
      const before = held
      const inTime = async () => {
        try {
          return await work()
        } catch (error) {
          if (!isOfClock(error)) throw error
          await again()
          return work()
        }
      }
      try {
        return await inTime()
      } catch (error) {
        if (!isOfCredentials(error)) throw error
        const used = before ?? held
        if (used === undefined) throw error
        if (held === used) held = undefined
        const found = await current()
        if (found.accessKeyId === used.accessKeyId && found.sessionToken === used.sessionToken) throw error
        await again()
        return work()
      }
    },
  }
}

/** As AWS answers them. */
const session = z.object({ AccessKeyId: z.string(), SecretAccessKey: z.string(), SessionToken: z.string(), Expiration: z.date() })

async function load(access: Access): Promise<Identity> {
  const { role } = access
  // Files are read anew: they are what changes.
  const found = await defaultProvider({ ...profileOf(access), ignoreCache: true })()
  if (!role) return found
  const client = new STSClient({ ...profileOf(access), region: await regionFound(access), credentials: found, maxAttempts: 3, requestHandler: answering })
  try {
    const { Credentials: given } = await client.send(new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: role.sessionName, ExternalId: role.externalId }))
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = session.parse(given)
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration }
  } catch (error) {
    // Base credentials that have expired may be renewed: then the role is assumed again.
    if (isOfCredentials(error)) throw error
    throw new RoleError(troubleOf(error, 'sts:AssumeRole', `role ${role.arn}`, role.arn), { cause: error })
  } finally {
    client.destroy()
  }
}

const profileOf = ({ profile }: Access) => (profile === undefined ? {} : { profile })

const usual = 'us-east-1'

/** The region of the environment or the profile, as the SDK finds it; where there is none, that of most global services. */
export async function regionFound(access: Access): Promise<string> {
  const client = new STSClient(profileOf(access))
  const region = await client.config.region().catch(() => usual)
  client.destroy()
  return region
}
