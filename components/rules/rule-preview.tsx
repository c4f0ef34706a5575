import Link from 'next/link'
import type { Answer } from '@/lib/api/contract'
import type { Flagging, rulePreviewContract } from '@/lib/api/rules'
import { textOf } from '@/components/filters/words'
import { IdentityLink } from '@/components/identity/identity-link'
import { PageLink } from '@/components/subject/page-link'
import { stamp } from '@/components/time-format'
import { counted, grouped, percent } from '@/components/ui/number'
import { SeverityMark } from '@/components/ui/severity-mark'

/** What a change of a rule would have flagged, or what is wrong with it. */
export function RulePreview({ preview, tz }: { preview: Answer<typeof rulePreviewContract>; tz: string }) {
  const { problems } = preview
  if (problems.length > 0) return <ul role="alert" className="mx-3 mb-3 w-fit bg-mark px-1.5">{problems.map((each) => <li key={each}>{each}</li>)}</ul>
  return <Flagged flagging={preview} tz={tz} />
}

/** What other rules would have flagged: how many events, by whom, which share was expected, and how severe they would be. */
export function Flagged({ flagging, tz }: { flagging: Flagging; tz: string }) {
  const { total, concerned, read, flagged, isExact, expected, before, after, identities, totalIdentities, events, from, to } = flagging
  const about = isExact ? '' : 'about '
  return (
    <div className="grid gap-3 px-3 pb-3 wide:grid-cols-3">
      <div className="grid content-start gap-1">
        <p role="status"><b className="font-semibold">{about}{counted(flagged, 'event')}</b> <span className="text-soft">would be judged otherwise, of {grouped(total)}</span></p>
        <p>{flagged > 0 ? `${about}${grouped(expected)} of them (${percent(expected / flagged)}) were expected.` : concerned === 0 ? 'No event of these days has such a name or value to look at. See that it is spelled as the records are.' : 'None of the events that it is about is so.'}</p>
        <p className="text-sm text-soft">{isExact ? `All ${grouped(read)} records that it is about were read.` : `${grouped(read)} of ${grouped(concerned)} records that it is about were read, by chance; the numbers are reckoned from these.`}</p>
      </div>
      <div className="grid content-start grid-cols-2 gap-x-4">
        <Severities title="As it is" counts={before} />
        <Severities title="As it would be" counts={after} />
      </div>
      <div className="grid content-start gap-1">
        <p className="text-soft">{isExact ? counted(totalIdentities, 'identity', 'identities') : `at least ${counted(totalIdentities, 'identity', 'identities')}, about as many events each`}</p>
        <ul aria-label="By whom" tabIndex={0} className="max-h-32 overflow-auto">
          {identities.map(({ key, label, count }) => (
            <li key={key} className="flex justify-between gap-3">
              <span className="flex min-w-0 gap-1">
                <Link className="link min-w-0 [overflow-wrap:anywhere]" prefetch={false} href={`/explore?${new URLSearchParams({ identity: key, from, to })}`}>{label}</Link>
                <PageLink name="identity" value={textOf('identity', key)} />
              </span>
              <span className="value">{grouped(count)}</span>
            </li>
          ))}
        </ul>
        {events.length > 0 && (
          <details>
            <summary className="w-fit cursor-pointer text-soft">Some of the events</summary>
            <ul>
              {events.map(({ eventID, eventTime, eventName, identity, identityLabel }) => (
                <li key={eventID}><Link className="link" prefetch={false} href={`/events/${encodeURIComponent(eventID)}`}>{stamp(new Date(eventTime), tz)} {eventName}</Link> <IdentityLink identity={identity}>{identityLabel}</IdentityLink></li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  )
}

function Severities({ title, counts }: { title: string; counts: Flagging['before'] }) {
  return (
    <div>
      <p className="text-soft">{title}</p>
      <ul aria-label={title}>
        {counts.map(({ severity, count }) => <li key={severity} className="flex justify-between gap-2"><SeverityMark severity={severity} /><span className="value">{grouped(count)}</span></li>)}
      </ul>
    </div>
  )
}
