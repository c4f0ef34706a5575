import Link from 'next/link'
import type { ReactNode } from 'react'
import { inPath } from '@/lib/api/in-path'
import type { Entry, EntryOf, Verdict } from '@/lib/journal/entry'
import type { Item, Subject } from '@/lib/journal/remark'
import { kindNamed } from '@/components/identity/kinds'
import { span, stamp } from '@/components/time-format'
import { counted } from '@/components/ui/number'

export const verdictWords: Record<Verdict, string> = { expected: 'expected', suspicious: 'suspicious', unclear: 'unclear', done: 'done' }

/** What an entry of the journal says, in a sentence whose parts lead to the events behind it. */
export function EntryWords({ entry, tz }: { entry: Entry; tz: string }): ReactNode {
  switch (entry.kind) {
    case 'decision':
      return <Told note={entry.note}>marked <ItemLink item={entry.item} /> <b className="font-semibold">{verdictWords[entry.verdict]}</b></Told>
    case 'undo':
      return <>took back decision {entry.undoes} on <ItemLink item={entry.item} /></>
    case 'note':
      return <Told note={entry.text}>noted on <SubjectLink on={entry.on} tz={tz} /></Told>
    case 'expectation':
      return <Told note={entry.reason}>expects <EventsLink filter={entry.filter}>these events</EventsLink> from {stamp(new Date(entry.from), tz)} until {stamp(new Date(entry.until), tz)}; owner {entry.owner}</Told>
    case 'expectation ended':
      return <Told note={entry.reason}>ended expectation {entry.expectation}</Told>
    case 'sign-off':
      return (
        <Told note={entry.note}>
          <b className="font-semibold">signed off</b> {span(new Date(entry.period.from), new Date(entry.period.to), tz)}
          {entry.accounts.length > 0 && ` of ${counted(entry.accounts.length, 'account')}`}: {counted(entry.counts.events, 'event')}, {entry.decided.length} decided, {entry.open.length} open
        </Told>
      )
    case 'escalation closed':
      return <Told note={entry.note}>closed the escalation of <ItemLink item={entry.item} /></Told>
    case 'rule change':
      return <Told note={(entry.after ?? entry.before ?? '').trim()}>{entry.before === null ? 'added a rule to' : entry.after === null ? 'took a rule out of' : 'changed a rule in'} <Link className="link" href="/rules" prefetch={false}>{entry.section}</Link></Told>
    case 'identity kind':
      return <KindWords entry={entry} />
    case 'recovery':
      return <>found {counted(entry.cutOff.length, 'write')} that a sudden end had cut off, and kept what was left of {entry.cutOff.length === 1 ? 'it' : 'them'}</>
  }
}

function KindWords({ entry: { identity, is } }: { entry: EntryOf<'identity kind'> }) {
  const who = <IdentityName identity={identity} />
  return is === null ? <>took back the correction of what {who} is</> : <>corrected what {who} is: <b className="font-semibold">{kindNamed(is)}</b></>
}

const IdentityName = ({ identity }: { identity: string }) => <Link className="link [overflow-wrap:anywhere]" href={`/identities/${inPath(identity)}`} prefetch={false}>{identity}</Link>

function Told({ note, children }: { note: string | undefined; children: ReactNode }) {
  return (
    <>
      {children}
      {note !== undefined && <span className="block whitespace-pre-wrap text-soft [overflow-wrap:anywhere]">“{note}”</span>}
    </>
  )
}

/** The events of a Filter, on Explore. */
export function EventsLink({ filter, children }: { filter: string; children: ReactNode }) {
  return <Link className="link" href={`/explore?${filter}`} prefetch={false}>{children}</Link>
}

/** An item by its title, which leads to its events. */
export function ItemLink({ item: { title, filter } }: { item: Item }) {
  return <EventsLink filter={filter}>{title}</EventsLink>
}

function SubjectLink({ on, tz }: { on: Subject; tz: string }) {
  switch (on.kind) {
    case 'item':
      return <ItemLink item={on.item} />
    case 'event':
      return <Link className="link" href={`/events/${inPath(on.eventID)}`} prefetch={false}>event {on.eventID}</Link>
    case 'identity':
      return <IdentityName identity={on.identity} />
    case 'moment':
      return <EventsLink filter={aroundOf(on.at)}>the moment {stamp(new Date(on.at), tz)}</EventsLink>
  }
}

const hour = 3_600_000
const aroundOf = (at: string) => new URLSearchParams({ from: new Date(Date.parse(at) - hour).toISOString(), to: new Date(Date.parse(at) + hour).toISOString() }).toString()
