import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from './csv'

it('writes cells that a reader of RFC 4180 gets back, but for apostrophes, and in none of them a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('=1', ' =1', 'a; =1', 'a;b;+1', 'a\n-1', '＝1', '+1', '-1', '@x', ';', ' ', "'", '\tx', '\rx', '"', ',', '\r\n', '')), { minLength: 1 }), (cells) => {
      const read = cellsOf(csvLine(cells))
      expect(read.map((cell) => cell.replaceAll("'", ''))).toEqual(cells.map((cell) => cell.replaceAll("'", '')))
      for (const cell of read) expect(cell).not.toMatch(/^[\t\r\n]|(^|[;\t\r\n])\s*[=+\-@＝＋－＠]/)
    }),
  )
})

/** Reads one line of RFC 4180. */
function cellsOf(line: string): string[] {
  return [...`,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

it.each([
  ['=1+1', "'=1+1"], ['x;=HYPERLINK(1)', "x;'=HYPERLINK(1)"], ['x; @SUM(1)', "x; '@SUM(1)"], ['＝1', "'＝1"], ['a-b=c', 'a-b=c'], ['curl/8.1; linux', 'curl/8.1; linux'], [-5, '-5'],
])('writes %j as %s', (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`)
})

it('reads a text of blanks once, not once for each of them', () => {
  expect(csvLine(['\t\n'.repeat(100_000) + ';'.repeat(100_000)])).toBe(`"'${'\t\n'.repeat(100_000)}${';'.repeat(100_000)}"\r\n`)
})
