import fc from 'fast-check'

/** For tests: values that have broken queries before. */
export const nastyTexts = ["o'hara", 'back\\slash', '"quoted"', '100%', 'under_score', 'st*r', '!bang', 'none', 'any', '', 'line\nbreak', 'tab\there', 'Größe', '日本', '😀', '{p0:String}', '\\', '\\*', '-- ; DROP TABLE events', 'other', '<b>']

const text = (...usual: string[]) => fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...nastyTexts) })

/** Addresses, and what stands in their place. */
export const addresses = ['10.1.2.3', '10.255.0.1', '11.0.0.1', '198.51.100.7', '2001:db8::1', '::ffff:10.1.2.3', 'ec2.amazonaws.com', 'AWS Internal', '-', '999.1.1.1', '10.1.2.3:443', '10.0.0.0/8', '1.2.3']
const keys = ['AKIAONE', 'AKIATWO', 'ASIAA', 'ASIAB', 'ASIAC', 'ASIAD']

/** Around the night on which Berlin's clocks went back, 29 October 2023. */
export const firstSecond = Date.UTC(2023, 9, 27) / 1000
export const lastSecond = Date.UTC(2023, 9, 31) / 1000

const users = ['alice', 'bob', "o'hara", 'none', 'st*r', 'back\\slash', '!x']

const record = fc.record({
  time: fc.integer({ min: firstSecond, max: lastSecond }),
  eventSource: text('ec2.amazonaws.com', 'iam.amazonaws.com', 'cloudtrail.amazonaws.com', 'sts.amazonaws.com', 's3.amazonaws.com'),
  eventName: text('DescribeInstances', 'StopLogging', 'CreateUser', 'AssumeRole', 'GetObject', 'DeleteTrail', 'Describe_nstances'),
  awsRegion: text('eu-central-1', 'us-east-1'),
  recipientAccountId: text('111122223333', '444455556666'),
  user: fc.constantFrom(...users),
  type: fc.constantFrom('IAMUser', 'AssumedRole', 'Root', ''),
  key: fc.constantFrom(...keys, ''),
  issued: fc.option(fc.constantFrom(...keys), { freq: 8 }),
  sourceIPAddress: fc.constantFrom(...addresses, ''),
  userAgent: text('aws-cli/2.0', 'Boto3/1.26', 'console.amazonaws.com'),
  errorCode: fc.option(text('AccessDenied', 'ThrottlingException'), { freq: 2 }),
  readOnly: fc.constantFrom<(boolean | string | null)[]>(true, false, 'true', null),
})

/** For tests: the raw texts of so many records, always the same. */
export function someRecords(count: number): string[] {
  return fc.sample(record, { numRuns: count, seed: 20231029 }).map(({ time, user, type, key, issued, ...rest }, index) =>
    JSON.stringify({
      eventVersion: '1.08',
      eventID: `event-${index}`,
      eventTime: new Date(time * 1000).toISOString().replace('.000Z', 'Z'),
      ...rest,
      userIdentity: { type, arn: `arn:aws:iam::111122223333:user/${user}`, accountId: '111122223333', userName: user, accessKeyId: key },
      ...(issued !== null && { responseElements: { credentials: { accessKeyId: issued } } }),
    }),
  )
}
