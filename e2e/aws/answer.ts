import { randomUUID } from 'node:crypto'
import type { Key } from './signature'
import type { Refusal } from './refusal'

/** An HTTP answer. */
export interface Answer {
  status: number
  headers: { 'Content-Type': string; 'x-amzn-RequestId': string }
  body: string
}

/** An answer of AWS JSON 1.1. */
export const jsonAnswer = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': randomUUID() },
  body: JSON.stringify(value),
})

/** An error of AWS JSON 1.1. */
export const jsonRefusal = ({ code, message, status }: Refusal): Answer => jsonAnswer({ __type: code, message }, status)

/** Who a key's owner is, as GetCallerIdentity of the query protocol says it. */
export function identityAnswer({ accessKeyId, account, ...key }: Key): Answer {
  const id = randomUUID()
  return xmlAnswer(
    id,
    200,
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${xml(arnOf({ account, ...key }))}</Arn>` +
      `<UserId>${xml(accessKeyId.replace(/^..../, 'AIDA'))}</UserId><Account>${xml(account)}</Account></GetCallerIdentityResult>` +
      `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  )
}

/** The session that AssumeRole opened. */
export function sessionAnswer({ accessKeyId, secretAccessKey, sessionToken = '', expiresAt = 0, ...key }: Key): Answer {
  const id = randomUUID()
  return xmlAnswer(
    id,
    200,
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${xml(accessKeyId)}</AccessKeyId>` +
      `<SecretAccessKey>${xml(secretAccessKey)}</SecretAccessKey><SessionToken>${xml(sessionToken)}</SessionToken><Expiration>${new Date(expiresAt).toISOString()}</Expiration></Credentials>` +
      `<AssumedRoleUser><AssumedRoleId>${xml(accessKeyId.replace(/^..../, 'AROA'))}</AssumedRoleId><Arn>${xml(arnOf(key))}</Arn></AssumedRoleUser></AssumeRoleResult>` +
      `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></AssumeRoleResponse>`,
  )
}

/** Names of errors that the query protocol spells in another way, with the status that goes with them. */
const queryCodes = new Map<string, [code: string, status: number]>([
  ['InvalidSignatureException', ['SignatureDoesNotMatch', 403]],
  ['UnrecognizedClientException', ['InvalidClientTokenId', 403]],
  ['MissingAuthenticationTokenException', ['MissingAuthenticationToken', 403]],
  ['IncompleteSignatureException', ['IncompleteSignature', 400]],
  ['ExpiredTokenException', ['ExpiredToken', 403]],
  ['AccessDeniedException', ['AccessDenied', 403]],
  ['ThrottlingException', ['Throttling', 400]],
])

/** An error of the query protocol. */
export function xmlRefusal(refusal: Refusal): Answer {
  const id = randomUUID()
  const [code, status] = queryCodes.get(refusal.code) ?? [refusal.code, refusal.status]
  return xmlAnswer(
    id,
    status,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${xml(code)}</Code>` +
      `<Message>${xml(refusal.message)}</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`,
  )
}

/** Who the owner of a key is. */
export const arnOf = ({ account, arn = `arn:aws:iam::${account}:user/desk` }: Pick<Key, 'account' | 'arn'>) => arn

const xmlAnswer = (id: string, status: number, body: string): Answer => ({ status, headers: { 'Content-Type': 'text/xml', 'x-amzn-RequestId': id }, body })

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
