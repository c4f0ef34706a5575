import { expect, it } from 'vitest'
import { deliveredFileOf } from './delivered-file'

const at = Date.parse('2026-03-01T09:05:00Z') / 1_000

it('reads what the name of a file says, wherever it lies', () => {
  const told = { account: '111122223333', region: 'us-gov-east-1', kind: 'CloudTrail', at }
  expect(deliveredFileOf('AWSLogs/o-abc1234567/111122223333/CloudTrail/us-gov-east-1/2026/03/01/111122223333_CloudTrail_us-gov-east-1_20260301T0905Z_Ab12.json.gz')).toEqual(told)
  expect(deliveredFileOf('111122223333_CloudTrail_us-gov-east-1_20260301T0905Z_Ab12.json')).toEqual(told)
  expect(deliveredFileOf('111122223333_CloudTrail-Digest_eu-west-1_my_trail_us-east-1_20260301T090500Z.json.gz')).toEqual({ account: '111122223333', region: 'eu-west-1', kind: 'CloudTrail-Digest', at })
  expect(deliveredFileOf('111122223333_CloudTrail-Insight_eu-west-1_20260301T0905Z_x.json.gz')?.kind).toBe('CloudTrail-Insight')
})

it('takes nothing else for one', () => {
  for (const name of ['logs.json', 'CloudTrail_eu-west-1_20260301T0905Z_x.json.gz', '111122223333_vpcflowlogs_eu-west-1_fl_20260301T0905Z_x.log.gz', '111122223333_CloudTrail_eu-west-1_20269901T0905Z_x.json.gz']) {
    expect(deliveredFileOf(name), name).toBeUndefined()
  }
})
