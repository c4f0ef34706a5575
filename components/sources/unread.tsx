'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Answer } from '@/lib/api/contract'
import { inPath } from '@/lib/api/in-path'
import type { sourcesContract, Written } from '@/lib/api/sources'
import { stamp } from '@/components/time-format'
import { grouped } from '@/components/ui/number'
import { Short } from '@/components/ui/short'
import { Table } from './table'

/** What was not stored, and why: nothing that was delivered is dropped without a word. */
export function Unread({ answer: { quarantine, withoutRecords, skipped, permissions, differing, rules, config }, tz }: { answer: Answer<typeof sourcesContract>; tz: string }) {
  return (
    <>
      <Mistakes title="Mistakes in the configuration file" of={config} what="entries" />
      <Mistakes title="Mistakes in the rules file" of={rules} what="rules" />
      {permissions.length > 0 && (
        <List title="Permissions that are missing" total={permissions.length} shown={permissions.length}>
          <p className="pb-1 text-soft">Allow each action on its resource to the credentials that the source uses; it is tried again every minute. <Link className="link" href="/connect" prefetch={false}>The whole policy</Link></p>
          <Table
            label="Permissions that are missing"
            heads={['Source', 'IAM action', 'Resource', 'Where']}
            rows={permissions.map(({ source, action, resource, where }) => [source, <code key="action">{action}</code>, <code key="resource" className="[overflow-wrap:anywhere]">{resource}</code>, where])}
          />
        </List>
      )}
      {skipped.total > 0 && (
        <List title="Files that are not read" total={skipped.total} shown={skipped.files.length}>
          <p className="pb-1 text-soft">Mend what the reason names. They are looked at again every minute, and with Look now.</p>
          <Table label="Files that are not read" heads={['Source', 'File', 'Reason']} rows={skipped.files.map(({ source, file, reason }) => [source, <Short key="file" text={file} tail={32} className="value" />, reason])} />
        </List>
      )}
      <List title="Quarantine" total={quarantine.total} shown={quarantine.entries.length}>
        <p className="pb-1 text-soft">What could not be read as a record. The rest of the file is stored; mended or delivered anew, the file is read again.</p>
        <Table
          label="Quarantine"
          heads={['File', 'Reason', 'Byte', 'Begins with', `Read (${tz})`]}
          rows={quarantine.entries.map(({ file, position, reason, excerpt, at }) => [
            <Short key="file" text={file} tail={32} className="value" />,
            <span key="reason" className="block min-w-40">{reason}</span>,
            <span key="position" className="value">{grouped(position)}</span>,
            <code key="excerpt" className="line-clamp-2 min-w-60 [overflow-wrap:anywhere]">{excerpt}</code>,
            <span key="at" className="value whitespace-nowrap">{stamp(new Date(at), tz)}</span>,
          ])}
        />
      </List>
      <List title="Files without records" total={withoutRecords.total} shown={withoutRecords.files.length}>
        <Table label="Files without records" heads={['File', 'Reason']} rows={withoutRecords.files.map(({ file, reason }) => [<Short key="file" text={file} tail={32} className="value" />, reason])} />
      </List>
      <List title="Duplicates that differ" total={differing.total} shown={differing.entries.length}>
        <p className="pb-1 text-soft">Delivered under the id of a stored record, with other content. The first stays; a record changed after the fact looks like this.</p>
        <Table
          label="Duplicates"
          heads={['Event', 'File of the other']}
          rows={differing.entries.map(({ eventID, file }) => [
            <Link key="event" className="link value" href={`/events/${inPath(eventID)}`}>{eventID}</Link>,
            <Short key="file" text={file} tail={32} className="value" />,
          ])}
        />
      </List>
    </>
  )
}

function List({ title, total, shown, children }: { title: string; total: number; shown: number; children: ReactNode }) {
  return (
    <section aria-label={title} className="bg-paper p-3">
      <h2 className="font-semibold">
        {title} <span className="value font-normal text-soft">{grouped(total)}</span>
      </h2>
      {total > 0 && children}
      {total > shown && <p className="pt-1 text-soft">The first {grouped(shown)} are shown.</p>}
    </section>
  )
}

/** What is wrong in a file that people write, line by line; nothing if all is right. */
function Mistakes({ title, of: { file, problems }, what }: { title: string; of: Written; what: string }) {
  if (problems.length === 0) return null
  return (
    <List title={title} total={problems.length} shown={problems.length}>
      <p className="pb-1 text-soft">
        <code>{file}</code>: {what} with a mistake are left out, the others hold.
      </p>
      <Table label="Mistakes" heads={['Line', 'Mistake']} rows={problems.map(({ line, message }) => [<span key="line" className="value">{line}</span>, message])} />
    </List>
  )
}
