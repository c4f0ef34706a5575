/** What the URL of an SQS queue says. */
export interface QueueAddress {
  /** Where requests are sent. */
  endpoint: string
  /** The region that the queue lies in; undefined if its host names none. */
  region: string | undefined
  /** For policies: the queue's ARN, or as much of it as the URL tells. */
  arn: string
}

/**
 * Where a queue's region stands in the host: today's names, those of dual stack, FIPS and VPC endpoints, and the first ones, which are still good.
 * https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */
const hosts = [
  /^sqs(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|api\.aws|api\.amazonwebservices\.com\.cn)$/,
  /\.sqs\.([a-z0-9-]+)\.vpce\.amazonaws\.com(?:\.cn)?$/,
  /^([a-z0-9-]+)\.queue\.amazonaws\.com(?:\.cn)?$/,
]

const shape = /^\/(\d{12})\/([A-Za-z0-9_-]{1,80}(?:\.fifo)?)$/

/** @param url as in `https://sqs.eu-west-1.amazonaws.com/111122223333/trail` */
export function queueAddressOf(url: string): QueueAddress {
  const { origin, hostname, pathname } = new URL(url)
  const [, account = '*', name = '*'] = shape.exec(pathname) ?? []
  const region = hostname === 'queue.amazonaws.com' ? 'us-east-1' : hosts.map((host) => host.exec(hostname)?.[1]).find((found) => found !== undefined)
  const partition = hostname.endsWith('.cn') ? 'aws-cn' : region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  return { endpoint: origin, region, arn: `arn:${partition}:sqs:${region ?? '*'}:${account}:${name}` }
}
