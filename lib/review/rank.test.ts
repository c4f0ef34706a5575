import { expect, it } from 'vitest'
import { folded } from './fold'
import { graveHabit, nothingKnown, type Known } from './known'
import { placeStories } from './places'
import { amongPeers, queued, ranked } from './rank'
import type { Story } from './story'

const alice = 'arn:aws:iam::111122223333:user/alice'
const story = (rest: Partial<Story> = {}): Story => ({
  kind: 'rights', who: alice, label: 'alice', day: '2026-03-02', identities: [alice], severity: 'high', events: ['AttachUserPolicy'], count: 1, outcome: 'done',
  from: 1_000_000, to: 1_000_900, choices: {}, weights: [], ...rest,
})
const known = (rest: Partial<Known> = {}): Known => ({ ...nothingKnown, pastDays: 20, everSeen: new Set(['AttachUserPolicy']), past: new Map([[alice, new Map()]]), ...rest })
const habit = (days: number, most = 1) => known({ past: new Map([[alice, new Map([['AttachUserPolicy', { days, most }]])]]) })
const scoreOf = (...of: Parameters<typeof ranked>) => ranked(...of).score

it('adds up to what each reason gives', () => {
  const { score, weights } = ranked(story({ count: 64 }), known())
  expect(score).toBe(weights.reduce((sum, { points }) => sum + points, 0))
  expect(weights.map(({ why }) => why)).toContain('The first AttachUserPolicy of alice in 20 days.')
})

it('ranks by severity, then by kind: blinding the watchers comes before rights, and these before components', () => {
  const scores = [story({ severity: 'critical' }), story({ kind: 'watchers' }), story(), story({ kind: 'running' }), story({ severity: 'medium' })].map((each) => scoreOf(each, nothingKnown))
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  expect(new Set(scores).size).toBe(scores.length)
})

it('takes for work what the same identity does on many days, but not many times as much of it', () => {
  expect(scoreOf(story(), habit(10))).toBeLessThan(scoreOf(story(), habit(3)))
  expect(scoreOf(story(), habit(3))).toBeLessThan(scoreOf(story(), habit(0)))
  expect(scoreOf(story({ count: 40 }), habit(10, 4))).toBeGreaterThan(scoreOf(story({ count: 40 }), nothingKnown))
})

it('does not take a grave event for work because the same identity does harmless ones of that name each day', () => {
  const grave = story({ grave: ['AttachUserPolicy'] })
  expect(scoreOf(grave, habit(20))).toBe(scoreOf(story(), habit(0)))
  expect(ranked(grave, habit(20)).weights.map(({ why }) => why)).toContain('The first AttachUserPolicy of such severity of alice in 20 days.')
  const daily = known({ past: new Map([[alice, new Map([['AttachUserPolicy', { days: 20, most: 1 }], [graveHabit('AttachUserPolicy'), { days: 20, most: 1 }]])]]) })
  expect(scoreOf(grave, daily)).toBe(scoreOf(story(), habit(20)))
})

it('takes regions gone through one after another for a sign, though others work there', () => {
  const news = (count: number) => Array.from({ length: count }, (_, index) => ({ kind: 'region' as const, family: alice, value: `region-${index}`, isNewToAll: false, count: 1, changes: 0, from: 1_000_000, to: 1_000_900 }))
  expect(scoreOf(story(), known({ news: news(6) }))).toBe(scoreOf(story(), known({ news: news(1) })) + 8)
  expect(placeStories(known({ news: news(6) }), [], () => 'alice', () => '2026-03-02')).toMatchObject([{ title: 'alice acted in 6 regions where it never was' }])
  expect(placeStories(known({ news: news(2) }), [], () => 'alice', () => '2026-03-02')).toEqual([])
})

it('finds the past of a role’s sessions under the role', () => {
  const role = 'arn:aws:sts::111122223333:assumed-role/deploy'
  const past = new Map([[role, new Map([['AttachUserPolicy', { days: 12, most: 1 }]])]])
  const session = story({ who: role, label: 'deploy', identities: [`${role}/run-4711`] })
  expect(ranked(session, known({ past })).weights.map(({ why }) => why)).toContain('deploy does the same on other days: on 12 of the 20 before.')
})

it('counts what is new only at the time of the story, and less in the first days of a store', () => {
  const news = [{ kind: 'network' as const, family: alice, value: '203.0.0.0/16', isNewToAll: true, count: 3, changes: 0, from: 1_000_000, to: 1_000_900 }]
  const gain = (rest: Partial<Known>, at = 0) => scoreOf(story({ from: 1_000_000 + at, to: 1_000_900 + at }), known({ news, ...rest })) - scoreOf(story(), known(rest))
  expect(gain({})).toBe(12)
  expect(gain({}, 90_000)).toBe(0)
  expect(gain({ pastDays: 2 })).toBe(3)
  expect(scoreOf(story(), { ...known({ news }), pastDays: 0 })).toBe(scoreOf(story(), nothingKnown))
})

it('takes an attempt that was denied for less, unless it was made again and again', () => {
  expect(scoreOf(story({ outcome: 'denied' }), nothingKnown)).toBeLessThan(scoreOf(story(), nothingKnown))
  expect(scoreOf(story({ outcome: 'denied', count: 12 }), nothingKnown)).toBeGreaterThan(scoreOf(story({ count: 12 }), nothingKnown))
})

it('counts less what many others did on the same day', () => {
  const many = Array.from({ length: 20 }, (_, index) => ranked(story({ kind: 'looking-around', who: `user-${index}` }), nothingKnown))
  expect(amongPeers(many)[0]?.score).toBeLessThan(many[0]?.score ?? 0)
  expect(amongPeers(many.slice(0, 4))[0]?.score).toBe(many[0]?.score)
})

it('lets who did far more than those who did alike stand alone', () => {
  const of = (who: string, count: number) => ranked(story({ kind: 'secrets', severity: 'low', who, label: who, events: ['GetSecretValue'], count }), nothingKnown)
  const crowd = Array.from({ length: 12 }, (_, index) => of(`service-${index}`, 9))
  const thief = of('thief', 60)
  expect(amongPeers([...crowd, thief]).find(({ who }) => who === 'thief')?.score).toBe(thief.score)
  expect(folded([...crowd, thief]).map(({ label }) => label)).toEqual(['thief', '12 identities'])
})

it('puts minor stories on the queue only of a day that has few others', () => {
  const of = (score: number, count: number) => Array.from({ length: count }, () => ({ ...ranked(story(), nothingKnown), score }))
  expect(queued(of(20, 30), 5_000)).toHaveLength(6)
  expect(queued(of(20, 30), 1_000_000)).toHaveLength(20)
  expect(queued([...of(20, 30), ...of(50, 8)], 5_000)).toHaveLength(8)
  expect(queued(of(10, 30), 5_000)).toHaveLength(0)
})

it('makes one story of many who looked around on one day, whatever each looked at, but leaves alone those of few and one that is far ahead', () => {
  const looking = (index: number, rest: Partial<Story> = {}) => ranked(story({ kind: 'looking-around', who: `person-${index}`, label: `person-${index}`, identities: [`person-${index}`], severity: 'low', events: [`List${index}`], count: 30, choices: { event: [`List${index}`] }, ...rest }), nothingKnown)
  const crowd = Array.from({ length: 12 }, (_, index) => looking(index))
  const thief = looking(99, { severity: 'medium', weights: [{ why: 'Tried to assume 40 different roles, and was refused each.', points: 12 }] })
  const [alone, together] = folded([...crowd, thief])
  expect([alone?.label, together?.label, together?.identities.length, together?.choices.event?.length]).toEqual(['person-99', '12 identities', 12, 12])
  expect(folded(crowd.slice(0, 9))).toHaveLength(9)
})
