import type { Account } from '../estate'
import { identityText, type Caller } from '../record'
import { callerOf, grantOf, issueText, type Role } from '../roles'
import { sessionOf, type Visit } from '../visit'
import { byKey, type User } from './user'

/** A user of IAM who takes a role first; where the role is another account's, both accounts get a record. */
export function throughRole(user: User, roleAt: (account: Account) => Role): (visit: Visit) => Caller {
  return (visit) =>
    sessionOf(visit, `${user.arn}/${visit.place.account.id}`, () => {
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
    call: 'AssumeRole' as const,
    grant,
    day,
    second,
    hours: 1,
    region: place.region,
    ip: by.ip,
    agent: by.agent,
    asks,
    requestId: random.uuid(),
    tls: true,
    ...(across ? { shared: random.uuid() } : {}),
  }
  if (across) {
    visit.deliverTo(of, second, issueText({ ...common, identity: identityText(by, '1.11'), account: of, eventId: random.uuid() }))
    visit.deliver(
      issueText({
        ...common,
        account: place.account,
        eventId: random.uuid(),
        identity: `{"type":"AWSAccount","principalId":"${principal}","accountId":"${of.id}"}`,
      }),
    )
  } else {
    if (random.chance(0.04)) {
      const denied = `User: ${by.arn} is not authorized to perform: sts:AssumeRole on resource: ${grant.role.arn}`
      visit.deliver(
        issueText({
          ...common,
          requestId: random.uuid(),
          second: second - 1,
          denied,
          identity: identityText(by, '1.11'),
          account: of,
          eventId: random.uuid(),
        }),
      )
    }
    visit.deliver(issueText({ ...common, identity: identityText(by, '1.11'), account: of, eventId: random.uuid() }))
  }
}
