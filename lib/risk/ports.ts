import { isObject, type Json } from '@/lib/cloudtrail/record'
import { everythingBelow, type Place } from './path'

/** A permission to pass the network: the object that names ports, or a protocol, for what stands in it. */
export interface Permission {
  place: Place
  /** Undefined where every port is meant, or the protocol has none. */
  range: { from: number; to: number } | undefined
}

/** The permission in which a value stands: the nearest object around it that names ports or a protocol. */
export function permissionAround(place: Place): Permission | undefined {
  for (let here: Place | undefined = place; here !== undefined; here = here.up) {
    const { value } = here
    if (!isObject(value) || !namesPorts(value)) continue
    return { place: here, range: rangeOf(value) }
  }
  return undefined
}

const namesPorts = (value: { [key: string]: Json }) =>
  ['fromPort', 'FromPort', 'ipProtocol', 'IpProtocol', 'portRange', 'aclProtocol'].some((key) => Object.hasOwn(value, key))

function rangeOf(value: { [key: string]: Json }): Permission['range'] {
  const protocol = String(value.ipProtocol ?? value.IpProtocol ?? value.aclProtocol ?? '')
  // ICMP spells its types and codes as ports.
  if (['icmp', 'icmpv6', '1', '58', '-1'].includes(protocol)) return undefined
  const inner = isObject(value.portRange) ? value.portRange : {}
  const from = Number(value.fromPort ?? value.FromPort ?? inner.from ?? NaN)
  const to = Number(value.toPort ?? value.ToPort ?? inner.to ?? NaN)
  return from >= 0 && to >= from ? { from, to } : undefined
}

/** Whether a permission lets some of the ports through. */
export const holdsPort = ({ range }: Permission, ports: readonly number[]): boolean =>
  range !== undefined && ports.some((port) => range.from <= port && port <= range.to)

/** Whether a permission lets none but these ports through. */
export function isWithin({ range }: Permission, ports: readonly number[]): boolean {
  if (range === undefined || range.to - range.from >= ports.length) return false
  for (let port = range.from; port <= range.to; port += 1) if (!ports.includes(port)) return false
  return true
}

/** Whether a permission is for every address. */
export function isOpen({ place }: Permission): boolean {
  for (const { value } of everythingBelow(place)) if (value === '0.0.0.0/0' || value === '::/0') return true
  return false
}
