import { expect, it } from 'vitest'
import { asking, storeHolding } from './asking'
import { actorKeys } from './actor-keys'
import { total } from './total'
import type { Store } from './store'

const by = (user: string, key: string, issued?: string) => ({
  eventID: `${user} ${key} ${issued} ${Math.random()}`,
  eventTime: '2024-03-01T12:00:00Z',
  userIdentity: user.startsWith('role') ? { type: 'AssumedRole', arn: `arn:aws:sts::1:assumed-role/${user}`, accessKeyId: key } : { type: 'IAMUser', arn: `arn:aws:iam::1:user/${user}`, accessKeyId: key },
  ...(issued && { responseElements: { credentials: { accessKeyId: issued } } }),
})

async function count(store: Store, query: string) {
  const { store: { engine }, filter } = asking(store, `from=2024-03-01T00:00Z&to=2024-03-02T00:00Z&${query}`, {})
  return total(engine, filter, await actorKeys(engine, filter, {}), {})
}

it('follows an actor through every role session that it opened, and what those opened', async () => {
  const store = await storeHolding([
    by('alice', 'AKIA', 'ASIA1'), by('role/one', 'ASIA1', 'ASIA2'), by('role/two', 'ASIA2', 'ASIA3'), by('role/three', 'ASIA3'),
    by('bob', 'AKIB', 'ASIB1'), by('role/one', 'ASIB1'),
  ])
  expect(await count(store, 'actor=arn:aws:iam::1:user/alice')).toBe(4)
  expect(await count(store, 'actor=*/bob')).toBe(2)
  expect(await count(store, 'actor=!*/bob')).toBe(4)
  expect(await count(store, 'actor=*/bob&actor=*/alice')).toBe(6)
  expect(await count(store, 'actor=nobody')).toBe(0)
})

it('survives keys that issue each other, and events without a key', async () => {
  const store = await storeHolding([by('alice', '', 'LOOP1'), by('role/a', 'LOOP1', 'LOOP2'), by('role/b', 'LOOP2', 'LOOP1'), by('carol', '')])
  expect(await count(store, 'actor=*/alice')).toBe(3)
})

it('follows ten thousand sessions', { timeout: 120_000 }, async () => {
  const store = await storeHolding(Array.from({ length: 10_001 }, (_, index) => [by('alice', 'AKIA', `ASIA${index}`), by('role/x', `ASIA${index}`)]).flat())
  expect(await count(store, 'actor=*/alice')).toBe(20_002)
})
