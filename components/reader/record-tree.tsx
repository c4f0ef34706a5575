'use client'

import { useState } from 'react'
import type { ListedEvent } from '@/lib/api/events'
import { Marked, whyOf } from '@/components/ui/marked'
import { classFill } from '@/components/ui/class-mark'
import type { Marks } from './marks'
import { asWritten, leaves, pathText, type Path, type RecordNode } from './record-text'
import { ValueActions } from './value-actions'

interface Props {
  node: RecordNode
  path: Path
  marks: Marks
  event: ListedEvent
  /** The key before the value, as written; undefined in arrays and at the top. */
  name?: string | undefined
  isLast: boolean
  /** Whether everything begins unfolded. */
  isWhole: boolean
}

const small = 14
const telling = new Set<string | number | undefined>(['requestParameters', 'userIdentity', 'responseElements'])

/** A value of the record, with all that it holds: foldable, coloured, its risky words marked. */
export function RecordTree(props: Props) {
  return props.node.kind === 'object' || props.node.kind === 'array' ? <Branch {...props} /> : <Leaf {...props} />
}

function Leaf({ node, path, marks, event, name, isLast }: Props) {
  return (
    <div className="group flex items-start gap-2 rounded hover:bg-hover">
      <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">
        <Name name={name} />
        <LeafText node={node} path={path} marks={marks} />
        {!isLast && ','}
      </span>
      <ValueActions path={path} node={node} event={event} />
    </div>
  )
}

/** A value without members, coloured by its kind, its risky words marked. */
export function LeafText({ node, path, marks }: Pick<Props, 'node' | 'path' | 'marks'>) {
  if (node.kind === 'object' || node.kind === 'array') return null
  const own = marks.at(path).map((reason) => ({ ...reason, ...asWritten(node.text, reason) }))
  const text = (
    <span {...(own.length > 0 && { 'data-marked': pathText(path) })}>
      <Marked text={node.text} reasons={own} focusable />
    </span>
  )
  if (node.kind !== 'string') return <span className="text-permission-ink">{text}</span>
  return (
    <span className="isolated text-authentication-ink">
      &quot;{text}&quot;
    </span>
  )
}

/** The key before a value, as written. */
export function Name({ name }: { name: string | undefined }) {
  if (name === undefined) return null
  return (
    <>
      <span className="text-component-ink">&quot;{name}&quot;</span>:{' '}
    </>
  )
}

function Branch({ node, path, marks, event, name, isLast, isWhole }: Props) {
  const reasons = marks.within(path)
  const [isOpen, setOpen] = useState(isWhole || path.length === 0 || reasons.length > 0 || leaves(node) <= (telling.has(path[0]) && path.length === 1 ? 40 : small))
  if (node.kind !== 'object' && node.kind !== 'array') return null
  const [open, close] = node.kind === 'object' ? ['{', '}'] : ['[', ']']
  const children =
    node.kind === 'object'
      ? node.members.map(({ name: own, key, value }) => ({ name: own, key, value }))
      : node.items.map((value, key) => ({ name: undefined, key, value }))
  const [first] = marks.at(path)
  if (children.length === 0) {
    return (
      <div>
        <Name name={name} />
        {open}
        {close}
        {!isLast && ','}
      </div>
    )
  }
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={`${name ?? 'record'}: ${isOpen ? 'fold' : 'unfold'}`}
        className="-ml-4 rounded text-left hover:bg-hover touch:py-1"
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden className="inline-block w-4 text-center text-soft">
          {isOpen ? '▾' : '▸'}
        </span>
        <Name name={name} />
        {first ? (
          <mark className="risky" style={{ textDecorationColor: classFill[first.class] }} title={whyOf(marks.at(path))}>
            {open}
          </mark>
        ) : (
          open
        )}
        {!isOpen && (
          <span className="text-soft">
            {' '}
            {children.length} {children.length === 1 ? 'value' : 'values'}
          </span>
        )}
      </button>
      {!isOpen && reasons.length > 0 && <MarkedWithin node={node} path={path} marks={marks} />}
      {!isOpen && ` ${close}${isLast ? '' : ','}`}
      {isOpen && (
        <>
          <div className="ml-1 border-l border-line pl-4">
            {children.map(({ name: own, key, value }, index) => (
              <RecordTree key={`${key} ${index}`} node={value} path={[...path, key]} marks={marks} event={event} name={own} isLast={index === children.length - 1} isWhole={isWhole} />
            ))}
          </div>
          {close}
          {!isLast && ','}
        </>
      )}
    </div>
  )
}

/** The marked values inside a folded branch: what is marked is never folded away. */
function MarkedWithin({ node, path, marks }: Pick<Props, 'node' | 'path' | 'marks'>) {
  if (marks.within(path).length === 0) return null
  if (node.kind === 'object') return node.members.map(({ key, value }) => <MarkedWithin key={key} node={value} path={[...path, key]} marks={marks} />)
  if (node.kind === 'array') return node.items.map((item, index) => <MarkedWithin key={index} node={item} path={[...path, index]} marks={marks} />)
  return (
    <span className="[overflow-wrap:anywhere]">
      {' '}
      <LeafText node={node} path={path} marks={marks} />
    </span>
  )
}
