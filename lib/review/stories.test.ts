import { expect, it } from 'vitest'
import { lookingAround, turnStories, type Denials, type Look } from './denials'
import { signInStories, type SignIn } from './sign-ins'
import { enough, storiesOf } from './stories'
import type { Notable } from './story'
import { unusualWords, volumeStories, type UnusualHour } from './usual'

const day = 86_400
const dayOf = (seconds: number) => `day ${Math.floor(seconds / day)}`
const nobody = () => undefined
const alice = 'arn:aws:iam::111122223333:user/alice'
const notable = (event: string, rest: Partial<Notable> = {}): Notable => ({
  identity: alice, label: 'alice', type: 'IAMUser', service: 'iam', event, class: 'permission', severity: 'medium', outcome: 'done', quarters: [0], counts: [1], ...rest,
})

it('makes one story of one actor, kind and day, with its roles’ sessions, and names the most telling events first', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/admin/alice'
  const stories = storiesOf(
    [notable('PutUserPolicy'), notable('AttachUserPolicy', { severity: 'high', identity: session, quarters: [900, day + 900], counts: [2, 1] }), notable('StopLogging', { class: 'audit', severity: 'critical' })],
    (identity) => (identity === session ? { who: alice, label: 'alice' } : undefined),
    dayOf,
  )
  expect(stories.map(({ kind, day: at, count, events, severity, identities }) => ({ kind, at, count, events, severity, identities }))).toEqual([
    { kind: 'rights', at: 'day 0', count: 3, events: ['AttachUserPolicy', 'PutUserPolicy'], severity: 'high', identities: [session, alice] },
    { kind: 'rights', at: 'day 1', count: 1, events: ['AttachUserPolicy'], severity: 'high', identities: [session] },
    { kind: 'watchers', at: 'day 0', count: 1, events: ['StopLogging'], severity: 'critical', identities: [alice] },
  ])
})

it('makes one story of two bursts of a day, and one of each day of what goes on over midnight', () => {
  const [early, late] = [3_600, 79_200]
  const stories = storiesOf([notable('PutUserPolicy', { quarters: [early, late], counts: [2, 3] }), notable('StopLogging', { class: 'audit', severity: 'critical', quarters: [day - 900, day], counts: [1, 1] })], nobody, dayOf)
  expect(stories.map(({ kind, day: at, count, from, to }) => [kind, at, count, from, to])).toEqual([
    ['rights', 'day 0', 5, early, late + 900], ['watchers', 'day 0', 1, day - 900, day], ['watchers', 'day 1', 1, day, day + 900],
  ])
})

it('tells all that root did in one story', () => {
  const root = { identity: 'arn:aws:iam::111122223333:root', type: 'Root' }
  const stories = storiesOf([notable('StopLogging', { ...root, class: 'audit' }), notable('PutBucketPolicy', { ...root, class: 'data' })], nobody, dayOf)
  expect(stories.map(({ kind, events }) => [kind, events])).toEqual([['root', ['PutBucketPolicy', 'StopLogging']]])
})

it('takes a few secrets for work, and many for a story', () => {
  const reads = (count: number) => storiesOf([notable('GetSecretValue', { class: 'data', severity: 'low', counts: [count] })], nobody, dayOf)
  expect(reads(3)).toEqual([])
  expect(reads(30)).toMatchObject([{ kind: 'secrets', count: 30 }])
})

it('takes what is everyday for a story where it is much, and for more where it is much at once', () => {
  const of = (counts: number[], event = 'DeleteObject') => storiesOf([notable(event, { class: 'data', severity: 'info', counts, quarters: counts.map((_, index) => index * 900) })], nobody, dayOf)
  const points = (counts: number[]) => of(counts)[0]?.weights.reduce((sum, each) => sum + each.points, 0)
  expect(of([40])).toEqual([])
  expect(of([40], 'ListObjects')).toEqual([])
  expect(of([400])).toMatchObject([{ kind: 'destruction', count: 400, choices: { event: ['DeleteObject'] }, weights: [{ why: '400 within a quarter of an hour.', points: 16 }] }])
  expect(points(Array.from({ length: 96 }, () => 400))).toBe(0)
  expect(points([0, 100, 5])).toBeLessThan(points([0, 1_000, 5]) ?? 0)
})

it('leaves out, before stories are made, what a family did too little of to matter', () => {
  const session = (name: string, count: number) => notable('InvokeModel', { identity: `arn:aws:sts::111122223333:assumed-role/chat/${name}`, severity: 'info', counts: [count] })
  expect(enough([session('a', 3), notable('StopLogging', { severity: 'critical' })]).map(({ event }) => event)).toEqual(['StopLogging'])
  expect(enough([session('a', 20), session('b', 20)])).toHaveLength(2)
})

const denied = (event: string, rest: Partial<Denials> = {}): Denials => ({ identity: alice, label: 'alice', event, errors: ['AccessDenied'], all: [10], quarters: [0], counts: [2], ...rest })

it('tells who is denied one thing after another from who works and is denied now and then', () => {
  const names = ['ListUsers', 'ListRoles', 'GetPolicy', 'ListBuckets']
  const points = (all: number) => lookingAround(names.map((name) => denied(name, { all: [all] })), [], 0, nobody, dayOf)[0]?.weights.reduce((sum, each) => sum + each.points, 0) ?? 0
  expect(points(10)).toBeGreaterThan(points(1_000))
  expect(lookingAround(names.slice(1).map((name) => denied(name)), [], 0, nobody, dayOf)).toEqual([])
  expect(lookingAround(names.map((name) => denied(name)), [], 86_400, nobody, dayOf)).toEqual([])
})

const look = (rest: Partial<Look> = {}): Look => ({ identity: alice, label: 'alice', quarter: 0, count: 40, kinds: 3, services: 1, events: [], news: [], ...rest })
const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `s${index % 6} List${index}`)

it('tells who tries many different things at once, however busy the identity is otherwise', () => {
  const busy = Array.from({ length: 12 }, (_, index) => denied(`List${index}`, { all: [400], counts: [1] }))
  expect(lookingAround(busy, [], 0, nobody, dayOf)[0]).toMatchObject({ severity: 'medium', weights: [{ points: 14 }, { points: 0 }] })
})

it('tells who looks at what it never looked at, or at everything at once, though all is allowed; not who opens a page', () => {
  const titles = (...looks: Look[]) => lookingAround([], looks, 0, nobody, dayOf).map(({ title, outcome }) => [title, outcome])
  expect(titles(look({ news: namesOf(8) }), look({ quarter: 900, news: namesOf(16) }))).toEqual([['alice looked at 16 kinds of things for the first time', 'done']])
  expect(titles(look({ news: namesOf(8) }))).toEqual([])
  expect(titles(look({ kinds: 40, services: 20 }))).toEqual([['alice looked at 40 kinds of things within a quarter of an hour', 'done']])
  expect(titles(look({ kinds: 40, services: 5 }))).toEqual([])
  expect(titles(look({ identity: 'config.amazonaws.com', kinds: 40, services: 20 }))).toEqual([])
})

it('takes what was denied and what was looked at for one story, that its filter finds whole', () => {
  const [story, ...more] = lookingAround(['ListUsers', 'ListRoles', 'GetPolicy', 'ListBuckets'].map((name) => denied(name)), [look({ news: namesOf(14) })], 0, nobody, dayOf)
  expect(more).toEqual([])
  expect(story).toMatchObject({ outcome: 'mixed', title: 'alice was denied 8 times, 4 different things, and looked at 14 kinds of things for the first time' })
  expect(story?.choices.error).toBeUndefined()
  expect(story?.choices.event).toEqual(expect.arrayContaining(['ListUsers', 'List3']))
})

it('tells what was denied and then allowed, of the session itself where it can', () => {
  const role = 'arn:aws:sts::111122223333:assumed-role/reader'
  const turn = { event: 'GetSecretValue', denied: 9, done: 2, firstDenied: 0, firstDone: 900, lastDone: 900 }
  const stories = turnStories([{ ...turn, family: role }, { ...turn, family: `${role}/bob` }], () => 'low', () => [{ identity: `${role}/bob`, label: 'reader / bob' }], nobody, dayOf)
  expect(stories.map(({ who, title }) => [who, title])).toEqual([[`${role}/bob`, 'reader was denied GetSecretValue 9 times, then allowed']])
})

const signIn = (rest: Partial<SignIn>): SignIn => ({ identity: alice, label: 'alice', ip: '198.51.100.7', failed: 0, done: 1, withoutMfa: 0, from: 100, to: 100, firstFailed: 0, lastDone: 100, ...rest })

it('tells sign-ins that failed and then went well, one address with many names, and passwords alone; not a slip', () => {
  expect(signInStories([signIn({ failed: 1 })], dayOf)).toEqual([])
  expect(signInStories([signIn({ failed: 4, firstFailed: 50 })], dayOf)[0]).toMatchObject({ severity: 'high', title: 'alice failed to sign in 4 times, then signed in' })
  expect(signInStories([signIn({ withoutMfa: 1 })], dayOf)[0]?.title).toBe('alice signed in without MFA')
  const spray = Array.from({ length: 5 }, (_, index) => signIn({ identity: `user-${index}`, failed: 2, done: 0, lastDone: 0 }))
  expect(signInStories(spray, dayOf)).toMatchObject([{ title: '5 identities failed to sign in from 198.51.100.7', choices: { ip: ['198.51.100.7'] } }])
})

const hour: UnusualHour = { identity: alice, day: 0, hour: 10, start: Date.UTC(2026, 2, 3, 10) / 1000, count: 1_400, usual: 90, spread: 10, most: 120, busiest: 150, weekdays: [100, 90, 110, 100] }

it('says how an hour differs from what is usual', () => {
  expect(unusualWords(hour, 'UTC')).toBe('14 times its usual Tuesday from 10:00 to 11:00: 1,400 events, usually 100, never more than 120.')
  expect(unusualWords({ ...hour, usual: 0, weekdays: [0, 0, 0, 0] }, 'UTC')).toBe('1,400 events from 10:00 to 11:00, when it usually does nothing; in its busiest hour before it did 150.')
  expect(volumeStories([hour, { ...hour, hour: 11, start: hour.start + 3_600 }], 'UTC', () => 'alice')).toMatchObject([{ kind: 'volume', count: 2_800, title: 'alice did 14 times as much as usual' }])
})
