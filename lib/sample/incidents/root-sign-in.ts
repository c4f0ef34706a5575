import { timeText } from '../clock'
import type { Caller } from '../record'
import type { Script } from './script'

const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36'

/** The seconds of the day, `dayOf30` of the script, in which the trail does not log. */
export const silence = { dayOf30: 19, from: 11_710, to: 12_070 }

/** Root signs in without MFA in the night and switches the trail off for six minutes. */
export const rootSignIn: Script = {
  name: 'root-sign-in',
  title: 'Root signs in without MFA and stops the trail for six minutes',
  who: 'root of account 111122223333',
  story:
    'Three failed sign-ins of root from an unknown address, then one that succeeds, without MFA. Root stops the trail fernway-trail; six minutes later ' +
    'it starts again. What happened between is in no log: the account has no record of that time. Afterwards a bucket has a policy that it did not have.',
  play({ accounts: [prod], place, call, random, moment }) {
    const here = place(prod, 'us-east-1')
    const arn = `arn:aws:iam::${prod.id}:root`
    const bare = { session: 'root', arn, rest: '', ip: '192.0.2.140', agent, via: 'console', kind: 'person' } as const
    const known: Caller = {
      ...bare,
      head: `{"type":"Root","principalId":"${prod.id}","arn":"${arn}","accountId":"${prod.id}","accessKeyId":""`,
    }
    const signIn = {
      place: here,
      call: 'signin:ConsoleLogin',
      tail: ',"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"signin.aws.amazon.com"}',
      extra: { LoginTo: 'https://console.aws.amazon.com/console/home', MobileVersion: 'No', MFAUsed: 'No' },
    }
    for (const time of ['03:08:11', '03:08:52', '03:09:40']) {
      call({
        ...signIn,
        by: known,
        at: [19, time],
        error: ['', 'Failed authentication'],
        response: { ConsoleLogin: 'Failure' },
        step: 'Sign-in of root fails',
      })
    }
    call({ ...signIn, by: known, at: [19, '03:11:26'], response: { ConsoleLogin: 'Success' }, step: 'Root signs in, without MFA' })
    const { day, second } = moment([19, '03:11:26'])
    const root: Caller = {
      ...bare,
      head: `{"type":"Root","principalId":"${prod.id}","arn":"${arn}","accountId":"${prod.id}","accessKeyId":"ASIA${prod.mark}${random.letters(8)}","sessionContext":{`,
      rest: `"attributes":{"creationDate":"${timeText(day, second)}","mfaAuthenticated":"false"}}`,
    }
    const trail = `arn:aws:cloudtrail:us-east-1:${prod.id}:trail/fernway-trail`
    const about = { by: root, place: here, tail: ',"sessionCredentialFromConsole":"true"' }
    call({ ...about, at: [19, '03:13:02'], call: 'cloudtrail:DescribeTrails', reads: true, step: 'Looks at the trail' })
    call({
      ...about,
      at: [19, '03:13:20'],
      call: 'cloudtrail:GetTrailStatus',
      reads: true,
      request: { name: trail },
      step: 'Looks at the trail',
    })
    call({ ...about, at: [19, '03:15:09'], call: 'cloudtrail:StopLogging', request: { name: trail }, step: 'Stops the trail' })
    call({ ...about, at: [19, '03:21:11'], call: 'cloudtrail:StartLogging', request: { name: trail }, step: 'Starts the trail' })
    call({
      ...about,
      at: [19, '03:23:50'],
      call: 's3:GetBucketPolicy',
      reads: true,
      request: { bucketName: here.buckets[4] ?? '', policy: '' },
      step: 'Reads the policy of the backups bucket',
    })
  },
}
