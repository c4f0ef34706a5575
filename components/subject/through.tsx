'use client'

import { useState } from 'react'
import { literal } from '@/lib/filter/spelling'
import { chosen, only, without } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { stamp } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { SeverityMark } from '@/components/ui/severity-mark'
import { Short } from '@/components/ui/short'
import { ChainWords, Guess } from './chain-words'
import { IdentityLink } from '@/components/identity/identity-link'
import { sessionTree, type SessionNode } from './session-tree'
import { usePart } from './about'
import { PageLink } from './page-link'

export type Session = NonNullable<ReturnType<typeof usePart<'through'>>['data']>['sessions'][number]

const few = 8

/** The sessions in which it is done, each below the one, or the key, that opened it. A press narrows the page to one. */
export function Through() {
  const answer = usePart('through')
  return (
    <Panel title="Through what" answer={answer} isEmpty={({ total, guessed, opened }) => total + guessed.length + opened.length === 0} skeleton={<div className="mx-3 mb-3 h-60 animate-pulse rounded bg-hover" />}>
      {({ sessions, total, guessed, opened }) => (
        <div className="max-h-80 overflow-auto px-3 pb-3">
          <Branch nodes={sessionTree(sessions)} isTop />
          {total > sessions.length && <p className="text-sm text-soft">The {grouped(sessions.length)} with the most events of {grouped(total)}.</p>}
          <Aside title="Probably its own, not counted above" sessions={guessed} />
          <Aside title="Opened with it, not counted above" sessions={opened} />
        </div>
      )}
    </Panel>
  )
}

/** Sessions whose events are not among those of the page. */
function Aside({ title, sessions }: { title: string; sessions: readonly Session[] }) {
  if (sessions.length === 0) return null
  return (
    <>
      <h3 className="mt-2 text-sm text-soft">{title}</h3>
      <ul>
        {sessions.map(({ identity, key, label, count, openedBy }) => (
          <li key={`${identity} ${key}`} className="flex flex-wrap items-center gap-x-2">
            {openedBy?.certainty === 'guess' && <Guess why={openedBy.why} />}
            <IdentityLink identity={identity} className="link inline-flex min-w-0"><Short text={label} /></IdentityLink>
            <Key value={key} />
            <span className="text-sm text-soft">{counted(count, 'event')}{openedBy?.certainty === 'guess' && `: ${openedBy.why}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Key({ value }: { value: string }) {
  return (
    <span className="value inline-flex min-w-0 items-center gap-1 text-sm text-soft">
      <Short text={value || 'no key'} />
      <PageLink name="key" value={value} />
    </span>
  )
}

function Branch({ nodes, isTop = false }: { nodes: readonly SessionNode[]; isTop?: boolean }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? nodes : nodes.slice(0, few)
  return (
    <ul>
      {shown.map((node) => (
        <li key={`${node.session.identity} ${node.session.key}`}>
          <Step session={node.session} isTop={isTop} />
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

function Step({ session, isTop }: { session: Session; isTop: boolean }) {
  const { filter, narrow, subject } = usePlace()
  const value = literal(session.key)
  const isAlone = subject?.name === 'key'
  const isOn = !isAlone && chosen(filter, 'key', value) === 'include'
  const narrowed = session.key === '' ? only(only(filter, 'key', 'none'), 'identity', session.value) : only(filter, 'key', value)
  const time = (text: string) => stamp(new Date(text), filter.tz).slice(5, 16)
  const opening = session.openedBy
  return (
    <div className={`mb-1 rounded ${isOn ? 'bg-chosen' : ''}`}>
      <div className="flex items-baseline gap-x-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          {opening && opening.certainty !== 'key' && (opening.certainty === 'guess' ? !isTop && <Guess why={opening.why} /> : <span className="rounded border border-edge px-1 text-sm text-soft" title={opening.why}>as a record says</span>)}
          {isAlone ? (
            <IdentityLink identity={session.identity} className="link inline-flex min-w-0 max-w-full"><Short text={session.label} /></IdentityLink>
          ) : (
            <button type="button" className="link inline-flex min-w-0 max-w-full text-left" aria-pressed={isOn} title={`${session.identity}: only this session`} onClick={() => narrow(isOn ? without(filter, 'key', value) : narrowed)}>
              <Short text={session.label} />
            </button>
          )}
          <Key value={session.key} />
          {session.signedIn && (
            <span className="rounded border border-edge px-1 text-sm text-soft" title={`Signed in to the console, ${stamp(new Date(session.signedIn), filter.tz)}`}>
              console {time(session.signedIn)}
            </span>
          )}
          {isTop && opening && <ChainWords chain={[opening]} />}
          {session.source && <span className="text-sm text-soft">for {session.source}</span>}
          <span className="text-sm text-soft">
            {time(session.firstSeen)} to {time(session.lastSeen)}
          </span>
          {session.severity !== 'info' && session.severity !== 'low' && <SeverityMark severity={session.severity} />}
        </div>
        <span className="value shrink-0 text-soft">{grouped(session.count)}</span>
      </div>
      <p className="flex flex-wrap gap-x-2 text-sm text-soft">
        {session.did.map(({ event, count }) => (
          <button key={event} type="button" className="link min-w-0 text-left [overflow-wrap:anywhere] touch:py-1" title={`Only ${event || 'what has no name'} of this session`} onClick={() => narrow(only(isAlone ? filter : narrowed, 'event', literal(event)))}>
            {event || 'unnamed'} <span className="value">{grouped(count)}</span>
          </button>
        ))}
        {session.calls > session.did.length && <span>and {counted(session.calls - session.did.length, 'other call')}</span>}
      </p>
    </div>
  )
}
