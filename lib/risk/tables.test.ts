import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtInCatalogue } from './catalogue'
import { isSharedAbsent, sharedFolder, titleOf } from './sample-records'

const rowsOf = (name: string) =>
  readFileSync(join(sharedFolder, name), 'utf8').trimEnd().split('\n').slice(1).map((line) => line.split('\t'))

describe.skipIf(isSharedAbsent)(titleOf('the catalogue'), () => {
  const { rules } = builtInCatalogue()

  it('holds every event of the shared table, as it stands there', () => {
    const rows = rowsOf('risk-events.tsv')
    expect(rows).toHaveLength(776)
    for (const [cls, source, name, severity, techniques = '', why = '', when = ''] of rows) {
      const entry = rules.events.find((each) => each.source === source && each.name === name)
      expect(entry).toMatchObject({ class: cls, severity, why: why.replaceAll(/(\w)'(\w)/g, '$1’$2') })
      expect((entry?.techniques ?? []).join(',')).toBe(techniques)
      expect(entry?.changes !== undefined || entry?.needsHistory !== undefined).toBe(when !== '')
    }
  })

  it('holds every value of the shared table, but what no single record shows: of that the review makes stories', () => {
    const inMany = ['instance-role-outside', 'mass-delete']
    const rows = rowsOf('risk-values.tsv').filter(([id = '']) => !inMany.includes(id))
    expect(rows).toHaveLength(77)
    const all = [...rules.values, ...rules.circumstances]
    for (const [id = '', , , severity, cls] of rows) expect([id, all.find((each) => each.id === id)]).toMatchObject([id, { class: cls, severity }])
    expect(new Set(all.map(({ id }) => id)).size).toBe(77)
  })
})

describe('the catalogue', () => {
  const { rules } = builtInCatalogue()

  it('holds each event once', () => {
    const ids = rules.events.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('names only value rules that there are', () => {
    const named = rules.events.flatMap(({ changes = [] }) => changes.flatMap(({ values = [] }) => values))
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((id) => !rules.values.some((rule) => rule.id === id))).toEqual([])
  })

  it('says in one sentence why', () => {
    for (const { why } of [...rules.events, ...rules.values, ...rules.circumstances, ...rules.names]) expect(why).toMatch(/^[A-Z].*\.$/)
  })
})
