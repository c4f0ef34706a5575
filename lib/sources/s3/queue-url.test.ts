import { expect, it } from 'vitest'
import { queueUrl } from '@/lib/config/source-settings'
import { queueAddressOf } from './queue-url'

it.each([
  ['https://sqs.eu-central-1.amazonaws.com/111122223333/trail', 'eu-central-1', 'arn:aws:sqs:eu-central-1:111122223333:trail'],
  ['https://sqs.cn-north-1.amazonaws.com.cn/111122223333/trail', 'cn-north-1', 'arn:aws-cn:sqs:cn-north-1:111122223333:trail'],
  ['https://sqs.us-gov-west-1.amazonaws.com/111122223333/trail', 'us-gov-west-1', 'arn:aws-us-gov:sqs:us-gov-west-1:111122223333:trail'],
  ['https://sqs-fips.us-east-2.amazonaws.com/111122223333/trail', 'us-east-2', 'arn:aws:sqs:us-east-2:111122223333:trail'],
  ['https://sqs.eu-west-1.api.aws/111122223333/trail', 'eu-west-1', 'arn:aws:sqs:eu-west-1:111122223333:trail'],
  ['https://vpce-0123-abc.sqs.eu-west-1.vpce.amazonaws.com/111122223333/trail', 'eu-west-1', 'arn:aws:sqs:eu-west-1:111122223333:trail'],
  ['https://eu-west-1.queue.amazonaws.com/111122223333/trail', 'eu-west-1', 'arn:aws:sqs:eu-west-1:111122223333:trail'],
  ['https://queue.amazonaws.com/111122223333/trail', 'us-east-1', 'arn:aws:sqs:us-east-1:111122223333:trail'],
  ['http://127.0.0.1:4566/000000000000/trail', undefined, 'arn:aws:sqs:*:000000000000:trail'],
])('knows where the queue %s lies', (url, region, arn) => {
  expect(queueUrl.safeParse(url).success).toBe(true)
  expect(queueAddressOf(url)).toEqual({ endpoint: new URL(url).origin, region, arn })
})

it('takes no other URL for that of a queue', () => {
  for (const url of ['arn:aws:sqs:eu-west-1:111122223333:trail', 'https://sqs.eu-west-1.amazonaws.com/trail', 'https://sqs.eu-west-1.amazonaws.com/1111/trail', 'ftp://x/111122223333/trail', 'trail', '', 'https://user:secret@sqs.eu-west-1.amazonaws.com/111122223333/trail', 'https://sqs.eu-west-1.amazonaws.com/111122223333/trail?x=1'])
    expect(queueUrl.safeParse(url).success, url).toBe(false)
})
