import type { Place } from '../estate'
import type { Random } from '../random'

/** What one call says beyond who, when and where: pieces of JSON text. */
export type Details = { request?: string; response?: string; extra?: string; resources?: string; requestId?: string }

/** Why calls of an operation fail, and how often among the bursts of it. */
export type Failure = { code: string; message: (place: Place, random: Random) => string; share: number }

/** One kind of API call: how its records look. */
export type Operation = {
  service: string
  name: string
  /** Everything of the record from `eventSource` to the region's name. */
  naming: string
  version: '1.08' | '1.09' | '1.10' | '1.11'
  reads: boolean
  /** Whether a caller may have to come back for the rest of the answer. */
  pages: boolean
  /** A data event, as on S3 objects. */
  data: boolean
  /** `session` is the caller's session or user name: an instance's agent speaks of the instance. */
  details: (place: Place, random: Random, session: string) => Details
  failures: readonly Failure[]
  /** The AWS service that makes the call with the caller's authority. */
  through?: string
}

type Form = Partial<Pick<Operation, 'details' | 'data' | 'failures' | 'through' | 'version'>>

/** In which version of the record each service writes; those left out write 1.11. */
const versions: Record<string, Operation['version']> = {
  ec2: '1.10',
  rds: '1.08',
  ssm: '1.08',
  health: '1.08',
  monitoring: '1.09',
  cloudformation: '1.09',
  autoscaling: '1.08',
  elasticloadbalancing: '1.08',
  logs: '1.09',
  ecr: '1.10',
  organizations: '1.09',
  config: '1.08',
  cloudtrail: '1.10',
  sns: '1.08',
}

const nothing = { request: 'null' }

const operation = (service: string, name: string, reads: boolean, form: Form): Operation => ({
  service,
  name,
  naming: `,"eventSource":"${service}.amazonaws.com","eventName":"${name}","awsRegion":"`,
  version: form.version ?? versions[service] ?? '1.11',
  reads,
  pages: reads && service !== 's3' && /^(Describe|List|Filter)/.test(name),
  data: form.data ?? false,
  details: form.details ?? (() => nothing),
  failures: form.failures ?? [],
  ...(form.through === undefined ? {} : { through: form.through }),
})

/** An operation that only looks. */
export const read = (service: string, name: string, details?: Operation['details'], form: Form = {}): Operation =>
  operation(service, name, true, details ? { ...form, details } : form)

/** An operation that changes something. */
export const write = (service: string, name: string, details?: Operation['details'], form: Form = {}): Operation =>
  operation(service, name, false, details ? { ...form, details } : form)

/** Details that never vary. */
export const always = (request: string): Operation['details'] => {
  const details = { request }
  return () => details
}

/** A failure whose message is the same each time. */
export const failure = (code: string, message: string, share: number): Failure => ({ code, message: () => message, share })

/** The list of resources that a call names. */
export const resource = (place: Place, type: string, arn: string): string =>
  `[{"accountId":"${place.account.id}","type":"${type}","ARN":"${arn}"}]`
