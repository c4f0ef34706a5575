import { expect, it } from 'vitest'
import { titleOf } from './title'

const title = (search: string) => titleOf('/explore', new URLSearchParams(search))

it.each([
  ['', 'Explore'],
  ['error=AccessDenied&from=-24h', 'Explore: error AccessDenied, -24h to now'],
  ['service=s3&service=ec2&severity=high', 'Explore: s3, ec2, high or above'],
  ['event=!Describe%2A', 'Explore: not 1 value of event'],
  ['from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z', 'Explore: 2026-03-01 00:00 to 2026-03-02 00:00'],
  ['severity=worst', 'Explore'],
  ['later=1', 'Explore'],
])('says what is shown: %s', (search, expected) => {
  expect(title(search)).toBe(expected)
})

it('names the page, and not what it is about', () => {
  const path = (at: string) => titleOf(at, new URLSearchParams())
  expect(['/identities', '/identities/arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Falice', '/keys/AKIA1', '/addresses/192.0.2.1', '/roles/x', '/elsewhere'].map(path)).toEqual([
    'Identities', 'One identity', 'One access key', 'One address', 'One role', 'Traildesk',
  ])
})

it('never says who', () => {
  const secrets = { identity: 'arn:aws:iam::111122223333:user/alice', actor: 'alice', account: '111122223333', role: 'arn:aws:iam::111122223333:role/alice', key: 'AKIAIOSFODNN7EXAMPLE', ip: '198.51.100.7', agent: 'alice-laptop', field: 'requestParameters.bucketName:alice', q: 'alice' }
  const said = title(new URLSearchParams(secrets).toString())
  expect(said).toBe('Explore: 1 account, 1 identity, 1 actor, 1 role, 1 access key, 1 address, 1 user agent, 1 field, 1 search')
  expect(title('ip=192.0.2.1&ip=192.0.2.2&identity=!alice')).toBe('Explore: not 1 identity, 2 addresses')
  // Whoever makes a link chooses what stands in it.
  expect(title(`event=${encodeURIComponent('alice did it <b>')}`)).toBe('Explore: 1 value of event')
})
