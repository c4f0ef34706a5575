import { timeText } from '../clock'
import type { Account } from '../estate'
import { randomOf } from '../random'
import { identityText, type Caller } from '../record'
import { callerOf, grantOf, issueText, roleOf, type Role } from '../roles'
import { sessionOf, type Visit } from '../visit'
import { assume } from './assume'

/** The caller that an AWS service is when it acts as itself. */
export const asService = (principal: string): Caller => ({
  session: principal,
  arn: principal,
  head: `{"type":"AWSService","invokedBy":"${principal}"`,
  rest: '',
  ip: principal,
  agent: principal,
  via: 'aws',
  kind: 'robot',
})

type ServiceGrant = { visit: Visit; role: Role; session: string; principal: string; hours: number }

/** An AWS service takes a role for somebody: an instance, a function, or itself. */
function takenByService({ visit, role, session, principal, hours }: ServiceGrant) {
  const { random, day, second, place } = visit
  const grant = grantOf(role, session, day, second - 1, random)
  visit.deliver(
    issueText({
      call: 'AssumeRole',
      grant,
      day,
      second: second - 1,
      hours,
      region: place.region,
      identity: identityText(asService(principal), '1.11'),
      ip: principal,
      agent: principal,
      account: place.account,
      requestId: random.uuid(),
      eventId: random.uuid(),
      shared: random.uuid(),
      tls: false,
    }),
  )
  return grant
}

/** An instance with its instance role; the session bears the instance's name. */
export function asInstance(seed: string, instance: string, ip: string, service: string): (visit: Visit) => Caller {
  const agent =
    'aws-sdk-java/2.29.52 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.119-129.201.amzn2023 lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM#21.0.5+11-LTS md/vendor#Amazon.com_Inc. md/en_US cfg/auth-source#imds m/D,E'
  return (visit) =>
    sessionOf(visit, instance, () => {
      const role = roleOf(seed, visit.place.account, `${service}-service`)
      const grant = takenByService({ visit, role, session: instance, principal: 'ec2.amazonaws.com', hours: 6 })
      return {
        caller: callerOf(grant, { ip, agent, via: 'program', kind: 'robot', context: ',"ec2RoleDelivery":"2.0"' }),
        from: visit.second - 1,
        until: visit.second + 6 * 3600,
      }
    })
}

/** A Lambda function with its role. */
export function asFunction(seed: string, name: string): (visit: Visit) => Caller {
  return (visit) =>
    sessionOf(visit, `${name}/${visit.place.key}`, () => {
      const { place, random, second } = visit
      const grant = takenByService({
        visit,
        role: roleOf(seed, place.account, name),
        session: name,
        principal: 'lambda.amazonaws.com',
        hours: 12,
      })
      const arn = `arn:aws:lambda:${place.region}:${place.account.id}:function:${name}`
      return {
        caller: callerOf(grant, {
          ip: `198.19.${random.below(256)}.${1 + random.below(254)}`,
          via: 'program',
          kind: 'robot',
          agent: 'aws-sdk-nodejs/3.716.0 ua/2.1 os/linux#5.10.230 lang/js md/nodejs#20.18.1 exec-env/AWS_Lambda_nodejs20.x m/E,N',
          identity: `,"inScopeOf":{"issuerType":"AWS::Lambda::Function","credentialsIssuedTo":"${arn}"}`,
        }),
        from: second - 1,
        until: second + 12 * 3600,
      }
    })
}

/** A service-linked role, used by the service that it belongs to. */
export function asLinkedRole(seed: string, principal: string, name: string, session: string): (visit: Visit) => Caller {
  return (visit) =>
    sessionOf(visit, `${name}/${visit.place.key}`, () => {
      const role = roleOf(seed, visit.place.account, name, `/aws-service-role/${principal}/`)
      const grant = takenByService({ visit, role, session, principal, hours: 1 })
      return {
        caller: callerOf(grant, { ip: principal, agent: principal, via: 'aws', kind: 'robot', identity: `,"invokedBy":"${principal}"` }),
        from: visit.second - 1,
        until: visit.second + 3600,
      }
    })
}

/** A pipeline on GitHub: a new session each run, by web identity; deployments to other accounts go on to a role there. */
export function asPipeline(seed: string, repository: string, home: Account): (visit: Visit) => Caller {
  const subject = `repo:fernway/${repository}:ref:refs/heads/main`
  const issuer = 'token.actions.githubusercontent.com'
  return (visit) => {
    const { random, day, second, place } = visit
    const ip = `198.18.${240 + random.below(8)}.${1 + random.below(254)}`
    const agent = 'aws-sdk-js/3.734.0 ua/2.1 os/linux#6.8.0-1021-azure lang/js md/nodejs#20.18.2 api/sts#3.734.0 GitHubActions'
    const across = place.account !== home
    const federation = `arn:aws:iam::${home.id}:oidc-provider/${issuer}`
    const first = grantOf(
      roleOf(seed, home, 'github-deploy'),
      `${repository}-${17_000_000_000 + random.below(900_000_000)}`,
      day,
      second - 4,
      random,
    )
    const opening = issueText({
      call: 'AssumeRoleWithWebIdentity',
      grant: first,
      day,
      second: second - 4,
      hours: 1,
      region: place.region,
      ip,
      agent,
      account: home,
      tls: true,
      identity: `{"type":"WebIdentityUser","principalId":"${federation}:sts.amazonaws.com:${subject}","userName":"${subject}","identityProvider":"${federation}"}`,
      answers: `,"subjectFromWebIdentityToken":"${subject}","provider":"${federation}","audience":"sts.amazonaws.com"`,
      requestId: random.uuid(),
      eventId: random.uuid(),
    })
    const federated = `{"federatedProvider":"${federation}","attributes":{}}`
    const runner = callerOf(first, {
      ip,
      agent:
        'Terraform/1.10.5 terraform-provider-aws/5.86.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.36.0 ua/2.1 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#amd64',
      via: 'program',
      kind: 'robot',
      federated,
    })
    if (!across) {
      visit.deliver(opening)
      return runner
    }
    visit.deliverTo(home, second - 4, opening)
    const grant = grantOf(roleOf(seed, place.account, 'terraform-apply'), first.session, day, second - 2, random)
    assume(visit, {
      by: runner,
      of: home,
      principal: `${first.role.id}:${first.session}`,
      grant,
      second: second - 2,
      asks: `,"externalId":"${randomOf(seed).hex(12)}"`,
    })
    return callerOf(grant, { ip, agent: runner.agent, via: 'program', kind: 'robot' })
  }
}

/** One thing that an AWS service did by itself, for which nobody made a call. */
export function serviceEventText(visit: Visit): string {
  const { random, day, second, place } = visit
  const secret = random.pick(place.secrets)
  const [source, name, details] = random.pick<readonly [string, string, string]>([
    ['secretsmanager', 'RotationStarted', `"additionalEventData":{"SecretId":"${secret}"},`],
    ['secretsmanager', 'RotationSucceeded', `"additionalEventData":{"SecretId":"${secret}"},`],
    ['secretsmanager', 'EndSecretVersionDelete', `"additionalEventData":{"ARN":"${secret}"},`],
    ['ec2', 'BidEvictedEvent', ''],
    ['kms', 'RotateKey', ''],
  ])
  const service = source === 'kms' ? '"serviceEventDetails":{"rotationType":"AUTOMATIC"},' : ''
  return `{"eventVersion":"1.08","userIdentity":{"accountId":"${place.account.id}","invokedBy":"${source}.amazonaws.com"},"eventTime":"${timeText(
    day,
    second,
  )}","eventSource":"${source}.amazonaws.com","eventName":"${name}","awsRegion":"${place.region}","sourceIPAddress":"${
    source
  }.amazonaws.com","userAgent":"${source}.amazonaws.com","requestParameters":null,"responseElements":null,${details}"requestID":"${random.uuid()}","eventID":"${random.uuid()}","readOnly":false,"eventType":"AwsServiceEvent","managementEvent":true,"recipientAccountId":"${
    place.account.id
  }",${service}"eventCategory":"Management"}`
}
