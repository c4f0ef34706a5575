import type { ParameterName } from '@/lib/filter/parameters'
import { fieldHolding } from '@/lib/filter/field'
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
  'userIdentity.sessionContext.sessionIssuer.arn': (text) => (/^arn:[^:]*:iam::\d*:role\//.test(text) ? { name: 'role', value: literal(text) } : { name: 'field', value: fieldHolding(['userIdentity', 'sessionContext', 'sessionIssuer', 'arn'], text) }),
  userAgent: (text) => ({ name: 'agent', value: guarded(text) }),
  readOnly: (text) => ({ name: 'readonly', value: text.toLowerCase() }),
  'userIdentity.type': (text) => ({ name: 'type', value: literal(text) }),
}

/** As many characters as a value of the URL may have. */
const longest = 2_000

/**
 * How the Filter asks for this value: by the parameter that exists for it, else by its path in the record.
 * @param identity the canonical identity of the event
 * @returns undefined for what is no use to ask for: nothing, or more than an address holds
 */
export function askedBy(path: Path, node: RecordNode, identity: string): AskedBy | undefined {
  if (node.kind === 'object' || node.kind === 'array') return undefined
  const text = node.kind === 'string' ? unescaped(node.text) : node.text
  if (text === '' || text === 'null') return undefined
  const own = byPath[path.join('.')]
  if (own) return own(text)
  if (path.at(-1) === 'accessKeyId') return { name: 'key', value: literal(text) }
  if (path[0] === 'userIdentity' && text === identity) return { name: 'identity', value: literal(text) }
  const value = fieldHolding(path, text)
  return value.length <= longest ? { name: 'field', value } : undefined
}
