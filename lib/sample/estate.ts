import { randomOf, type Random } from './random'

/** The company that the sample is about; its mail addresses end in this name. */
export const company = 'fernway.example'

export type Account = { id: string; name: 'prod' | 'dev' | 'shared'; mark: string }

/** One account in one region, and what stands there. */
export type Place = {
  key: string
  account: Account
  region: string
  instances: readonly string[]
  hosts: readonly string[]
  volumes: readonly string[]
  images: readonly string[]
  vpcs: readonly string[]
  subnets: readonly string[]
  groups: readonly string[]
  tables: readonly string[]
  interfaces: readonly string[]
  buckets: readonly string[]
  secrets: readonly string[]
  parameters: readonly string[]
  keys: readonly string[]
  functions: readonly string[]
  databases: readonly string[]
  balancers: readonly string[]
}

/** The regions in which the company works. */
export const regions = ['us-east-1', 'eu-central-1', 'eu-west-1', 'us-west-2', 'ap-southeast-2'] as const

const services = ['checkout', 'catalog', 'shipping', 'billing', 'search', 'notify', 'ledger', 'tracking', 'pricing', 'media']
const wares = ['assets', 'exports', 'invoices', 'uploads', 'backups', 'datalake', 'terraform-state', 'access-logs', 'reports', 'models']

/** The names of the company's own services, from which its resources take theirs. */
export const serviceNames: readonly string[] = services

/** The company's three accounts. `mark` is the part that all identifiers of an account share. */
export function accountsOf(seed: string): readonly [Account, Account, Account] {
  const mark = (id: string) => randomOf(`${seed}/mark/${id}`).letters(8)
  return [
    { id: '111122223333', name: 'prod', mark: mark('prod') },
    { id: '444455556666', name: 'dev', mark: mark('dev') },
    { id: '777788889999', name: 'shared', mark: mark('shared') },
  ]
}

/** What stands in an account and a region. It grows by appending, so that a bigger fleet holds the smaller one. */
export function placeOf(seed: string, account: Account, region: string, fleet: number): Place {
  const key = `${account.id}/${region}`
  const random = randomOf(`${seed}/place/${key}`)
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account.id}:${rest}`
  const many = (count: number, make: (index: number) => string) => Array.from({ length: count }, (_, index) => make(index))
  const machines = (make: (own: Random) => string) => many(Math.max(fleet, 8), (index) => make(randomOf(`${seed}/host/${key}/${index}`)))
  return {
    key,
    account,
    region,
    instances: machines((own) => `i-0${own.hex(16)}`),
    hosts: machines((own) => `198.${18 + own.below(2)}.${own.below(256)}.${1 + own.below(254)}`),
    volumes: many(60, () => `vol-0${random.hex(16)}`),
    images: many(12, () => `ami-0${random.hex(16)}`),
    vpcs: many(3, () => `vpc-0${random.hex(16)}`),
    subnets: many(16, () => `subnet-0${random.hex(16)}`),
    groups: many(30, () => `sg-0${random.hex(16)}`),
    tables: many(6, () => `rtb-0${random.hex(16)}`),
    interfaces: many(80, () => `eni-0${random.hex(16)}`),
    buckets: many(10, (index) => `fernway-${account.name}-${wares[index]}-${region}`),
    secrets: services.map((name) =>
      arn('secretsmanager', `secret:${account.name}/${name}/database-${random.base64(6).replaceAll(/[+/]/g, 'x')}`),
    ),
    parameters: services.map((name) => `/${account.name}/${name}/config`),
    keys: many(6, () => arn('kms', `key/${random.uuid()}`)),
    functions: services.map((name) => `${name}-worker`),
    databases: services.slice(0, 5).map((name) => `${account.name}-${name}-db`),
    balancers: services.slice(0, 6).map((name) => arn('elasticloadbalancing', `loadbalancer/app/${name}/${random.hex(16)}`)),
  }
}

/** The identifier of a principal or key: its kind, the account's mark, eight letters of its own. */
export const principalId = (kind: 'AIDA' | 'AROA' | 'AKIA' | 'ASIA', account: Account, random: Random): string =>
  kind + account.mark + random.letters(8)
