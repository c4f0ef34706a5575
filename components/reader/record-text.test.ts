import { expect, it } from 'vitest'
import { asWritten, leaves, readRecord, unescaped, type RecordNode } from './record-text'

/** Writes a tree again, without spaces: what went in must come out. */
function written(node: RecordNode): string {
  if (node.kind === 'object') return `{${node.members.map(({ name, value }) => `"${name}":${written(value)}`).join(',')}}`
  if (node.kind === 'array') return `[${node.items.map(written).join(',')}]`
  return node.kind === 'string' ? `"${node.text}"` : node.text
}

it('keeps numbers longer than a double as AWS wrote them', () => {
  const raw = '{"a":12345678901234567890123,"b":1.10,"c":-0,"d":1E400}'
  expect(written(readRecord(raw))).toBe(raw)
})

it('keeps escapes, doubled keys and empty values', () => {
  const raw = '{"k":"a\\u00e9\\n\\"\\/","k":[],"":{},"x":[null,true,false,[""]]}'
  expect(written(readRecord(raw))).toBe(raw)
})

it('reads what stands between spaces and line ends', () => {
  expect(written(readRecord(' {\n "a" : [ 1 ,\t2 ] } \r\n'))).toBe('{"a":[1,2]}')
})

it.each(['', '{', '{"a"}', '{"a":1,}', '[1 2]', '{"a":1} x', '{"a":nul}', '{a:1}', '"open'])('says that %s is no record', (raw) => {
  expect(() => readRecord(raw)).toThrow(SyntaxError)
})

it('finds the marked words of a string that has escapes', () => {
  const text = '{\\"Action\\":\\"*\\"}'
  const meant = unescaped(text)
  const start = meant.indexOf('"*"')
  const { start: from, end: to } = asWritten(text, { start, end: start + 3 })
  expect(text.slice(from, to)).toBe('\\"*\\"')
})

it('counts the values that a branch holds', () => {
  expect(leaves(readRecord('{"a":{"b":[1,2]},"c":null}'))).toBe(3)
})
