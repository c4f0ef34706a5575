import { type Json, textAt } from './record'

/** Who did it: a stable key that a person can read and a URL can carry, and a short name for people. */
export interface Identity {
  identity: string
  label: string
}

/** The members of `userIdentity` on which an identity depends, and nothing else: records that agree in them are one's. */
export const identityMembers: readonly string[][] = [
  ['type'],
  ['principalId'],
  ['arn'],
  ['accountId'],
  ['userName'],
  ['invokedBy'],
  ['identityProvider'],
  ['sessionContext', 'sessionIssuer', 'arn'],
  ['sessionContext', 'sessionIssuer', 'userName'],
  ['sessionContext', 'sessionIssuer', 'type'],
  ['sessionContext', 'webIdFederationData', 'federatedProvider'],
  ['onBehalfOf', 'userId'],
  ['onBehalfOf', 'identityStoreArn'],
]

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'
const unknown: Identity = { identity: 'unknown', label: 'unknown' }

/** The one event whose name an identity depends on as well: a failed sign-in says who it is, but not the ARN. */
export const signIn = 'ConsoleLogin'

/**
 * The identity of a record's `userIdentity`: the user ARN of an IAM user, the session ARN of a role, the person of an
 * IAM Identity Center role, `arn:aws:iam::<account>:root`, a service's principal, else the name that the record gives
 * with its provider or account; `unknown` where it gives none.
 * @param eventName of the record; any but a sign-in may be left out
 */
export function identityOf(userIdentity: Json | undefined, eventName = ''): Identity {
  const given = { ...namesOf(userIdentity), isSignIn: eventName === signIn }
  return identityCenterRole(given) ?? byType.get(given.type)?.(given) ?? anybody(given)
}

type Names = ReturnType<typeof namesOf> & { isSignIn: boolean }

/** The members of `userIdentity`, with what can be told of one from another filled in. */
function namesOf(userIdentity: Json | undefined) {
  const text = (...path: string[]) => named(textAt(userIdentity, ...path))
  const arn = text('arn')
  const principalId = text('principalId')
  const issuerArn = text('sessionContext', 'sessionIssuer', 'arn')
  const session = /^arn:[^:]*:sts::[^:]*:assumed-role\/([^/]+)\/(.+)$/s.exec(arn)
  return {
    type: text('type'),
    arn,
    principalId,
    issuerArn,
    account: text('accountId') || accountOf(arn) || accountOf(issuerArn),
    partition: /^arn:([a-z-]+):/.exec(arn || issuerArn)?.[1] ?? 'aws',
    userName: text('userName'),
    invokedBy: text('invokedBy'),
    provider: text('identityProvider') || text('sessionContext', 'webIdFederationData', 'federatedProvider'),
    role: session?.[1] ?? (text('sessionContext', 'sessionIssuer', 'userName') || lastOf(issuerArn)),
    session: session?.[2] ?? afterColon(principalId),
    personId: text('onBehalfOf', 'userId'),
    store: lastOf(text('onBehalfOf', 'identityStoreArn')),
  }
}

/** A value, or '' where a publisher masked it with dashes. */
const named = (value: string) => (/^-+$/.test(value) ? '' : value)
const accountOf = (arn: string) => /^arn:[^:]*:[^:]*:[^:]*:(\d+):/.exec(arn)?.[1] ?? ''
const lastOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const afterColon = (principalId: string) => (principalId.includes(':') ? principalId.slice(principalId.indexOf(':') + 1) : '')
/** What IAM takes for the name of a user. */
const isUserName = (name: string) => /^[\w+=,.@-]{1,64}$/.test(name)
const joined = (...parts: string[]) => parts.filter((part) => part !== '').join(':')

/** A session of a role that IAM Identity Center made is its person, who is the same in every account. */
function identityCenterRole({ type, arn, issuerArn, role, session, userName }: Names): Identity | undefined {
  const isSession = type === 'AssumedRole' || (type !== 'IAMUser' && arn.includes(':assumed-role/'))
  const isReserved = role.startsWith('AWSReservedSSO_') || lastOf(issuerArn).startsWith('AWSReservedSSO_')
  const person = session || userName
  return isSession && isReserved && person !== '' ? identityCenter(person) : undefined
}

const identityCenter = (person: string): Identity => ({
  identity: `identity-center:${person}`,
  label: `${person} (Identity Center)`,
})

/** One way for each `userIdentity.type`; undefined where the record has not even what its type promises. */
const byType = new Map<string, (names: Names) => Identity | undefined>(Object.entries({
  IAMUser: ({ arn, account, partition, userName, principalId, isSignIn }: Names) => {
    const label = userName === HIDDEN ? 'unknown user (name hidden)' : userName || (arn.split(/[/:]/).at(-1) ?? '') || principalId
    if (arn !== '') return { identity: arn, label }
    // Who failed to sign in belongs to who signs in. Most users have no path, which is part of the ARN and not in the record.
    if (isSignIn && userName !== HIDDEN && isUserName(userName) && account !== '') return { identity: `arn:${partition}:iam::${account}:user/${userName}`, label }
    // Else an ARN is not made up.
    const name = userName || principalId
    return name === '' ? undefined : { identity: joined('user', account, name), label }
  },

  AssumedRole: ({ arn, account, partition, role, session, principalId, issuerArn }: Names) => {
    const label = role && session ? `${role} / ${session}` : role || session || lastOf(arn)
    if (arn !== '') return { identity: arn, label }
    if (role && session) return { identity: `arn:${partition}:sts::${account}:assumed-role/${role}/${session}`, label }
    return issuerArn || principalId ? { identity: issuerArn || joined('role', account, principalId), label: label || principalId } : undefined
  },

  Role: ({ arn, issuerArn }: Names) => {
    const identity = arn || issuerArn
    return identity === '' ? undefined : { identity, label: lastOf(identity) }
  },

  Root: ({ arn, account, partition, principalId }: Names) => {
    const owner = account || (/^\d{12}$/.test(principalId) ? principalId : '')
    if (owner === '') return { identity: arn || 'root', label: 'root' }
    return { identity: arn.endsWith(':root') ? arn : `arn:${partition}:iam::${owner}:root`, label: `root of ${owner}` }
  },

  AWSService: ({ invokedBy, userName, principalId }: Names) => {
    const service = invokedBy || userName || principalId
    return service === '' ? undefined : { identity: service, label: service }
  },

  FederatedUser: ({ arn, account, partition, principalId, userName }: Names) => {
    const name = userName || afterColon(principalId) || lastOf(arn)
    if (name === '') return undefined
    return { identity: arn || `arn:${partition}:sts::${account}:federated-user/${name}`, label: `${name} (federated)` }
  },

  WebIdentityUser: ({ userName, principalId, provider }: Names) => {
    const name = userName || afterColon(principalId) || principalId
    const issuer = provider.replace(/^arn:.*:oidc-provider\//, '') || before(principalId)
    if (name === '') return undefined
    return { identity: joined('web-identity', issuer, name), label: issuer ? `${name} (${issuer})` : name }
  },

  SAMLUser: ({ userName, principalId, provider }: Names) => {
    const name = userName || afterColon(principalId) || principalId
    return name === '' ? undefined : { identity: joined('saml', provider || before(principalId), name), label: `${name} (SAML)` }
  },

  IdentityCenterUser: ({ userName, personId, store }: Names) => {
    if (userName !== '') return identityCenter(userName)
    return personId === '' ? undefined : identityCenter(store ? `${store}/${personId}` : personId)
  },

  AWSAccount: ({ arn, account, principalId, userName }: Names) => {
    if (account === 'ANONYMOUS_PRINCIPAL' || (account === '' && principalId === 'ANONYMOUS_PRINCIPAL')) {
      return { identity: 'anonymous', label: 'anonymous' }
    }
    const name = userName || (principalId === account ? '' : principalId)
    if (arn === '' && account === '' && name === '') return undefined
    const owner = account ? `account ${account}` : 'another account'
    return { identity: arn || joined('account', account, name), label: name ? `${afterColon(name) || name} of ${owner}` : owner }
  },

  Directory: ({ userName, principalId, account }: Names) => {
    const name = userName || principalId
    return name === '' ? undefined : { identity: joined('directory', account, name), label: `${name} (directory)` }
  },
}))

const before = (principalId: string) => (principalId.includes(':') ? principalId.slice(0, principalId.indexOf(':')) : '')

/** Without a type, or without what the type promises: the best name there is. */
function anybody({ arn, role, session, invokedBy, userName, principalId, account }: Names): Identity {
  if (arn !== '') {
    const name = arn.endsWith(':root') ? `root of ${account}` : role && session ? `${role} / ${session}` : userName || lastOf(arn)
    return { identity: arn, label: name }
  }
  if (invokedBy !== '') return { identity: invokedBy, label: invokedBy }
  const name = userName || principalId
  if (name !== '') return { identity: joined('account', account, name), label: account ? `${name} of account ${account}` : name }
  return account === '' ? unknown : { identity: `account:${account}`, label: `account ${account}` }
}
