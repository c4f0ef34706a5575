import { expect, it } from 'vitest'
import { isOfTrail, newestFirst, objectKeyOf } from './object-key'

const file = '111122223333_CloudTrail_eu-west-1_20260301T0905Z_AbCdEfGh12345678.json.gz'

it('reads keys of one account and of an organization, below any prefix', () => {
  const expected = { account: '111122223333', region: 'eu-west-1', kind: 'CloudTrail', day: '2026-03-01' }
  expect(objectKeyOf(`AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/${file}`, '')).toEqual(expected)
  expect(objectKeyOf(`a/b/AWSLogs/o-exampleorg1/111122223333/CloudTrail/eu-west-1/2026/03/01/${file}`, 'a/b/')).toEqual(expected)
  expect(objectKeyOf(`AWSLogs/111122223333/CloudTrail-Digest/us-gov-west-1/2026/03/01/x.json.gz`, '')).toEqual({ ...expected, kind: 'CloudTrail-Digest', region: 'us-gov-west-1' })
})

it('leaves what is none of a trail', () => {
  for (const key of ['AWSLogs/111122223333/CloudTrail/', 'AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/03/01/x.log.gz', `AWSLogs/1/CloudTrail/eu-west-1/2026/03/01/${file}`, 'readme.json', `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/../../x.json`]) {
    expect(objectKeyOf(key, '')).toBeUndefined()
  }
})

it('leaves what others put below a trail’s folders, or elsewhere', () => {
  const key = `AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/${file}`
  for (const other of [`${key}/${key}`, `AWSLogs/../${key}`, `a/${key}`, `/${key}`, `AWSLogs//${key}`]) {
    expect(objectKeyOf(other, '')).toBeUndefined()
    expect(isOfTrail(other)).toBe(true)
  }
  expect(objectKeyOf(key, 'a/')).toBeUndefined()
})

it('knows which object is newer', () => {
  const key = `p/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/${file}`
  const older = key.replace('T0905Z', 'T0859Z')
  expect([older, key].sort(newestFirst)).toEqual([key, older])
})
