import { byKey, throughIdentityCenter, throughRole, userAtWork, userOf } from './entries/person'
import { asFunction, asInstance, asLinkedRole, asPipeline, asService } from './entries/robot'
import { accountsOf, placeOf, regions, serviceNames, type Account, type Place } from './estate'
import { staffOf } from './people'
import { always, atTheOffice, nightly, withTheCustomers, withThePushes, type Presence } from './presence'
import { randomOf } from './random'
import type { Caller } from './record'
import { roleOf } from './roles'
import { backupTasks, consoleTasks, deployTasks, functionTasks, linkedTasks, pollerTasks, serverTasks, serviceTasks, shellTasks, taskOdds, type Task, type TaskOdds } from './tasks'
import type { Visit } from './visit'

/** Somebody or something that calls AWS: where, when, how much, and what for. */
export type Actor = { places: readonly Place[]; weight: number; presence: Presence; tasks: TaskOdds; enter: (visit: Visit) => Caller }

/** Everything that the logs tell of: places, and who is active there. `fallback` can act anywhere without opening a session. */
export type World = { accounts: readonly [Account, Account, Account]; places: readonly Place[]; actors: readonly Actor[]; fallback: (place: Place) => Actor }

/** How much of the company's work each account and region sees. */
const bustle = { prod: [10, 6, 3, 2, 1.5], dev: [6, 3, 1, 1, 0.6], shared: [3, 2, 0.6, 0.4, 0.3] }

/** The share of the records that each kind of actor makes. */
const shares = { keyed: 20, identityCenter: 19, roleTaking: 7, pollers: 23, backup: 3, pipelines: 7, instances: 12, functions: 6, linked: 9, services: 3.5 }

/** Builds the company that a seed decides; more records come from a bigger fleet of machines. */
export function worldOf(seed: string, records: number): World {
  const accounts = accountsOf(seed)
  const [prod, dev, shared] = accounts
  const fleet = Math.min(60, Math.max(3, Math.round(records / 50_000)))
  const places = accounts.flatMap((account) =>
    regions.map((region, index) => placeOf(seed, account, region, Math.ceil(fleet * (bustle[account.name][index] ?? 0) / 10))))
  const at = (account: Account, count: number) => places.filter((place) => place.account === account).slice(0, count)
  const bustleOf = (place: Place) => bustle[place.account.name][regions.findIndex((region) => region === place.region)] ?? 0

  const actorsWith = (share: number, members: readonly Omit<Actor, 'weight' | 'tasks'>[], tasks: readonly Task[]): Actor[] =>
    members.map((member) => ({ ...member, weight: share / members.length, tasks: taskOdds(tasks) }))

  const staff = staffOf(seed)
  const present = (login: string, zone: string) => atTheOffice(seed, login, zone)
  const homes = [prod, dev, dev]
  const keyed = staff.slice(0, 60).filter((_, index) => index % 4 === 3).map(({ person, office }, index) => {
    const account = homes[index % homes.length] ?? dev
    const user = userOf(seed, account, person.login, { ip: person.office, agent: person.shell, kind: 'person' })
    return { places: at(account, 2 + (index % 2)), presence: present(person.login, office.zone), enter: userAtWork(user, person) }
  })
  const roleTaking = staff.filter((_, index) => index % 8 === 1).map(({ person, office }, index) => {
    const user = userOf(seed, index % 3 === 1 ? shared : prod, person.login, { ip: person.office, agent: person.shell, kind: 'person' })
    const enter = throughRole(user, (account) => roleOf(seed, account, index % 2 ? 'operations' : 'data-reader'))
    return { places: [...at(prod, 2), ...at(dev, 1)], presence: present(person.login, office.zone), enter }
  })
  const sets = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess', 'ViewOnlyAccess', 'DatabaseAdministrator']
  const identityCenter = staff.filter((_, index) => index % 4 !== 3 && index % 8 !== 1).map(({ person, office }, index) => ({
    places: index % 9 === 0 ? [...at(shared, 2), ...at(prod, 3)] : [...at(prod, 2 + (index % 3)), ...at(dev, 1 + (index % 2))],
    presence: present(person.login, office.zone),
    enter: throughIdentityCenter(seed, person, sets[(index * 7) % sets.length] ?? 'ReadOnlyAccess'),
  }))

  const program = (account: Account, name: string, agent: string) => {
    const random = randomOf(`${seed}/program/${name}`)
    return byKey(userOf(seed, account, name, { ip: `198.18.${200 + random.below(30)}.${1 + random.below(254)}`, agent, kind: 'robot' }))
  }
  const robot = (caller: Caller, own: readonly Place[], presence: Presence) => ({ places: own, presence, enter: () => caller })
  const boto = 'Boto3/1.34.162 md/Botocore#1.34.162 ua/2.0 os/linux#5.15.0-1071-aws md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.162'
  const pollers = accounts.flatMap((account) => [
    robot(program(account, 'inventory-script', boto), at(account, 5), always),
    robot(program(account, 'metabase-reader', 'aws-sdk-java/1.12.780 Linux/5.15.0 OpenJDK_64-Bit_Server_VM/17.0.13+11 java/17.0.13 kotlin/1.9.25 vendor/Eclipse_Adoptium cfg/retry-mode/legacy'), at(account, 2), withTheCustomers),
    robot(program(account, 'jenkins-legacy', 'aws-sdk-go/1.44.261 (go1.19.8; linux; amd64) jenkins-agent'), at(account, 1), withThePushes),
  ])
  const backup = accounts.map((account) => robot(program(account, 'backup-agent', boto), at(account, 3), nightly))

  const instances = places.flatMap((place) => place.instances.slice(0, Math.max(1, Math.ceil(fleet * bustleOf(place) / 10))).map((instance, index) => ({
    places: [place], presence: withTheCustomers, enter: asInstance(seed, instance, place.hosts[index] ?? '198.18.0.1', serviceNames[index % serviceNames.length] ?? 'search'),
  })))
  const functions = places.flatMap((place) => place.functions.slice(0, Math.ceil(bustleOf(place) / 2)).map((name) => (
    { places: [place], presence: withTheCustomers, enter: asFunction(seed, name) })))
  const pipelines = ['platform', 'storefront', 'warehouse', 'data-jobs'].map((repository, index) => (
    { places: index === 0 ? [...at(prod, 2), ...at(dev, 2), ...at(shared, 1)] : [...at(prod, 1 + index % 2), ...at(dev, 1)], presence: withThePushes, enter: asPipeline(seed, repository, index === 0 ? shared : prod) }))

  const linked = (principal: keyof typeof linkedTasks, name: string, session: string, own: readonly Place[], share: number) =>
    actorsWith(share, [{ places: own, presence: principal === 'autoscaling.amazonaws.com' ? withTheCustomers : always, enter: asLinkedRole(seed, principal, name, session) }], linkedTasks[principal])
  const services = Object.entries(serviceTasks).flatMap(([principal, tasks]) =>
    actorsWith(shares.services / 3, [robot(asService(principal), principal === 'cloudtrail.amazonaws.com' ? places : at(prod, 3), always)], tasks))

  const actors = [
    ...actorsWith(shares.keyed * 4, keyed, [...shellTasks, ...consoleTasks.slice(0, 3)]),
    ...actorsWith(shares.roleTaking * 4, roleTaking, shellTasks),
    ...actorsWith(shares.identityCenter * 4, identityCenter, consoleTasks),
    ...actorsWith(shares.pollers, pollers, pollerTasks),
    ...actorsWith(shares.backup * 6, backup, backupTasks),
    ...actorsWith(shares.pipelines * 1.7, pipelines, deployTasks),
    ...actorsWith(shares.instances * 1.2, instances, serverTasks),
    ...actorsWith(shares.functions * 1.2, functions, functionTasks),
    ...linked('autoscaling.amazonaws.com', 'AWSServiceRoleForAutoScaling', 'AutoScaling', at(prod, 3), 3),
    ...linked('config.amazonaws.com', 'AWSServiceRoleForConfig', 'AWSConfig-Describe', places, 4),
    ...linked('access-analyzer.amazonaws.com', 'AWSServiceRoleForAccessAnalyzer', 'access-analyzer', at(shared, 2), 1),
    ...linked('securityhub.amazonaws.com', 'AWSServiceRoleForSecurityHub', 'securityhub', [...at(prod, 2), ...at(dev, 1)], 1),
    ...services,
  ].map((actor) => ({ ...actor, weight: actor.weight / actor.places.reduce((sum, place) => sum + bustleOf(place), 0) }))

  const fallbacks = new Map(accounts.map((account, index) => [account.id, actors.find((actor) => actor.enter === pollers[index * 3]?.enter)]))
  return {
    accounts, places,
    actors,
    fallback: ({ account }) => {
      const actor = fallbacks.get(account.id)
      if (!actor) throw new Error(`no program polls account ${account.id}`)
      return actor
    },
  }
}

/** How much of an actor's work falls on one of its places. */
export const bustleAt = ({ account, region }: Place): number => bustle[account.name][regions.findIndex((each) => each === region)] ?? 0
