import ipaddr from 'ipaddr.js'
import { eventClasses, severities, sourceKinds } from '@/lib/cloudtrail/facts'
import { readField, spellField } from './field'

/** One parameter of the URL grammar that chooses values: what it is called, what it takes, how it is read. */
export interface Parameter {
  /** What a person calls it, on chips and facets. */
  label: string
  /** What it takes, in words; the end of the sentence "takes …" in an error. */
  takes: string
  /** Gives the value's canonical spelling (without `!`), or undefined if it is none. */
  read(value: string): string | undefined
}

const pattern = (label: string, takes: string): Parameter => ({
  label,
  takes: `${takes}, * as wildcard`,
  read: (value) => value,
})

const oneOf = (label: string, values: readonly string[]): Parameter => ({
  label,
  takes: `one of ${values.join(', ')}`,
  read: (value) => (values.includes(value.toLowerCase()) ? value.toLowerCase() : undefined),
})

const whole = (label: string, least: number, most: number): Parameter => ({
  label,
  takes: `a whole number from ${least} to ${most}`,
  read: (value) =>
    /^\d{1,2}$/.test(value) && Number(value) >= least && Number(value) <= most ? String(Number(value)) : undefined,
})

/**
 * An address stands for itself, a block for all addresses in it; sourceIPAddress often holds a service's name or an
 * address masked by hand, so other text is taken as it is. Only what claims to be a block must be one.
 */
const address: Parameter = {
  label: 'Address',
  takes: 'an address (198.51.100.7, 2001:db8::1), a CIDR block (10.0.0.0/8) or a service name, * as wildcard',
  read: (value) => {
    if (!/^[0-9a-f.:]+\/[^/]*$/i.test(value)) return value
    return blockOf(value) ? value.toLowerCase() : undefined
  },
}

/** The first and last address of a CIDR block, as text that ClickHouse's toIPv6 reads; undefined if it is no block. */
export function blockOf(value: string): { first: string; last: string; kind: 'ipv4' | 'ipv6' } | undefined {
  // Masked logs write octets with leading zeros; ipaddr.js would read those as octal.
  const decimal = value.includes(':') ? value : value.replace(/(^|\.)0+(?=\d)/g, '$1')
  try {
    if (ipaddr.IPv4.isValidCIDRFourPartDecimal(decimal)) {
      return {
        first: ipaddr.IPv4.networkAddressFromCIDR(decimal).toString(),
        last: ipaddr.IPv4.broadcastAddressFromCIDR(decimal).toString(),
        kind: 'ipv4',
      }
    }
    if (ipaddr.IPv6.isValidCIDR(decimal)) {
      return {
        first: ipaddr.IPv6.networkAddressFromCIDR(decimal).toString(),
        last: ipaddr.IPv6.broadcastAddressFromCIDR(decimal).toString(),
        kind: 'ipv6',
      }
    }
  } catch {
    // Not a block: the caller says what is taken.
  }
  return undefined
}

/** A value anywhere in the raw record, by its path. */
const field: Parameter = {
  label: 'Field',
  takes:
    'a path in the record, a colon and a value, * as wildcard, such as requestParameters.groupId:sg-0123, errorMessage:any or resources[].ARN:arn:aws:s3:* ([] is any element of an array)',
  read: (value) => {
    const read = readField(value)
    return read && spellField(read)
  },
}

/** When a record came to the desk, by the batch that brought it: batches are numbered as they come. */
const arrived: Parameter = {
  label: 'Arrived',
  takes: 'after: or until: and the number of a batch of records, such as after:12, as sign-offs name it',
  read: (value) => (/^(after|until):\d{1,9}$/.test(value) ? value.replace(/:0+(?=\d)/, ':') : undefined),
}

/** Every parameter that chooses values, in the order in which chips and help show them. */
export const parameters = {
  account: pattern('Account', 'an account id'),
  region: pattern('Region', 'a region such as eu-west-1'),
  service: pattern('Service', 'a service such as ec2 (an event source without .amazonaws.com)'),
  event: pattern('Event', 'an event name such as RunInstances'),
  identity: pattern('Identity', 'a canonical identity such as arn:aws:iam::111122223333:user/alice'),
  actor: pattern('Actor', 'the identity at the start of the chain'),
  type: pattern('Type', 'a userIdentity type such as IAMUser'),
  role: pattern('Role', 'the ARN of the role that sessions act as'),
  key: pattern('Access key', 'an access key id'),
  ip: address,
  agent: { label: 'User agent', takes: 'a part of the user agent', read: (value: string) => value },
  error: pattern('Error', 'any, none or an error code such as AccessDenied'),
  readonly: oneOf('Read-only', ['true', 'false', 'none']),
  class: oneOf('Class', [...eventClasses, 'none']),
  severity: oneOf('Severity', severities),
  source: oneOf('Source', sourceKinds),
  hour: whole('Hour', 0, 23),
  weekday: whole('Weekday', 1, 7),
  arrived,
  field,
  q: { label: 'Words', takes: 'words or "quoted phrases" in the raw record', read: (value: string) => value },
} satisfies Record<string, Parameter>

export type ParameterName = keyof typeof parameters
/** The names, in their order. */
export const parameterNames = Object.keys(parameters) as ParameterName[]
