import { expect, it } from 'vitest'
import { keyActivityContract } from './activity'
import { identityContract } from './identities'
import { longestInPath } from './in-path'
import { takesFrom } from './takes'

it('takes names as long as a path can hold them, and says of longer ones how long they may be', () => {
  const named = (length: number) => new URLSearchParams({ identity: 'x'.repeat(length), key: 'x'.repeat(length) })
  expect(takesFrom(identityContract, named(longestInPath)).identity).toHaveLength(longestInPath)
  expect(takesFrom(keyActivityContract, named(longestInPath)).key).toHaveLength(longestInPath)
  expect(() => takesFrom(identityContract, named(longestInPath + 1))).toThrow(`a canonical identity as it is, of at most ${longestInPath} characters`)
})
