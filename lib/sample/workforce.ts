import type { Member } from './actors'
import { throughRole } from './entries/assume'
import { throughIdentityCenter, userAtWork } from './entries/person'
import { userOf } from './entries/user'
import type { Account, Place } from './estate'
import { staffOf } from './people'
import { atTheOffice } from './presence'
import { roleOf } from './roles'

const permissionSets = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'ViewOnlyAccess', 'DatabaseAdministrator']

/** The company's people, by how they come in: with a key of their own, through a role, or through IAM Identity Center. */
export function workforceOf(seed: string, [prod, dev, shared]: readonly [Account, Account, Account], at: (account: Account, count: number) => Place[]) {
  const staff = staffOf(seed).map(({ person, office }, index) => ({ person, index, presence: atTheOffice(seed, person.login, office.zone) }))
  const own = ({ person }: (typeof staff)[number]) => ({ ip: person.office, agent: person.shell, kind: 'person' }) as const

  const keyed: Member[] = staff
    .filter(({ index }) => index % 4 === 3)
    .map((member, nth) => {
      const user = userOf(seed, nth % 3 === 0 ? prod : dev, member.person.login, own(member))
      return { places: at(user.account, 2 + (nth % 2)), presence: member.presence, enter: userAtWork(user, member.person) }
    })
  const roleTaking: Member[] = staff
    .filter(({ index }) => index % 8 === 1)
    .map((member, nth) => {
      const user = userOf(seed, nth % 3 === 1 ? shared : prod, member.person.login, own(member))
      const enter = throughRole(user, (account) => roleOf(seed, account, nth % 2 ? 'operations' : 'data-reader'))
      return { places: [...at(prod, 2), ...at(dev, 1)], presence: member.presence, enter }
    })
  const identityCenter: Member[] = staff
    .filter(({ index }) => index % 4 !== 3 && index % 8 !== 1)
    .map(({ person, presence }, nth) => ({
      places: nth % 9 === 0 ? [...at(shared, 2), ...at(prod, 3)] : [...at(prod, 2 + (nth % 3)), ...at(dev, 1 + (nth % 2))],
      presence,
      enter: throughIdentityCenter(seed, person, permissionSets[(nth * 7) % permissionSets.length] ?? 'ReadOnlyAccess'),
    }))
  return { keyed, roleTaking, identityCenter }
}
