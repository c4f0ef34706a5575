import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'

/** A mistake in a file that people write. */
export interface Problem {
  line: number
  message: string
}

/** A YAML text, and the lines of what stands in it. */
export interface Lined {
  document: Document
  /** What cannot be read of it; the rest is there. */
  problems: Problem[]
  lineOf(node: unknown, otherwise: number): number
  /** The line of the deepest node on a path that is there; of a key, with `key`, if it is there. */
  lineWithin(item: Node, path: readonly PropertyKey[], otherwise: number, key?: string): number
}

/** @param schema `failsafe` leaves every scalar a text */
export function linedYaml(text: string, schema: 'failsafe' | 'core'): Lined {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema, prettyErrors: false })
  const lineAt = (offset: number | undefined) => Math.max(lines.linePos(offset ?? 0).line, 1)
  const lineOf = (node: unknown, otherwise: number): number => (isNode(node) && node.range ? lineAt(node.range[0]) : otherwise)
  return {
    document,
    problems: document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message: message.split('\n')[0] ?? message })),
    lineOf,
    lineWithin(item, path, otherwise, key) {
      let node: unknown = item
      let deepest = otherwise
      for (const step of path) {
        node = isMap(node) || isSeq(node) ? node.get(step, true) : undefined
        deepest = lineOf(node, deepest)
      }
      const pair = key !== undefined && isMap(node) ? node.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined
      return lineOf(pair?.key, deepest)
    },
  }
}
