import { timeText } from '../clock'
import { company, principalId } from '../estate'
import { randomOf } from '../random'
import { identityText, type Caller } from '../record'
import { callerOf, grantOf, issueText, roleOf } from '../roles'
import { sessionOf, type Visit } from '../visit'
import { signInText } from './sign-in'
import { byKey, type User } from './user'

/** Somebody who works for the company. */
export type Person = { login: string; home: string; office: string; browser: string; shell: string }

/** Where a person works today: mostly the office, some days at home. */
const desk = ({ login, home, office }: Person, visit: Visit) =>
  randomOf(`${login}/desk/${visit.day.midnight}`).chance(0.7) ? office : home

/** A user of IAM at work: mostly by key, now and then signed in to the console, with MFA. */
export function userAtWork(user: User, person: Person): (visit: Visit) => Caller {
  return (visit) => {
    const ip = desk(person, visit)
    if (!visit.random.chance(0.3)) return byKey(user, { ip, agent: user.agent })
    return sessionOf(visit, `${user.arn}/console`, () => {
      const { random, second, day } = visit
      const anyone = `"accountId":"${user.account.id}","accessKeyId":"","userName":"${user.name}"}`
      const signIn = { visit, account: user.account, ip, agent: person.browser }
      const failures = random.chance(0.15) ? 1 + random.below(2) : 0
      for (let attempt = failures; attempt > 0; attempt--) {
        visit.deliver(
          signInText({
            ...signIn,
            second: second - 4 - attempt * 9,
            identity: `{"type":"IAMUser",${anyone}`,
            mfa: 'No',
            result: 'Failure',
          }),
        )
      }
      visit.deliver(
        signInText({
          ...signIn,
          second: second - 2,
          mfa: 'Yes',
          identity: `{"type":"IAMUser","principalId":"${user.id}","arn":"${user.arn}",${anyone}`,
        }),
      )
      const head = byKey(user).head.replace(user.key, principalId('ASIA', user.account, random))
      const context = `"attributes":{"creationDate":"${timeText(day, second - 2)}","mfaAuthenticated":"true"}}`
      return {
        from: second - 2,
        until: second + 4 * 3600,
        caller: { ...byKey(user, { ip, agent: person.browser }), head: `${head},"sessionContext":{`, rest: context, via: 'console' },
      }
    })
  }
}

/** Somebody of IAM Identity Center, in whichever account the visit is: one role a permission set, the mail address as session. */
export function throughIdentityCenter(seed: string, person: Person, permissionSet: string): (visit: Visit) => Caller {
  const mail = `${person.login}@${company}`
  return (visit) =>
    sessionOf(visit, `${mail}/${visit.place.account.id}`, () => {
      const { random, day, second, place } = visit
      const ip = desk(person, visit)
      const suffix = randomOf(`${seed}/permission-set/${place.account.id}/${permissionSet}`).hex(16)
      const role = roleOf(seed, place.account, `AWSReservedSSO_${permissionSet}_${suffix}`, '/aws-reserved/sso.amazonaws.com/eu-central-1/')
      const issued = second - 3
      const grant = grantOf(role, mail, day, issued, random)
      const provider = `arn:aws:iam::${place.account.id}:saml-provider/AWSSSO_${suffix}_DO_NOT_DELETE`
      visit.deliver(
        issueText({
          call: 'AssumeRoleWithSAML',
          grant,
          day,
          second: issued,
          hours: 8,
          region: place.region,
          ip,
          agent: person.browser,
          account: place.account,
          tls: true,
          identity: `{"type":"SAMLUser","principalId":"${suffix}=:${mail}","userName":"${mail}","identityProvider":"${suffix}="}`,
          asks: `,"sAMLAssertionID":"_${random.uuid()}","principalArn":"${provider}"`,
          answers: `,"subject":"${mail}","subjectType":"persistent","issuer":"https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/${suffix}","audience":"https://signin.aws.amazon.com/saml","nameQualifier":"${suffix}="`,
          resources: `[{"accountId":"${place.account.id}","type":"AWS::IAM::Role","ARN":"${role.arn}"},{"accountId":"${place.account.id}","type":"AWS::IAM::SAMLProvider","ARN":"${provider}"}]`,
          requestId: random.uuid(),
          eventId: random.uuid(),
        }),
      )
      const inConsole = random.chance(0.75)
      const caller = callerOf(grant, {
        ip,
        agent: inConsole ? person.browser : person.shell,
        via: inConsole ? 'console' : 'program',
        kind: 'person',
      })
      if (inConsole) {
        visit.deliver(
          signInText({
            visit,
            second: second - 1,
            account: place.account,
            identity: identityText(caller, '1.11'),
            ip,
            agent: person.browser,
            mfa: 'No',
          }),
        )
      }
      return { caller, from: issued, until: second + 8 * 3600 }
    })
}
