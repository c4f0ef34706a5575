import { randomBytes } from 'node:crypto'
import { Refusal } from './refusal'
import { arnOf } from './answer'
import type { Key } from './signature'

/** A role that keys of other accounts, or of its own, may assume. */
export interface Role {
  arn: string
  /** The accounts that it trusts. */
  trusts: readonly string[]
  /** What whoever assumes it must say. */
  externalId?: string
}

/** Seconds for which the keys of a session are good, unless the request says otherwise. */
const usual = 3_600

/**
 * Opens a session of a role: AssumeRole, with parameters as the query protocol spells them.
 * @throws Refusal AccessDeniedException in the same words for a role that is not there, that does not trust, or whose external id is another
 */
export function assumed(roles: readonly Role[], caller: Key, asked: URLSearchParams): Key & Required<Pick<Key, 'sessionToken' | 'expiresAt' | 'arn'>> {
  const arn = asked.get('RoleArn') ?? ''
  const role = roles.find((each) => each.arn === arn)
  if (!role?.trusts.includes(caller.account) || role.externalId !== (asked.get('ExternalId') ?? undefined)) {
    throw new Refusal('AccessDeniedException', `User: ${arnOf(caller)} is not authorized to perform: sts:AssumeRole on resource: ${arn}`, 403)
  }
  const [, account = '', name = ''] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  const seconds = Number(asked.get('DurationSeconds') ?? usual)
  return {
    accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
    sessionToken: randomBytes(40).toString('base64'),
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${asked.get('RoleSessionName') ?? ''}`,
    expiresAt: Date.now() + seconds * 1_000,
  }
}
