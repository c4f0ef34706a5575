import { serviceNames, type Place } from '../estate'
import type { Random } from '../random'
import { always, failure, read, write, type Operation } from './operation'

const role = (random: Random) => `${random.pick(serviceNames)}-service`
const policyArn = (place: Place, random: Random) => `arn:aws:iam::${place.account.id}:policy/${random.pick(serviceNames)}-access`

const ofRole: Operation['details'] = (_place, random) => ({ request: `{"roleName":"${role(random)}"}` })
const people = ['deploy-bot', 'backup-agent', 'metabase-reader', 'inventory-script', 'jenkins-legacy']
const ofUser: Operation['details'] = (_place, random) => ({ request: `{"userName":"${random.pick(people)}"}` })

const noRole = [
  {
    code: 'NoSuchEntityException',
    message: (_place: Place, random: Random) => `The role with name ${role(random)}-${random.hex(4)} cannot be found.`,
    share: 0.06,
  },
]

/** IAM: recorded in us-east-1 only. */
export const iam = {
  getRole: read('iam', 'GetRole', ofRole, { failures: noRole }),
  listRolePolicies: read('iam', 'ListRolePolicies', ofRole),
  listAttachedRolePolicies: read('iam', 'ListAttachedRolePolicies', ofRole, { failures: noRole }),
  getRolePolicy: read('iam', 'GetRolePolicy', (_place, random) => ({ request: `{"roleName":"${role(random)}","policyName":"inline"}` })),
  getPolicy: read('iam', 'GetPolicy', (place, random) => ({ request: `{"policyArn":"${policyArn(place, random)}"}` })),
  getPolicyVersion: read('iam', 'GetPolicyVersion', (place, random) => ({
    request: `{"policyArn":"${policyArn(place, random)}","versionId":"v${1 + random.below(5)}"}`,
  })),
  getUser: read('iam', 'GetUser', ofUser, {
    failures: [failure('NoSuchEntityException', 'The user with name former-contractor cannot be found.', 0.06)],
  }),
  listAccessKeys: read('iam', 'ListAccessKeys', ofUser),
  listMfaDevices: read('iam', 'ListMFADevices', ofUser),
  listGroupsForUser: read('iam', 'ListGroupsForUser', ofUser),
  listUsers: read('iam', 'ListUsers', always('{"maxItems":1000}')),
  listRoles: read('iam', 'ListRoles', always('{"maxItems":1000}')),
  listInstanceProfiles: read('iam', 'ListInstanceProfilesForRole', ofRole),
  accountSummary: read('iam', 'GetAccountSummary'),
  tagRole: write('iam', 'TagRole', (_place, random) => ({
    request: `{"roleName":"${role(random)}","tags":[{"key":"release","value":"${random.hex(7)}"}]}`,
  })),
  createPolicyVersion: write('iam', 'CreatePolicyVersion', (place, random) => ({
    request: `{"policyArn":"${policyArn(place, random)}","policyDocument":"{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Action\\":[\\"s3:GetObject\\"],\\"Resource\\":\\"arn:aws:s3:::${random.pick(
      place.buckets,
    )}/*\\"}]}","setAsDefault":true}`,
    response: `{"policyVersion":{"versionId":"v${2 + random.below(4)}","isDefaultVersion":true}}`,
  })),
}

/** STS calls that open no session; those that do are written by `sessions.ts`. */
export const sts = { whoAmI: read('sts', 'GetCallerIdentity') }
