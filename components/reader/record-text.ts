/**
 * The text of a record as a tree that keeps every character of it: numbers longer than a double, escapes and doubled
 * keys stay as AWS wrote them.
 */
export type RecordNode =
  | { kind: 'object'; members: { name: string; key: string; value: RecordNode }[] }
  | { kind: 'array'; items: RecordNode[] }
  | { kind: 'string' | 'number' | 'word'; text: string }

/** A step into a record: the key of an object or the index of an array. */
export type Path = readonly (string | number)[]

/** A path as people write it: `requestParameters.items[0].cidrIp` */
export const pathText = (path: Path): string =>
  path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('')

const token = /[\s]*(?:("(?:[^"\\]|\\[^])*")|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],:]))/y

/**
 * Reads the text of a record.
 * @throws SyntaxError where it is no JSON
 */
export function readRecord(raw: string): RecordNode {
  let at = 0
  const next = (): string => {
    token.lastIndex = at
    const [whole, string, number, word, sign] = token.exec(raw) ?? []
    if (whole === undefined) throw new SyntaxError(`character ${at} is not JSON`)
    at += whole.length
    return string ?? number ?? word ?? sign ?? ''
  }
  const peek = () => {
    const before = at
    const found = next()
    at = before
    return found
  }
  const expect = (sign: string) => {
    if (next() !== sign) throw new SyntaxError(`“${sign}” is missing before character ${at}`)
  }
  /** What stands between commas up to the closing sign. */
  const list = <T>(close: string, one: () => T): T[] => {
    const found: T[] = []
    if (peek() === close) {
      next()
      return found
    }
    for (;;) {
      found.push(one())
      const sign = next()
      if (sign === close) return found
      if (sign !== ',') throw new SyntaxError(`a comma is missing before character ${at}`)
    }
  }
  const value = (): RecordNode => {
    const found = next()
    if (found === '{') {
      return {
        kind: 'object',
        members: list('}', () => {
          const quoted = next()
          if (!quoted.startsWith('"')) throw new SyntaxError(`a key is missing before character ${at}`)
          expect(':')
          return { name: quoted.slice(1, -1), key: unescaped(quoted.slice(1, -1)), value: value() }
        }),
      }
    }
    if (found === '[') return { kind: 'array', items: list(']', value) }
    if (found.startsWith('"')) return { kind: 'string', text: found.slice(1, -1) }
    if (/^[-\d]/.test(found)) return { kind: 'number', text: found }
    if (/^[tfn]/.test(found)) return { kind: 'word', text: found }
    throw new SyntaxError(`a value is missing before character ${at}`)
  }
  const record = value()
  if (raw.slice(at).trim() !== '') throw new SyntaxError(`something follows the record at character ${at}`)
  return record
}

/** What the inside of a JSON string stands for. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  try {
    return String(JSON.parse(`"${text.replace(/[\u0000-\u001f]/g, (control) => JSON.stringify(control).slice(1, -1))}"`))
  } catch {
    return text
  }
}

/**
 * Where a stretch of the text that a string stands for lies in the string as it is written, escapes counted.
 * @param text the inside of the string, as written
 */
export function asWritten(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  if (!text.includes('\\')) return { start, end }
  let at = 0
  const bounds = [0]
  for (const [unit] of text.matchAll(/\\u[0-9a-fA-F]{4}|\\[^]|[^]/g)) bounds.push((at += unit.length))
  const last = bounds.length - 1
  return { start: bounds[Math.min(start, last)] ?? 0, end: bounds[Math.min(end, last)] ?? at }
}

/** How many values without members a node holds. */
export function leaves(node: RecordNode): number {
  if (node.kind === 'object') return node.members.reduce((sum, { value }) => sum + leaves(value), 0)
  if (node.kind === 'array') return node.items.reduce((sum, item) => sum + leaves(item), 0)
  return 1
}
