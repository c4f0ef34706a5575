import { accountsOf, placeOf, regions, type Account, type Place } from './estate'
import { linkedRole, machinesOf, pipelinesOf, programsOf, serviceItself } from './machinery'
import type { Presence } from './presence'
import type { Caller } from './record'
import {
  backupTasks, consoleTasks, deployTasks, functionTasks, linkedTasks, pollerTasks, serverTasks, serviceTasks, shellTasks, taskOdds, type Task, type TaskOdds,
} from './tasks'
import type { Visit } from './visit'
import { workforceOf } from './workforce'

/** Somebody or something that calls AWS: where, when, how. */
export type Member = { places: readonly Place[]; presence: Presence; enter: (visit: Visit) => Caller }

/** A member of the company's world, with how much they do and what for. */
export type Actor = Member & { weight: number; tasks: TaskOdds }

/** Everything that the logs tell of: places, and who is active there. `fallback` can act anywhere without opening a session. */
export type World = {
  accounts: readonly [Account, Account, Account]
  places: readonly Place[]
  actors: readonly Actor[]
  fallback: (place: Place) => Actor
}

/** How much of the company's work each account and region sees. */
const bustle = { prod: [10, 6, 3, 2, 1.5], dev: [6, 3, 1, 1, 0.6], shared: [3, 2, 0.6, 0.4, 0.3] }

/** How much of an actor's work falls on one of its places. */
export const bustleAt = ({ account, region }: Place): number => bustle[account.name][regions.findIndex((each) => each === region)] ?? 0

/** How much each kind of actor does while it is there. Those who are there for few hours do more in them. */
const effort = { keyed: 80, roleTaking: 28, identityCenter: 76, pollers: 23, backup: 18, pipelines: 12, instances: 14, functions: 7, services: 3.5 }

/** Builds the company that a seed decides; more records come from a bigger fleet of machines. */
export function worldOf(seed: string, records: number): World {
  const accounts = accountsOf(seed)
  const [prod, dev, shared] = accounts
  const fleet = Math.min(60, Math.max(3, Math.round(records / 50_000)))
  const places = accounts.flatMap((account) =>
    regions.map((region, index) => placeOf(seed, account, region, Math.ceil((fleet * (bustle[account.name][index] ?? 0)) / 10))),
  )
  const at = (account: Account, count: number) => places.filter((place) => place.account === account).slice(0, count)

  const people = workforceOf(seed, accounts, at)
  const programs = programsOf(seed, accounts, at)
  const machines = machinesOf(seed, places, (place) => ({
    instances: Math.max(1, Math.ceil((fleet * bustleAt(place)) / 10)),
    functions: Math.ceil(bustleAt(place) / 2),
  }))
  const linked = (principal: keyof typeof linkedTasks, name: string, session: string, own: readonly Place[], share: number) =>
    sharing(share, [linkedRole(seed, principal, name, session, own)], linkedTasks[principal])
  const pollers = sharing(effort.pollers, programs.pollers, pollerTasks)

  return {
    accounts,
    places,
    actors: [
      ...sharing(effort.keyed, people.keyed, [...shellTasks, ...consoleTasks.slice(0, 3)]),
      ...sharing(effort.roleTaking, people.roleTaking, shellTasks),
      ...sharing(effort.identityCenter, people.identityCenter, consoleTasks),
      ...pollers,
      ...sharing(effort.backup, programs.backup, backupTasks),
      ...sharing(effort.pipelines, pipelinesOf(seed, accounts, at), deployTasks),
      ...sharing(effort.instances, machines.instances, serverTasks),
      ...sharing(effort.functions, machines.functions, functionTasks),
      ...linked('autoscaling.amazonaws.com', 'AWSServiceRoleForAutoScaling', 'AutoScaling', at(prod, 3), 3),
      ...linked('config.amazonaws.com', 'AWSServiceRoleForConfig', 'AWSConfig-Describe', places, 4),
      ...linked('access-analyzer.amazonaws.com', 'AWSServiceRoleForAccessAnalyzer', 'access-analyzer', at(shared, 2), 1),
      ...linked('securityhub.amazonaws.com', 'AWSServiceRoleForSecurityHub', 'securityhub', [...at(prod, 2), ...at(dev, 1)], 1),
      ...Object.entries(serviceTasks).flatMap(([principal, tasks]) =>
        sharing(effort.services / 3, [serviceItself(principal, principal === 'cloudtrail.amazonaws.com' ? places : at(prod, 3))], tasks),
      ),
    ],
    fallback: (place) => {
      const actor = pollers.find((poller) => poller.places.includes(place))
      if (!actor) throw new Error(`no program polls ${place.key}`)
      return actor
    },
  }
}

/** Members who share an effort and do the same tasks. An actor's effort spreads over its places. */
const sharing = (share: number, members: readonly Member[], tasks: readonly Task[]): Actor[] =>
  members.map((member) => ({
    ...member,
    tasks: taskOdds(tasks),
    weight: share / members.length / member.places.reduce((sum, place) => sum + bustleAt(place), 0),
  }))
