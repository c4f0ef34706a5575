'use client'

import { useState, type ReactNode } from 'react'
import { textOf } from '@/components/filters/words'
import { isPaged, PageLink } from '@/components/subject/page-link'
import { askedBy } from './asked-by'
import type { Marks } from './marks'
import type { Path, RecordNode } from './record-text'
import { LeafText, Name } from './record-tree'

/** Fields that say little about what happened. */
const noise = new Set([
  'eventVersion', 'apiVersion', 'eventType', 'eventCategory', 'managementEvent', 'requestID', 'eventID', 'sharedEventID', 'tlsDetails', 'sessionCredentialFromConsole',
])

interface Props {
  node: RecordNode
  path: Path
  marks: Marks
  /** The canonical identity of the event. */
  identity: string
  name?: string | undefined
  isLast: boolean
}

/** A record as text, every character of its values as AWS wrote it: small objects on one line, the rest indented. */
export function RecordLines({ node, marks, identity, isFolding }: Pick<Props, 'node' | 'marks' | 'identity'> & { isFolding: boolean }) {
  const [isWhole, setWhole] = useState(false)
  if (node.kind !== 'object') return <Lines node={node} path={[]} marks={marks} identity={identity} isLast />
  const isNoise = (key: string) => isFolding && noise.has(key) && marks.within([key]).length === 0
  const folded = node.members.filter(({ key }) => isNoise(key))
  const shown = isWhole ? node.members : node.members.filter(({ key }) => !isNoise(key))
  return (
    <>
      <Many node={{ kind: 'object', members: shown }} path={[]} marks={marks} identity={identity} isLast>
        {folded.length > 0 && (
          <button type="button" className="on-screen link font-sans text-sm text-soft touch:py-2" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'fold' : 'unfold'} {folded.map(({ key }) => key).join(', ')}
          </button>
        )}
      </Many>
    </>
  )
}

function Lines(props: Props) {
  const { node, path, marks, identity, name, isLast } = props
  if (node.kind !== 'object' && node.kind !== 'array') {
    return (
      <div className="group whitespace-pre-wrap [overflow-wrap:anywhere]">
        <Name name={name} />
        <Value node={node} path={path} marks={marks} identity={identity} />
        {!isLast && ','}
      </div>
    )
  }
  return isSmall(node) ? <One {...props} /> : <Many {...props} />
}

/** A value; what has a page of its own leads to it. */
function Value({ node, path, marks, identity }: Pick<Props, 'node' | 'path' | 'marks' | 'identity'>) {
  const asked = askedBy(path, node, identity)
  return (
    <>
      <LeafText node={node} path={path} marks={marks} />
      {asked && isPaged(asked.name) && <PageLink name={asked.name} value={textOf(asked.name, asked.value)} className="on-screen opacity-30 group-hover:opacity-100 focus-visible:opacity-100 touch:-my-1 touch:p-1.5 touch:opacity-100" />}
    </>
  )
}

/** All on one line. */
function One({ node, path, marks, identity, name, isLast }: Props) {
  const children = childrenOf(node)
  const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}']
  return (
    <div className="group whitespace-pre-wrap [overflow-wrap:anywhere]">
      <Name name={name} />
      {open}
      {children.map(({ name: own, key, value }, index) => (
        <span key={`${key} ${index}`}>
          {index > 0 ? ', ' : node.kind === 'object' && ' '}
          <Name name={own} />
          <Value node={value} path={[...path, key]} marks={marks} identity={identity} />
        </span>
      ))}
      {node.kind === 'object' && children.length > 0 && ' '}
      {close}
      {!isLast && ','}
    </div>
  )
}

function Many({ node, path, marks, identity, name, isLast, children: more }: Props & { children?: ReactNode }) {
  const children = childrenOf(node)
  const [open, close] = node.kind === 'array' ? ['[', ']'] : ['{', '}']
  return (
    <div>
      <div>
        <Name name={name} />
        {open}
      </div>
      <div className="pl-5">
        {children.map(({ name: own, key, value }, index) => (
          <Lines key={`${key} ${index}`} node={value} path={[...path, key]} marks={marks} identity={identity} name={own} isLast={index === children.length - 1} />
        ))}
        {more}
      </div>
      <div>
        {close}
        {!isLast && ','}
      </div>
    </div>
  )
}

function childrenOf(node: RecordNode): { name: string | undefined; key: string | number; value: RecordNode }[] {
  if (node.kind === 'object') return node.members
  return node.kind === 'array' ? node.items.map((value, key) => ({ name: undefined, key, value })) : []
}

const lineRoom = 110

/** Whether it holds values alone, and few enough of them for a line. */
function isSmall(node: RecordNode): boolean {
  let length = 0
  return childrenOf(node).every(({ name = '', value }) => 'text' in value && (length += name.length + value.text.length + 6) < lineRoom)
}
