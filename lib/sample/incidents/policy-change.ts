import { throughRole } from '../entries/assume'
import { userOf } from '../entries/user'
import { staffOf } from '../people'
import { roleOf } from '../roles'
import { later, type Script } from './script'

/** Somebody who is denied secrets lets himself in through a role that may write policies. */
export const policyChange: Script = {
  name: 'policy-change',
  title: 'Denied many times, then a policy is changed, then allowed',
  who: 'IAM user david.okafor of account 777788889999, through the roles data-reader and operations of account 111122223333',
  story:
    'A user takes the role data-reader of another account and is denied every secret that he asks for. The next day he takes the role operations there ' +
    'and puts an inline policy on data-reader that allows everything of Secrets Manager. With data-reader he then reads the secrets that he was denied.',
  play({ seed, accounts: [prod, , shared], place, call, enter }) {
    const here = place(prod, 'eu-central-1')
    const member = staffOf(seed).find(({ person }) => person.login === 'david.okafor')
    if (!member) return
    const user = userOf(seed, shared, 'david.okafor', { ip: member.person.office, agent: member.person.shell, kind: 'person' })
    const taking = (name: string) => throughRole(user, (account) => roleOf(seed, account, name))

    const reader = enter([15, '13:20:40'], here, 'Takes the role data-reader', taking('data-reader'))
    const asked = here.secrets.slice(0, 6)
    Array.from({ length: 18 }, (_, index) => asked[index % asked.length] ?? '').forEach((secretId, index) =>
      call({
        by: reader,
        at: [15, later('13:21:15', index * 37)],
        place: here,
        call: 'secretsmanager:GetSecretValue',
        reads: true,
        error: [
          'AccessDeniedException',
          `User: ${reader.arn} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secretId} because no identity-based policy allows the secretsmanager:GetSecretValue action`,
        ],
        step: 'Is denied secret after secret',
      }),
    )

    const global = place(prod, 'us-east-1')
    const operator = enter([16, '16:02:11'], global, 'Takes the role operations', taking('operations'))
    call({
      by: operator,
      at: [16, '16:03:05'],
      place: global,
      call: 'iam:GetRolePolicy',
      reads: true,
      request: { roleName: 'data-reader', policyName: 'inline' },
      step: 'Reads what data-reader may do',
    })
    call({
      by: operator,
      at: [16, '16:05:48'],
      place: global,
      call: 'iam:PutRolePolicy',
      step: 'Puts a policy on data-reader that allows all secrets',
      request: {
        roleName: 'data-reader',
        policyName: 'inline',
        policyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' }],
        }),
      },
    })
    const allowed = enter([16, '16:20:02'], here, 'Takes the role data-reader again', taking('data-reader'))
    asked.forEach((secretId, index) =>
      call({
        by: allowed,
        at: [16, later('16:20:40', index * 19)],
        place: here,
        call: 'secretsmanager:GetSecretValue',
        reads: true,
        request: { secretId },
        step: 'Reads the secrets that were denied',
      }),
    )
  },
}
