import type { SourceState } from '@/lib/api/sources'
import { stamp } from '@/components/time-format'
import { counted, grouped } from '@/components/ui/number'
import { Short } from '@/components/ui/short'
import { Table } from './table'

/** The queue that tells of new objects: what became of its messages, and which of them cannot be read, and why. */
export function Queue({ queue: { url, received, stored, ignored, waiting, unreadable, sharedWith, problem }, tz }: { queue: NonNullable<SourceState['queue']>; tz: string }) {
  return (
    <div role="group" aria-label="Queue" className="mt-1">
      <p className="flex flex-wrap gap-x-4 text-soft">
        <span className="flex min-w-0 gap-x-2">
          Queue <Short text={url} tail={24} className="value" />
        </span>
        <span>{counted(received, 'message')}: {grouped(stored)} stored, {grouped(waiting)} on the way, {grouped(ignored)} of no records, {grouped(unreadable.total)} unreadable</span>
      </p>
      {sharedWith.length > 0 && <p className="text-soft">It tells of what {sharedWith.map((name) => `“${name}”`).join(', ')} {sharedWith.length === 1 ? 'reads' : 'read'}, too; the counts are of all its messages.</p>}
      {problem && <p role="alert" className="mt-1 w-fit bg-mark px-1.5">{problem}</p>}
      {unreadable.total > 0 && (
        <>
          <p className="mt-1">
            <span className="bg-mark px-1">{counted(unreadable.total, 'message')} cannot be read.</span> Such messages stay in the queue and come again later and later; a dead-letter queue takes them out of it.
          </p>
          <Table
            label="Unreadable messages"
            heads={[`Received (${tz})`, 'Reason']}
            rows={unreadable.entries.map(({ reason, at }) => [
              <span key="at" className="value whitespace-nowrap">{stamp(new Date(at), tz)}</span>,
              <span key="reason" className="block min-w-60 [overflow-wrap:anywhere]">{reason}</span>,
            ])}
          />
        </>
      )}
    </div>
  )
}
