/** A partition of AWS: its regions, as of November 2026 (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html). */
interface Partition {
  is: RegExp
  /**
   * Where what belongs to no region is recorded: first IAM, STS, CloudFront and most sign-ins, then a few other services, and sign-ins of users
   * who come by their account's alias. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
   */
  global: readonly [string, ...string[]]
  /** Those that every account has. */
  always: readonly string[]
  /** Those that an account has once it has asked for them. */
  optIn: readonly string[]
}

const partitions: readonly Partition[] = [
  { is: /^us-gov-/, global: ['us-gov-west-1'], always: ['us-gov-west-1', 'us-gov-east-1'], optIn: [] },
  { is: /^cn-/, global: ['cn-north-1'], always: ['cn-north-1', 'cn-northwest-1'], optIn: [] },
  {
    is: /^/,
    global: ['us-east-1', 'us-east-2', 'us-west-2', 'eu-north-1', 'ap-southeast-2'],
    always: [
      'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1',
      'ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2',
    ],
    optIn: [
      'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2',
      'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1',
    ],
  },
]

/** The partition of a region. */
export function partitionOf(region: string): Omit<Partition, 'is'> {
  const found = partitions.find(({ is }) => is.test(region))
  if (!found) throw new Error(`no partition of ${region}`)
  return found
}
