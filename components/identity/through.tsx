'use client'

import { useState } from 'react'
import type { Answer } from '@/lib/api/contract'
import type { identityContract } from '@/lib/api/identities'
import { literal } from '@/lib/filter/spelling'
import { chosen, only, without } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { stamp } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'
import { Guess } from './chain-words'
import { IdentityLink } from './identity-link'
import { sessionTree, type SessionNode } from './session-tree'
import { useIdentity } from './use-identity'

export type Session = NonNullable<Answer<typeof identityContract>['through']>['sessions'][number]

const few = 8

/** The sessions that it acts in, each below the one, or the key, that opened it. A press narrows the page to one. */
export function Through({ identity }: { identity: string }) {
  const answer = useIdentity(identity, 'through')
  return (
    <Panel title="Through what" answer={{ ...answer, data: answer.data?.through }} isEmpty={({ total, guessed }) => total + guessed.length === 0} skeleton={<div className="mx-3 mb-3 h-60 animate-pulse rounded bg-hover" />}>
      {({ sessions, total, guessed }) => (
        <div className="max-h-80 overflow-auto px-3 pb-3">
          <Branch nodes={sessionTree(sessions)} />
          {total > sessions.length && <p className="text-sm text-soft">The {grouped(sessions.length)} with the most events of {grouped(total)}.</p>}
          {guessed.length > 0 && (
            <>
              <h3 className="mt-2 text-sm text-soft">Probably its own, not counted above</h3>
              <ul>
                {guessed.map((session) => (
                  <li key={`${session.identity} ${session.key}`} className="flex flex-wrap items-center gap-x-2">
                    {session.openedBy && <Guess why={session.openedBy.why} />}
                    <IdentityLink identity={session.identity} className="link inline-flex min-w-0"><Short text={session.label} /></IdentityLink>
                    <span className="text-sm text-soft">{counted(session.count, 'event')}: {session.openedBy?.why}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </Panel>
  )
}

function Branch({ nodes }: { nodes: readonly SessionNode[] }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? nodes : nodes.slice(0, few)
  return (
    <ul>
      {shown.map((node) => (
        <li key={`${node.session.identity} ${node.session.key}`}>
          <Step session={node.session} />
          {node.children.length > 0 && (
            <div className="ml-2 border-l border-edge pl-3">
              <Branch nodes={node.children} />
            </div>
          )}
        </li>
      ))}
      {nodes.length > few && (
        <li>
          <button type="button" className="link text-sm text-soft touch:py-2" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'fewer' : `${grouped(nodes.length - few)} more`}
          </button>
        </li>
      )}
    </ul>
  )
}

function Step({ session }: { session: Session }) {
  const { filter, narrow } = usePlace()
  const value = literal(session.key)
  const isOn = chosen(filter, 'key', value) === 'include'
  const narrowed = session.key === '' ? only(only(filter, 'key', 'none'), 'identity', session.value) : only(filter, 'key', value)
  const time = (text: string) => stamp(new Date(text), filter.tz).slice(5, 16)
  const opening = session.openedBy
  return (
    <div className={`flex flex-wrap items-baseline gap-x-2 rounded ${isOn ? 'bg-chosen' : ''}`}>
      {opening && opening.certainty !== 'key' && (opening.certainty === 'guess' ? <Guess why={opening.why} /> : <span className="rounded border border-edge px-1 text-sm text-soft" title={opening.why}>as a record says</span>)}
      <button type="button" className="link inline-flex min-w-0 max-w-full text-left" aria-pressed={isOn} title={`${session.identity}: only this session`} onClick={() => narrow(isOn ? without(filter, 'key', value) : narrowed)}>
        <Short text={session.label} />
      </button>
      <span className="value text-sm text-soft">{session.key || 'no key'}</span>
      {session.source && <span className="text-sm text-soft">for {session.source}</span>}
      <span className="text-sm text-soft">
        {time(session.firstSeen)} to {time(session.lastSeen)}
      </span>
      {session.severity !== 'info' && session.severity !== 'low' && <SeverityMark severity={session.severity} />}
      <span className="value ml-auto text-soft">{grouped(session.count)}</span>
    </div>
  )
}
