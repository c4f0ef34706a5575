import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '@/lib/ingest/desk-on'
import { Failure } from '@/lib/api/failure'
import { saveViewContract } from '@/lib/api/views'
import { BadParameter } from '@/lib/filter/filter'
import { dropView, renameView, saveView } from './answers'
import { mostViews, savedView, viewId, viewName, viewPath } from './saved-view'
import { openSavedViews } from './saved-views'

const some = { name: 'Denied calls', path: '/explore', search: 'error=AccessDenied&identity=arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Falice' }

it('keeps what was saved, renamed and deleted over a restart', () => {
  const folder = temporaryFolder()
  const before = openSavedViews(folder)
  const [kept, renamed, dropped] = [before.save(some), before.save(some), before.save(some)]
  before.rename(renamed.id, 'Week 12')
  before.drop(dropped.id)
  expect(openSavedViews(folder).all()).toEqual([{ ...renamed, name: 'Week 12' }, kept])
  expect(openSavedViews(folder).find(kept.id)).toEqual(kept)
  expect(openSavedViews(folder).find(dropped.id)).toBeUndefined()
  expect(readdirSync(folder)).toEqual(['views.json'])
})

it('gives ids of 128 bits that tell nothing of the view and of no other', () => {
  const views = openSavedViews(temporaryFolder())
  const ids = Array.from({ length: 50 }, () => views.save(some).id)
  expect(new Set(ids).size).toBe(50)
  for (const id of ids) expect(viewId.safeParse(id).success).toBe(true)
  // Each of the first places takes many values: it is no counter and no clock.
  for (const place of [0, 10, 20]) expect(new Set(ids.map((id) => id[place])).size).toBeGreaterThan(10)
})

it('takes no path from the file that could be another site’s or a script', () => {
  for (const path of ['javascript:alert(1)/keys/x', '//evil.example/keys/x', '/keys/%E0%A4%A', '/api/connect']) {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'views.json'), JSON.stringify({ views: [{ id: 'a'.repeat(22), ...some, path, savedAt: '2026-01-01T00:00:00Z' }] }))
    expect([openSavedViews(folder).all(), openSavedViews(folder).problem], path).toEqual([[], undefined])
    expect(readdirSync(folder)[0], path).toMatch(/unreadable/)
  }
})

it('puts a file that cannot be read aside, and says so, instead of writing over it', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'views.json'), '{"views":[{"id":"cut off')
  const views = openSavedViews(folder)
  expect(views.all()).toEqual([])
  expect(views.problem).toMatch(/kept as .*views\.json\.unreadable-/)
  views.save(some)
  const aside = readdirSync(folder).find((name) => name.includes('unreadable')) ?? ''
  expect(readFileSync(join(folder, aside), 'utf8')).toContain('cut off')
  expect(openSavedViews(folder).problem).toBeUndefined()
})

it('opens a file that a later version has added to', () => {
  const folder = temporaryFolder()
  const view = openSavedViews(folder).save(some)
  writeFileSync(join(folder, 'views.json'), JSON.stringify({ views: [{ ...view, colour: 'red' }], since: 3 }))
  expect(openSavedViews(folder).all()).toEqual([view])
})

it('changes nothing if it cannot be written, and says what to do', () => {
  const folder = temporaryFolder()
  const store = { views: openSavedViews(folder) }
  const { id } = saveView({ store, sent: some })
  rmSync(join(folder, 'views.json'))
  mkdirSync(join(folder, 'views.json', 'in the way'), { recursive: true })
  for (const change of [() => saveView({ store, sent: some }), () => renameView({ store, takes: { id }, sent: { name: 'other' } }), () => dropView({ store, takes: { id } })]) expect(change).toThrow(Failure)
  expect(store.views.all().map(({ name }) => name)).toEqual([some.name])
})

it('keeps parameters that nobody knows, refuses a Filter that nobody can read, and has a limit', () => {
  const folder = temporaryFolder()
  const store = { views: openSavedViews(folder) }
  expect(saveView({ store, sent: { ...some, search: '?later=1&error=any&open=x' } }).search).toBe('later=1&error=any&open=x')
  expect(() => saveView({ store, sent: { ...some, search: 'severity=worst' } })).toThrow(BadParameter)
  expect(existsSync(join(folder, 'views.json.tmp'))).toBe(false)
  const full = { views: { ...store.views, all: () => Array.from({ length: mostViews }, () => savedView.parse({ ...some, id: '0'.repeat(22), savedAt: '2026-01-01T00:00:00Z' })) } }
  expect(() => saveView({ store: full, sent: some })).toThrow(/keeps 1000/)
})

it.each(['//evil.example', 'https://evil.example/explore', '/explore/..//evil.example', '/\\evil.example', '/explore?x', '/keys/', '/keys/a/b', '/keys/%E0%A4%A', '/v/abc', 'explore', '/explore\n'])('takes no path that leads elsewhere: %j', (path) => {
  expect(viewPath.safeParse(path).success).toBe(false)
})

it('takes the review, and the pages of one thing', () => {
  for (const path of ['/', '/explore', '/keys/AKIAIOSFODNN7EXAMPLE', '/addresses/2001%3Adb8%3A%3A1', '/addresses/AWS%20Internal']) expect(viewPath.safeParse(path).success, path).toBe(true)
})

it('takes one line as a name', () => {
  expect(viewName.parse(' Denied\n calls\u0000, \u202Eweek 12 ')).toBe('Denied calls , week 12')
  for (const name of ['', ' \n ', 'x'.repeat(121)]) expect(viewName.safeParse(name).success).toBe(false)
  expect(saveViewContract.sends.parse({ name: 'x' })).toEqual({ name: 'x', path: '/explore', search: '' })
})
