import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { identityMembers, identityOf } from './identity'
import { type Json, isObject, valueAt } from './record'

const account = '111122223333'
const role = (name: string, session: string) => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE:${session}`,
  arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
  accountId: account,
  sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${account}:role/path/${name}`, userName: name } },
})

describe('who did it', () => {
  const cases: [sentence: string, userIdentity: Json | undefined, identity: string, label: string][] = [
    ['an IAM user is its ARN', { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/dev/alice`, accountId: account, userName: 'alice' }, `arn:aws:iam::${account}:user/dev/alice`, 'alice'],
    ['an IAM user without userName is named by its ARN', { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/dev/alice` }, `arn:aws:iam::${account}:user/dev/alice`, 'alice'],
    ['an IAM user whose ARN is masked keeps what is left of it', { type: 'IAMUser', arn: 'arn:aws:iam::0000:robot' }, 'arn:aws:iam::0000:robot', 'robot'],
    ['an IAM user without ARN is named with its account, since the path in the ARN is not known', { type: 'IAMUser', accountId: account, userName: 'alice' }, `user:${account}:alice`, 'alice'],
    ['an IAM user without ARN and account is its name', { type: 'IAMUser', userName: 'alice' }, 'user:alice', 'alice'],
    ['an IAM user without name is its id', { type: 'IAMUser', accountId: account, principalId: 'AIDAX' }, `user:${account}:AIDAX`, 'AIDAX'],
    ['a sign-in with a wrong user name is nobody whose name is known', { type: 'IAMUser', accountId: account, accessKeyId: '', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, `user:${account}:HIDDEN_DUE_TO_SECURITY_REASONS`, 'unknown user (name hidden)'],
    ['a role session is its ARN', role('Admin', 'alice'), `arn:aws:sts::${account}:assumed-role/Admin/alice`, 'Admin / alice'],
    ['a role session without ARN is put together from its issuer', { ...role('Admin', 'alice'), arn: null }, `arn:aws:sts::${account}:assumed-role/Admin/alice`, 'Admin / alice'],
    ['a role session without issuer is still its ARN', { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/Admin/alice` }, `arn:aws:sts::${account}:assumed-role/Admin/alice`, 'Admin / alice'],
    ['a role session with a masked ARN keeps it', { type: 'AssumedRole', arn: 'arn:aws:sts::XXXXXXXXXXX' }, 'arn:aws:sts::XXXXXXXXXXX', 'arn:aws:sts::XXXXXXXXXXX'],
    ['a role session with only an id is that', { type: 'AssumedRole', accountId: account, principalId: 'AROAX' }, `role:${account}:AROAX`, 'AROAX'],
    ['a person of IAM Identity Center is the person', role('AWSReservedSSO_Admin_1b74cd717d47002b', 'alice@example.com'), 'identity-center:alice@example.com', 'alice@example.com (Identity Center)'],
    ['a person of IAM Identity Center is the same in another account', { type: 'AssumedRole', arn: 'arn:aws:sts::999988887777:assumed-role/AWSReservedSSO_Read_ff/alice@example.com' }, 'identity-center:alice@example.com', 'alice@example.com (Identity Center)'],
    ['a person of IAM Identity Center is known by the issuer, too', { ...role('AWSReservedSSO_Admin_1b', 'bob'), arn: `arn:aws:sts::${account}:assumed-role/masked` }, 'identity-center:bob', 'bob (Identity Center)'],
    ['a person of IAM Identity Center is known even where the type is not', { ...role('AWSReservedSSO_Admin_1b', 'bob'), type: 'Unknown' }, 'identity-center:bob', 'bob (Identity Center)'],
    ['root is root of its account', { type: 'Root', arn: `arn:aws:iam::${account}:root`, accountId: account, accessKeyId: '' }, `arn:aws:iam::${account}:root`, `root of ${account}`],
    ['root without ARN is root of its account', { type: 'Root', principalId: account }, `arn:aws:iam::${account}:root`, `root of ${account}`],
    ['an AWS service is its principal', { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'ec2.amazonaws.com', 'ec2.amazonaws.com'],
    ['what has no type but invokedBy is the service', { accountId: account, invokedBy: 's3.amazonaws.com' }, 's3.amazonaws.com', 's3.amazonaws.com'],
    ['a web identity is the name with its provider', { type: 'WebIdentityUser', principalId: 'x:y:z', userName: 'repo:org/app', identityProvider: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` }, 'web-identity:token.actions.githubusercontent.com:repo:org/app', 'repo:org/app (token.actions.githubusercontent.com)'],
    ['a web identity may name its provider in the session only', { type: 'WebIdentityUser', userName: 'u', sessionContext: { webIdFederationData: { federatedProvider: 'accounts.google.com' } } }, 'web-identity:accounts.google.com:u', 'u (accounts.google.com)'],
    ['a SAML user is the name with its provider', { type: 'SAMLUser', principalId: 'hash=:alice@example.com', userName: 'alice@example.com', identityProvider: 'hash=' }, 'saml:hash=:alice@example.com', 'alice@example.com (SAML)'],
    ['a federated user is its ARN', { type: 'FederatedUser', arn: `arn:aws:sts::${account}:federated-user/carol`, principalId: `${account}:carol` }, `arn:aws:sts::${account}:federated-user/carol`, 'carol (federated)'],
    ['a federated user without ARN gets the one that it must have', { type: 'FederatedUser', accountId: account, principalId: `${account}:carol` }, `arn:aws:sts::${account}:federated-user/carol`, 'carol (federated)'],
    ['an Identity Center user is the person of its store', { type: 'IdentityCenterUser', accountId: account, onBehalfOf: { userId: 'u-1', identityStoreArn: `arn:aws:identitystore::${account}:identitystore/d-9` } }, 'identity-center:d-9/u-1', 'd-9/u-1 (Identity Center)'],
    ['somebody of another account is the id with the account', { type: 'AWSAccount', accountId: account, principalId: 'AROAX:alice' }, `account:${account}:AROAX:alice`, `alice of account ${account}`],
    ['another account that names nobody is the account', { type: 'AWSAccount', accountId: account, principalId: account }, `account:${account}`, `account ${account}`],
    ['whoever does not sign a request is anonymous', { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' }, 'anonymous', 'anonymous'],
    ['a directory user is the name with the account', { type: 'Directory', accountId: account, userName: 'dave' }, `directory:${account}:dave`, 'dave (directory)'],
    ['an unknown type with an ARN is the ARN', { type: 'Unknown', arn: `arn:aws:sts::${account}:assumed-role/Admin/alice` }, `arn:aws:sts::${account}:assumed-role/Admin/alice`, 'Admin / alice'],
    ['a type that does not exist is read by what else is there', { type: 'constructor', userName: 'eve', accountId: account }, `account:${account}:eve`, `eve of account ${account}`],
    ['values masked by dashes name nobody', { principalId: '-', arn: '--', accountId: '-' }, 'unknown', 'unknown'],
    ['a missing userIdentity is unknown', undefined, 'unknown', 'unknown'],
    ['a null userIdentity is unknown', null, 'unknown', 'unknown'],
    ['an empty userIdentity is unknown', {}, 'unknown', 'unknown'],
    ['text for userIdentity is unknown', 'alice', 'unknown', 'unknown'],
    ['members that are no text are left out', { type: ['IAMUser'], arn: {}, userName: null, accountId: 111122223333 }, `account:${account}`, `account ${account}`],
  ]
  it.each(cases)('%s', (_, userIdentity, identity, label) => expect(identityOf(userIdentity)).toEqual({ identity, label }))

  const failed = { type: 'IAMUser', accountId: account, accessKeyId: '', userName: 'alice' }
  it.each([
    ['belongs to the user who signs in', failed, `arn:aws:iam::${account}:user/alice`, 'alice'],
    ['belongs to the user, whose id is told as well', { ...failed, principalId: 'AIDAX' }, `arn:aws:iam::${account}:user/alice`, 'alice'],
    ['belongs to the ARN where it is told', { ...failed, arn: `arn:aws:iam::${account}:user/dev/alice` }, `arn:aws:iam::${account}:user/dev/alice`, 'alice'],
    ['is of nobody known where the name is hidden', { ...failed, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, `user:${account}:HIDDEN_DUE_TO_SECURITY_REASONS`, 'unknown user (name hidden)'],
    ['makes no ARN of what is no name of a user', { ...failed, userName: 'a/b: c' }, `user:${account}:a/b: c`, 'a/b: c'],
    ['makes no ARN without an account', { type: 'IAMUser', userName: 'alice' }, 'user:alice', 'alice'],
    ['as root is root', { type: 'Root', accountId: account, accessKeyId: '' }, `arn:aws:iam::${account}:root`, `root of ${account}`],
  ])('a failed sign-in %s', (_, userIdentity, identity, label) => expect(identityOf(userIdentity, 'ConsoleLogin')).toEqual({ identity, label }))

  const text = fc.constantFrom('', '-', 'x', 'alice', 'AROAX:alice', `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_A_1/alice`, `arn:aws:iam::${account}:root`, account)
  const types = fc.constantFrom('IAMUser', 'AssumedRole', 'Root', 'Role', 'AWSService', 'FederatedUser', 'WebIdentityUser', 'SAMLUser', 'IdentityCenterUser', 'AWSAccount', 'Directory', 'Unknown', '__proto__', '')
  const anyIdentity = fc.record(
    {
      type: types, principalId: text, arn: text, accountId: text, userName: text, invokedBy: text, identityProvider: text, accessKeyId: text,
      sessionContext: fc.record({ sessionIssuer: fc.record({ arn: text, userName: text, type: text, accountId: text }), webIdFederationData: fc.record({ federatedProvider: text }), sourceIdentity: text }),
      onBehalfOf: fc.record({ userId: text, identityStoreArn: text }), inScopeOf: fc.record({ sourceArn: text }),
    },
    { requiredKeys: [] },
  )

  it('depends on nothing but the members that it says', () => {
    fc.assert(
      fc.property(anyIdentity, (userIdentity) => {
        const kept: { [key: string]: Json } = {}
        for (const path of identityMembers) {
          const value = valueAt(userIdentity, ...path)
          if (value === undefined) continue
          let place = kept
          for (const step of path.slice(0, -1)) {
            const inner = place[step]
            place = isObject(inner) ? inner : (place[step] = {})
          }
          place[path.at(-1) ?? ''] = value
        }
        expect(identityOf(kept)).toEqual(identityOf(userIdentity))
      }),
      { numRuns: 3000 },
    )
  })

  it('always has a key and a name, and of an IAM user always the ARN', () => {
    fc.assert(
      fc.property(anyIdentity, (userIdentity) => {
        const { identity, label } = identityOf(userIdentity)
        expect(identity).not.toBe('')
        expect(label).not.toBe('')
        const { type, arn } = userIdentity
        if (type === 'IAMUser' && arn?.startsWith('arn:')) expect(identity).toBe(arn)
      }),
      { numRuns: 3000 },
    )
  })
})
