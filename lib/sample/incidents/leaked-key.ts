import { byKey, userOf } from '../entries/user'
import { later, type Script } from './script'

const agent = 'aws-cli/2.9.19 Python/3.11.2 Linux/6.1.0-kali9-amd64 exe/x86_64.kali.2023 prompt/off'
const looks: readonly (readonly [call: string, denied: boolean])[] = [
  ['iam:ListUsers', false],
  ['iam:ListRoles', false],
  ['iam:ListAttachedUserPolicies', false],
  ['iam:GetAccountAuthorizationDetails', true],
  ['iam:ListAccessKeys', false],
  ['s3:ListBuckets', false],
  ['ec2:DescribeInstances', false],
  ['ec2:DescribeSecurityGroups', false],
  ['secretsmanager:ListSecrets', true],
  ['lambda:ListFunctions20150331', false],
  ['rds:DescribeDBInstances', false],
  ['organizations:ListAccounts', true],
  ['kms:ListKeys', true],
  ['cloudtrail:DescribeTrails', false],
  ['guardduty:ListDetectors', true],
]

/** A developer's key, published by mistake, is tried out from elsewhere and makes itself a second way in. */
export const leakedKey: Script = {
  name: 'leaked-key',
  title: 'A leaked access key looks around and makes another key',
  who: 'IAM user tomasz.wieczorek of account 111122223333, then IAM user backup-agent',
  story:
    'The key of a developer is used from an address that the company has never used. It asks who it is, lists what there is (some of it denied), ' +
    'comes back the next night and creates an access key for another user, backup-agent. That key is then used to make the user an administrator.',
  play({ seed, accounts: [prod], place, call, random }) {
    const here = place(prod, 'us-east-1')
    const abroad = { ip: '192.0.2.77', agent }
    const developer = byKey(userOf(seed, prod, 'tomasz.wieczorek', { ...abroad, kind: 'person' }))
    call({
      by: developer,
      at: [11, '02:41:07'],
      place: here,
      call: 'sts:GetCallerIdentity',
      reads: true,
      step: 'Asks whose key it is, from an unknown address',
    })
    looks.forEach(([name, denied], index) => {
      const [service, action] = name.split(':')
      const refused = `User: ${developer.arn} is not authorized to perform: ${name} on resource: * because no identity-based policy allows the ${name} action`
      for (const again of [0, 1]) {
        call({
          by: developer,
          at: [11, later('02:42:10', index * 23 + again * 4)],
          place: here,
          call: `${service}:${action}`,
          reads: true,
          ...(denied ? { error: ['AccessDenied', refused] } : {}),
          step: 'Lists users, roles, buckets, machines; some of it is denied',
        })
      }
    })

    const victim = userOf(seed, prod, 'backup-agent', { ...abroad, ip: '192.0.2.81', kind: 'person' })
    const key = `AKIA${prod.mark}${random.letters(8)}`
    call({
      by: developer,
      at: [12, '03:05:44'],
      place: here,
      call: 'iam:ListAccessKeys',
      reads: true,
      request: { userName: victim.name },
      step: 'Looks at the keys of backup-agent',
    })
    call({
      by: developer,
      at: [12, '03:06:12'],
      place: here,
      call: 'iam:CreateAccessKey',
      request: { userName: victim.name },
      response: { accessKey: { userName: victim.name, accessKeyId: key, status: 'Active' } },
      step: 'Creates an access key for backup-agent',
    })
    const intruder = byKey({ ...victim, key })
    call({
      by: intruder,
      at: [12, '03:09:30'],
      place: here,
      call: 'sts:GetCallerIdentity',
      reads: true,
      step: 'The new key is used for the first time',
    })
    call({
      by: intruder,
      at: [13, '01:17:55'],
      place: here,
      call: 'iam:AttachUserPolicy',
      request: { userName: victim.name, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      step: 'backup-agent makes itself an administrator',
    })
    call({
      by: intruder,
      at: [13, '01:21:03'],
      place: here,
      call: 'iam:CreateUser',
      request: { userName: 'support-sync', tags: [] },
      step: 'Creates a user',
    })
    call({
      by: intruder,
      at: [13, '01:21:40'],
      place: here,
      call: 'iam:CreateLoginProfile',
      request: { userName: 'support-sync', passwordResetRequired: false },
      response: { loginProfile: { userName: 'support-sync', passwordResetRequired: false } },
      step: 'Gives that user a password',
    })
  },
}
