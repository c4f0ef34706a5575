import { isMachine } from './family'
import { gathered } from './gathered'
import type { Story } from './story'

/** From one address: what a machine's session did, and who else came from there. */
export interface MachineUse {
  identity: string
  label: string
  ip: string
  network: string
  /** Whose the address is, if it is neither Amazon’s nor reserved; '' if that is unknown. */
  owner: string
  count: number
  from: number
  to: number
  /** How many others than machines came from the address, and one of them. */
  others: number
  other: string
  /** 1 if the machine came from this network in the weeks before, or from any. */
  isKnown: number
  hasPast: number
  events: readonly string[]
}

/** Machines at one address by which it is a common way out. */
const manyMachines = 3

/** What runs with the session. */
const sortOf = (isCode: boolean) => (isCode ? 'function or container' : 'machine')

const isPrivate = (ip: string) => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|fd|fe80:)/i.test(ip)
const agentOfMachine = /^(UpdateInstanceInformation|UpdateInstanceAssociationStatus|ListInstanceAssociations|PutInventory|PutComplianceItems|GetDocument|DescribeDocument|ListAssociations|DescribeAssociation|GetManifest|PutConfigurePackageResult|GetDeployablePatchSnapshotForInstance)$/

/**
 * Stories of machines whose credentials are used somewhere else. A machine has one way out, or two (a public one and a
 * private one, through an endpoint of its network). Where it is, is told by its past, or by its agent's calls, or else it is where it
 * does most. It is suspicious if its session acts from another network of the same sort, from an address at which
 * somebody else works, or from the network of somebody else than Amazon, where none of its machines are; a function or a
 * container only for the last.
 */
export function takenCredentials(uses: readonly MachineUse[], dayOf: (seconds: number) => string): Story[] {
  const sessions = gathered(uses, ({ identity }) => identity)
  const machinesAt = (ip: string) => [...sessions.values()].filter((own) => own.some((use) => use.ip === ip)).length
  return [...sessions.values()].flatMap((own): Story[] => {
    const isCode = own.some(({ identity }) => !isMachine(identity))
    const [home] = own.toSorted((a, b) => b.isKnown - a.isKnown || agentCalls(b) - agentCalls(a) || b.count - a.count)
    if (!home) return []
    // A machine that was stopped and started has another public address, and leaves the one before for good.
    const isMoved = home.hasPast === 1 && home.isKnown === 0
    // Where people work, there are no machines, unless all of them go out by one door.
    const isAmongPeople = home.isKnown === 0 && home.others > 0 && machinesAt(home.ip) < manyMachines
    const isOutside = home.isKnown === 0 && home.owner !== '' && machinesAt(home.ip) < manyMachines
    const leftHome = (isMoved || isAmongPeople || isOutside) && agentCalls(home) === 0 && !isPrivate(home.ip)
    const taken = isCode ? outsideAmazon(own) : own.filter((use) => (use === home ? leftHome : isElsewhere(use, home)))
    const [worst] = taken.toSorted((a, b) => b.count - a.count)
    if (!worst) return []
    const from = Math.min(...taken.map((use) => use.from))
    const to = Math.max(...taken.map((use) => use.to))
    const place = worst.others > 0 ? `${worst.ip}, where ${worst.other}${worst.others > 1 ? ' and others' : ''} also work${worst.others > 1 ? '' : 's'}` : worst.ip
    return [{
      kind: 'machine-credentials', who: worst.identity, label: worst.label, day: dayOf(from), identities: [worst.identity], severity: 'critical',
      events: [...new Set(taken.flatMap((use) => use.events))], count: taken.reduce((sum, use) => sum + use.count, 0), outcome: 'done', from, to,
      choices: { ip: [...new Set(taken.map(({ ip }) => ip))] },
      weights: [{ why: isCode ? `It runs in Amazon’s networks; these calls come from ${place}${worst.owner === '' ? '' : ` (${worst.owner})`}.` : home === worst ? (isMoved ? `It never acted from ${worst.network} before.` : `Its calls come from ${place}${worst.owner === '' ? '' : ` (${worst.owner}), and not from Amazon’s networks, where machines are`}.`) : `The machine itself acts from ${home.ip}, these calls come from ${place}.`, points: worst.others > 0 ? 5 : 2 }],
      title: `Credentials of the ${sortOf(isCode)} ${worst.label} were used from ${place}`,
    }]
  })
}

/** Functions and containers run at many of Amazon's addresses and nowhere else, as far as it is known that they run there. */
function outsideAmazon(own: readonly MachineUse[]): MachineUse[] {
  const runsThere = own.some(({ owner, hasPast }) => owner === '' || hasPast === 1)
  return runsThere ? own.filter(({ owner, isKnown, ip }) => owner !== '' && isKnown === 0 && !isPrivate(ip)) : []
}

const agentCalls = ({ events }: MachineUse) => events.filter((event) => agentOfMachine.test(event)).length

function isElsewhere(use: MachineUse, home: MachineUse): boolean {
  if (use.network === home.network || use.isKnown) return false
  if (use.others > 0 && home.others === 0) return true
  // A way through an endpoint of the network shows the private address.
  if (isPrivate(use.ip) !== isPrivate(home.ip)) return false
  return true
}
