import { timeText } from '../clock'
import { company, principalId, type Account } from '../estate'
import { randomOf } from '../random'
import { identityText, written, type Caller } from '../record'
import { callerOf, grantOf, issueText, roleOf, type Role } from '../roles'
import { sessionOf, type Visit } from '../visit'

/** Somebody who works for the company. */
export type Person = { login: string; home: string; office: string; browser: string; shell: string }

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

/** Where a person works today: mostly the office, some days at home. */
const desk = ({ login, home, office }: Person, visit: Visit) =>
  randomOf(`${login}/desk/${visit.day.midnight}`).chance(0.7) ? office : home

type SignIn = { visit: Visit; second: number; account: Account; identity: string; ip: string; agent: string; mfa: string; result?: 'Failure' }

const signInText = ({ visit, second, account, identity, ip, agent, mfa, result }: SignIn) => written({
  version: '1.11',
  identity,
  time: timeText(visit.day, second),
  naming: ',"eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"',
  region: visit.place.region,
  ip,
  agent,
  error: result ? ',"errorMessage":"Failed authentication"' : '',
  request: 'null',
  response: `{"ConsoleLogin":"${result ?? 'Success'}"}`,
  extra: `{"LoginTo":"https://${visit.place.region}.console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"${mfa}"}`,
  requestId: '',
  eventId: visit.random.uuid(),
  reads: false,
  resources: '',
  type: 'AwsConsoleSignIn',
  data: false,
  account: account.id,
  shared: '',
  tail: `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${visit.place.region}.signin.aws.amazon.com"}`,
})

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
        visit.deliver(signInText({ ...signIn, second: second - 4 - attempt * 9, identity: `{"type":"IAMUser",${anyone}`, mfa: 'No', result: 'Failure' }))
      }
      visit.deliver(signInText({
        ...signIn, second: second - 2, mfa: 'Yes',
        identity: `{"type":"IAMUser","principalId":"${user.id}","arn":"${user.arn}",${anyone}`,
      }))
      const head = byKey(user).head.replace(user.key, principalId('ASIA', user.account, random))
      const context = `"attributes":{"creationDate":"${timeText(day, second - 2)}","mfaAuthenticated":"true"}}`
      return {
        from: second - 2, until: second + 4 * 3600,
        caller: { ...byKey(user, { ip, agent: person.browser }), head: `${head},"sessionContext":{`, rest: context, via: 'console' },
      }
    })
  }
}

/** Somebody of IAM Identity Center, in whichever account the visit is: one role a permission set, the mail address as session. */
export function throughIdentityCenter(seed: string, person: Person, permissionSet: string): (visit: Visit) => Caller {
  const mail = `${person.login}@${company}`
  return (visit) => sessionOf(visit, `${mail}/${visit.place.account.id}`, () => {
    const { random, day, second, place } = visit
    const ip = desk(person, visit)
    const suffix = randomOf(`${seed}/permission-set/${place.account.id}/${permissionSet}`).hex(16)
    const role = roleOf(seed, place.account, `AWSReservedSSO_${permissionSet}_${suffix}`, '/aws-reserved/sso.amazonaws.com/eu-central-1/')
    const issued = second - 3
    const grant = grantOf(role, mail, day, issued, random)
    const provider = `arn:aws:iam::${place.account.id}:saml-provider/AWSSSO_${suffix}_DO_NOT_DELETE`
    visit.deliver(issueText({
      call: 'AssumeRoleWithSAML', grant, day, second: issued, hours: 8, region: place.region, ip, agent: person.browser, account: place.account, tls: true,
      identity: `{"type":"SAMLUser","principalId":"${suffix}=:${mail}","userName":"${mail}","identityProvider":"${suffix}="}`,
      asks: `,"sAMLAssertionID":"_${random.uuid()}","principalArn":"${provider}"`,
      answers: `,"subject":"${mail}","subjectType":"persistent","issuer":"https://portal.sso.eu-central-1.amazonaws.com/saml/assertion/${suffix}","audience":"https://signin.aws.amazon.com/saml","nameQualifier":"${suffix}="`,
      resources: `[{"accountId":"${place.account.id}","type":"AWS::IAM::Role","ARN":"${role.arn}"},{"accountId":"${place.account.id}","type":"AWS::IAM::SAMLProvider","ARN":"${provider}"}]`,
      requestId: random.uuid(), eventId: random.uuid(),
    }))
    const inConsole = random.chance(0.75)
    const caller = callerOf(grant, { ip, agent: inConsole ? person.browser : person.shell, via: inConsole ? 'console' : 'program', kind: 'person' })
    if (inConsole) {
      visit.deliver(signInText({ visit, second: second - 1, account: place.account, identity: identityText(caller, '1.11'), ip, agent: person.browser, mfa: 'No' }))
    }
    return { caller, from: issued, until: second + 8 * 3600 }
  })
}

/** A user of IAM who takes a role first; where the role is another account's, both accounts get a record. */
export function throughRole(user: User, roleAt: (account: Account) => Role): (visit: Visit) => Caller {
  return (visit) => sessionOf(visit, `${user.arn}/${visit.place.account.id}`, () => {
    const { random, day, second, place } = visit
    const role = roleAt(place.account)
    const grant = grantOf(role, user.name, day, second - 2, random)
    assume(visit, { by: byKey(user), of: user.account, principal: user.id, grant, second: second - 2 })
    return { caller: callerOf(grant, { ...byKey(user), mfa: true }), from: second - 2, until: second + 3600 }
  })
}

type Assumption = { by: Caller; of: Account; principal: string; grant: ReturnType<typeof grantOf>; second: number; asks?: string }

/** Writes an AssumeRole into the log of the role's account and, if the caller is of another, into that account's log too. */
export function assume(visit: Visit, { by, of, principal, grant, second, asks = '' }: Assumption): void {
  const { random, day, place } = visit
  const across = of !== place.account
  const common = {
    call: 'AssumeRole' as const, grant, day, second, hours: 1, region: place.region, ip: by.ip, agent: by.agent, asks,
    requestId: random.uuid(), tls: true, ...(across ? { shared: random.uuid() } : {}),
  }
  if (across) {
    visit.deliverTo(of, second, issueText({ ...common, identity: identityText(by, '1.11'), account: of, eventId: random.uuid() }))
    visit.deliver(issueText({
      ...common, account: place.account, eventId: random.uuid(),
      identity: `{"type":"AWSAccount","principalId":"${principal}","accountId":"${of.id}"}`,
    }))
  } else {
    if (random.chance(0.04)) {
      const denied = `User: ${by.arn} is not authorized to perform: sts:AssumeRole on resource: ${grant.role.arn}`
      visit.deliver(issueText({ ...common, requestId: random.uuid(), second: second - 1, denied, identity: identityText(by, '1.11'), account: of, eventId: random.uuid() }))
    }
    visit.deliver(issueText({ ...common, identity: identityText(by, '1.11'), account: of, eventId: random.uuid() }))
  }
}

