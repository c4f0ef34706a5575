import type { Member } from './actors'
import { asFunction, asInstance, asLinkedRole, asPipeline, asService } from './entries/robot'
import { byKey, userOf } from './entries/user'
import { serviceNames, type Account, type Place } from './estate'
import { always, nightly, withTheCustomers, withThePushes, type Presence } from './presence'
import { randomOf } from './random'
import type { Caller } from './record'

const agents = {
  boto: 'Boto3/1.34.162 md/Botocore#1.34.162 ua/2.0 os/linux#5.15.0-1071-aws md/arch#x86_64 lang/python#3.10.12 md/pyimpl#CPython cfg/retry-mode#legacy Botocore/1.34.162',
  java: 'aws-sdk-java/1.12.780 Linux/5.15.0 OpenJDK_64-Bit_Server_VM/17.0.13+11 java/17.0.13 kotlin/1.9.25 vendor/Eclipse_Adoptium cfg/retry-mode/legacy',
  go: 'aws-sdk-go/1.44.261 (go1.19.8; linux; amd64) jenkins-agent',
}

const acting = (caller: Caller, places: readonly Place[], presence: Presence): Member => ({ places, presence, enter: () => caller })

/** Programs that use a user's key. The first of each account's pollers works everywhere in its account. */
export function programsOf(seed: string, accounts: readonly Account[], at: (account: Account, count: number) => Place[]) {
  const program = (account: Account, name: string, agent: string) => {
    const random = randomOf(`${seed}/program/${name}`)
    return byKey(userOf(seed, account, name, { ip: `198.18.${200 + random.below(30)}.${1 + random.below(254)}`, agent, kind: 'robot' }))
  }
  return {
    pollers: accounts.flatMap((account) => [
      acting(program(account, 'inventory-script', agents.boto), at(account, 5), always),
      acting(program(account, 'metabase-reader', agents.java), at(account, 2), withTheCustomers),
      acting(program(account, 'jenkins-legacy', agents.go), at(account, 1), withThePushes),
    ]),
    backup: accounts.map((account) => acting(program(account, 'backup-agent', agents.boto), at(account, 3), nightly)),
  }
}

/** The instances and functions that run at places; `size` says how much stands at a place. */
export function machinesOf(seed: string, places: readonly Place[], size: (place: Place) => { instances: number; functions: number }) {
  const instances = places.flatMap((place) =>
    place.instances.slice(0, size(place).instances).map((instance, index): Member => {
      const service = serviceNames[index % serviceNames.length] ?? 'search'
      return { places: [place], presence: withTheCustomers, enter: asInstance(seed, instance, place.hosts[index] ?? '198.18.0.1', service) }
    }),
  )
  const functions = places.flatMap((place) =>
    place.functions
      .slice(0, size(place).functions)
      .map((name): Member => ({ places: [place], presence: withTheCustomers, enter: asFunction(seed, name) })),
  )
  return { instances, functions }
}

/** The pipelines: one that deploys everywhere from the shared account, others at home in production. */
export const pipelinesOf = (
  seed: string,
  [prod, dev, shared]: readonly [Account, Account, Account],
  at: (account: Account, count: number) => Place[],
): Member[] =>
  ['platform', 'storefront', 'warehouse', 'data-jobs'].map((repository, index) => ({
    places: index === 0 ? [...at(prod, 2), ...at(dev, 2), ...at(shared, 1)] : [...at(prod, 1 + (index % 2)), ...at(dev, 1)],
    presence: withThePushes,
    enter: asPipeline(seed, repository, index === 0 ? shared : prod),
  }))

/** A service that works through its service-linked role. */
export const linkedRole = (seed: string, principal: string, name: string, session: string, places: readonly Place[]): Member => ({
  places,
  presence: principal === 'autoscaling.amazonaws.com' ? withTheCustomers : always,
  enter: asLinkedRole(seed, principal, name, session),
})

/** A service that acts as itself. */
export const serviceItself = (principal: string, places: readonly Place[]): Member => acting(asService(principal), places, always)
