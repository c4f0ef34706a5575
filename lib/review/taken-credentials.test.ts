import { expect, it } from 'vitest'
import { takenCredentials, type MachineUse } from './taken-credentials'

const session = (id: string) => `arn:aws:sts::111122223333:assumed-role/web/i-${id.padStart(17, '0')}`
const use = (ip: string, rest: Partial<MachineUse> = {}): MachineUse => ({
  identity: session('1'), label: 'web / i-1', ip, network: `${ip.split('.').slice(0, 2).join('.')}.0.0/16`, owner: '', count: 10, from: 0, to: 900, others: 0, other: '', isKnown: 0, hasPast: 0,
  events: ['GetObject'], ...rest,
})
const stories = (...uses: MachineUse[]) => takenCredentials(uses, () => '2026-03-02')
const code = { identity: 'arn:aws:sts::111122223333:assumed-role/invoice/invoice-function', label: 'invoice / invoice-function' }
const agent = { events: ['UpdateInstanceInformation'], count: 2 }

it('takes a second network of a machine for a theft, and its agent for where it is', () => {
  const [story] = stories(use('203.0.113.5', { count: 100 }), use('198.51.100.7', agent))
  expect(story).toMatchObject({ kind: 'machine-credentials', severity: 'critical', choices: { ip: ['203.0.113.5'] } })
  expect(story?.weights[0]?.why).toBe('The machine itself acts from 198.51.100.7, these calls come from 203.0.113.5.')
})

it('knows a machine’s ways out: another address of its network, and the private one through an endpoint', () => {
  expect(stories(use('198.51.100.7'), use('198.51.3.3'))).toEqual([])
  expect(stories(use('198.51.100.7'), use('10.0.4.4'))).toEqual([])
  expect(stories(use('198.51.100.7', { isKnown: 1, hasPast: 1 }), use('203.0.113.5', { isKnown: 1, hasPast: 1 }))).toEqual([])
})

it('takes the address of a person for elsewhere, even a private one', () => {
  expect(stories(use('3.225.16.109', agent), use('192.168.10.20', { others: 1, other: 'bert' }))[0]?.title).toBe('Credentials of the machine web / i-1 were used from 192.168.10.20, where bert also works')
  expect(stories(use('203.0.113.5', { others: 1, other: 'pedro' }))).toHaveLength(1)
})

it('says nothing of one door by which machines and people go out', () => {
  const ip = '203.0.113.5'
  const shared = { others: 3, other: 'pedro' }
  expect(stories(...['1', '2', '3'].map((id) => use(ip, { ...shared, identity: session(id) })))).toEqual([])
})

it('notices a machine that acts from where it never was, but not a new machine', () => {
  expect(stories(use('203.0.113.5', { hasPast: 1 }))).toHaveLength(1)
  expect(stories(use('203.0.113.5', { hasPast: 1, ...agent }))).toEqual([])
  expect(stories(use('203.0.113.5'))).toEqual([])
})

it('knows that machines are in Amazon’s networks, whatever else is known, but not those that all go out by a door of their own', () => {
  const outside = { owner: 'AS64500 A hoster' }
  expect(stories(use('203.0.113.5', outside))[0]?.weights[0]?.why).toBe('Its calls come from 203.0.113.5 (AS64500 A hoster), and not from Amazon’s networks, where machines are.')
  expect(stories(use('203.0.113.5', { ...outside, isKnown: 1, hasPast: 1 }))).toEqual([])
  expect(stories(...['1', '2', '3'].map((id) => use('203.0.113.5', { ...outside, identity: session(id) })))).toEqual([])
})

it('takes credentials of a function or a container for stolen only where Amazon is not: they run at many of its addresses', () => {
    const outside = { owner: 'AS64500 Example' }
  expect(stories(use('3.248.10.20', code), use('18.200.1.1', code), use('10.0.0.7', code))).toEqual([])
  expect(stories(use('3.248.10.20', code), use('203.0.113.5', { ...code, ...outside }))[0]?.weights[0]?.why).toBe('It runs in Amazon’s networks; these calls come from 203.0.113.5 (AS64500 Example).')
  expect(stories(use('203.0.113.5', { ...code, ...outside, isKnown: 1, hasPast: 1 }))).toEqual([])
  expect(stories(use('203.0.113.5', { ...code, ...outside, hasPast: 1 }))).toHaveLength(1)
  // It never ran in Amazon's networks, as far as one knows: it may be at home elsewhere.
  expect(stories(use('203.0.113.5', { ...code, ...outside }))).toEqual([])
})
