import { expect, it } from 'vitest'
import { missingPermissionIn, troubleOf } from './aws-trouble'
import { lastingWait, longestBackoff, lookEvery, messageAgain } from './waits'

const named = (name: string) => Object.assign(new Error('secret'), { name })

it('names the permission that is missing, by IAM action and resource', () => {
  const { message } = troubleOf(named('AccessDenied'), 's3:GetObject', 'bucket trail.archive', 'arn:aws:s3:::trail.archive/AWSLogs/*')
  expect(missingPermissionIn(message)).toEqual({ action: 's3:GetObject', where: 'bucket trail.archive', resource: 'arn:aws:s3:::trail.archive/AWSLogs/*' })
  expect(missingPermissionIn(troubleOf(named('AccessDeniedException'), 'cloudtrail:LookupEvents', 'account 1, eu-west-1').message)).toEqual({ action: 'cloudtrail:LookupEvents', where: 'account 1, eu-west-1', resource: '*' })
  expect(missingPermissionIn(troubleOf(named('SlowDown'), 's3:GetObject', 'bucket x').message)).toBeUndefined()
})

it('tries again as often as it says', () => {
  expect(troubleOf(named('AccessDenied'), 's3:GetObject', 'bucket x').message).toContain('it is tried again every minute')
  expect(Math.max(lastingWait, lookEvery, longestBackoff, messageAgain * 1_000)).toBe(60_000)
})
