import type { ParameterName } from '@/lib/filter/parameters'
import { guarded, literal } from '@/lib/filter/spelling'
import { unescaped, type Path, type RecordNode } from './record-text'

/** How the Filter asks for a value of a record. */
export interface AskedBy {
  name: ParameterName
  value: string
}

const byPath: Partial<Record<string, (text: string) => AskedBy>> = {
  eventName: (text) => ({ name: 'event', value: literal(text) }),
  eventSource: (text) => ({ name: 'service', value: literal(text.replace(/\.amazonaws\.com$/, '')) }),
  awsRegion: (text) => ({ name: 'region', value: literal(text) }),
  sourceIPAddress: (text) => ({ name: 'ip', value: literal(text) }),
  errorCode: (text) => ({ name: 'error', value: literal(text) }),
  recipientAccountId: (text) => ({ name: 'account', value: literal(text) }),
  userAgent: (text) => ({ name: 'agent', value: guarded(text) }),
  readOnly: (text) => ({ name: 'readonly', value: text.toLowerCase() }),
  'userIdentity.type': (text) => ({ name: 'type', value: literal(text) }),
}

/**
 * How the Filter asks for this value: by the parameter that exists for it, else by its words in the raw record.
 * @param identity the canonical identity of the event
 * @returns undefined for what is no use to ask for: numbers, nothing, texts of one letter
 */
export function askedBy(path: Path, node: RecordNode, identity: string): AskedBy | undefined {
  if (node.kind === 'object' || node.kind === 'array') return undefined
  const text = node.kind === 'string' ? unescaped(node.text) : node.text
  if (text === '' || text === 'null') return undefined
  const own = byPath[path.join('.')]
  if (own) return own(text)
  if (path.at(-1) === 'accessKeyId') return { name: 'key', value: literal(text) }
  if (path[0] === 'userIdentity' && text === identity) return { name: 'identity', value: literal(text) }
  if (node.kind !== 'string') return undefined
  // Quotes hold a phrase together, so that a phrase holds none: the longest part without them stands for the whole.
  const words = node.text.split('"').reduce((longest, part) => (part.length > longest.length ? part : longest), '').replace(/\\$/, '')
  return words.trim().length > 1 ? { name: 'q', value: `"${words.slice(0, 400)}"` } : undefined
}
