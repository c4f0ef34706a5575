import { principalId, type Account } from '../estate'
import { randomOf } from '../random'
import type { Caller } from '../record'

/** A user of IAM with a key of its own. */
export type User = { account: Account; name: string; id: string; key: string; arn: string; ip: string; agent: string; kind: Caller['kind'] }

/** The user of a name in an account, with the key that the seed gives it. */
export function userOf(seed: string, account: Account, name: string, from: { ip: string; agent: string; kind: Caller['kind'] }): User {
  const random = randomOf(`${seed}/user/${account.id}/${name}`)
  const id = principalId('AIDA', account, random)
  return { account, name, id, key: principalId('AKIA', account, random), arn: `arn:aws:iam::${account.id}:user/${name}`, ...from }
}

/** The caller that uses a user's key. */
export const byKey = (user: User, from: { ip: string; agent: string } = user): Caller => ({
  session: user.name,
  arn: user.arn,
  head: `{"type":"IAMUser","principalId":"${user.id}","arn":"${user.arn}","accountId":"${user.account.id}","accessKeyId":"${user.key}","userName":"${user.name}"`,
  rest: '',
  ip: from.ip,
  agent: from.agent,
  via: 'program',
  kind: user.kind,
})
