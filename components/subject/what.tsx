'use client'

import { literal } from '@/lib/filter/spelling'
import { shadeFill, shadeOf } from '@/components/charts/heat-scale'
import { only } from '@/components/filters/edit'
import { FilterLink } from '@/components/filters/filter-link'
import { usePlace } from '@/components/filters/place-provider'
import { ClassMark } from '@/components/ui/class-mark'
import { grouped } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { SeverityMark } from '@/components/ui/severity-mark'
import { usePart } from './about'

type What = NonNullable<ReturnType<typeof usePart<'what'>>['data']>

const skeleton = <div className="mx-3 mb-3 h-60 animate-pulse rounded bg-hover" />

/** Where it reads and where it writes. */
export function Services() {
  const answer = usePart('what')
  return (
    <Panel title="Services, read and written" answer={answer} isEmpty={({ services }) => services.length === 0} skeleton={skeleton}>
      {({ services }) => <Matrix services={services} />}
    </Panel>
  )
}

function Matrix({ services }: { services: What['services'] }) {
  const { filter, narrow } = usePlace()
  const largest = Math.max(0, ...services.flatMap(({ reads, writes }) => [reads, writes]))
  return (
    <div className="max-h-80 overflow-auto px-3 pb-3">
      <table className="w-full border-separate border-spacing-0">
        <thead className="sticky top-0 bg-paper text-sm text-soft">
          <tr>
            <th scope="col" className="text-left font-normal">service</th>
            <th scope="col" className="w-24 text-right font-normal">read</th>
            <th scope="col" className="w-24 text-right font-normal">write</th>
            <th scope="col" className="w-20 text-right font-normal">failed</th>
          </tr>
        </thead>
        <tbody>
          {services.map(({ service, reads, writes, errors }) => (
            <tr key={service}>
              <th scope="row" className="text-left font-normal">
                <FilterLink name="service" value={literal(service)} className="link value">{service || 'none'}</FilterLink>
              </th>
              {([['true', reads], ['false', writes]] as const).map(([readonly, count]) => {
                // Of the fainter half: the number stands on it.
                const shade = Math.ceil(shadeOf(count, largest) / 2)
                return (
                  <td key={readonly} className="value border-b border-paper p-0 text-right">
                    <button
                      type="button"
                      disabled={count === 0}
                      className={`w-full px-2 text-right ${count === 0 ? 'text-soft' : ''}`}
                      style={{ background: shadeFill(shade) }}
                      aria-label={`${grouped(count)} ${readonly === 'true' ? 'reads' : 'writes'} of ${service}`}
                      onClick={() => narrow(only(only(filter, 'service', literal(service)), 'readonly', readonly))}
                    >
                      {grouped(count)}
                    </button>
                  </td>
                )
              })}
              <td className="value text-right text-soft">{errors > 0 ? grouped(errors) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What it calls, how often, and how rare that is among others. */
export function Calls() {
  const answer = usePart('what')
  return (
    <Panel title="Calls, and how rare they are" answer={answer} isEmpty={({ events }) => events.length === 0} skeleton={skeleton}>
      {({ events, everyone, own, totalEvents }) => (
        <div className="max-h-80 overflow-auto px-3 pb-3">
          <table className="w-full">
            <thead className="sticky top-0 bg-paper text-left text-sm text-soft">
              <tr>
                <th scope="col" className="font-normal">event</th>
                <th scope="col" className="font-normal max-wide:hidden">class</th>
                <th scope="col" className="text-right font-normal">events</th>
                <th scope="col" className="pl-3 text-right font-normal">others of {grouped(Math.max(0, everyone - own))}</th>
              </tr>
            </thead>
            <tbody>
              {[...events].sort((a, b) => a.others - b.others || b.count - a.count).map((each) => (
                <tr key={`${each.service} ${each.event}`}>
                  <th scope="row" className="max-w-56 truncate text-left font-normal">
                    <FilterLink name="event" value={literal(each.event)} className="link value" title={`${each.event} of ${each.service}`}>{each.event || 'unnamed'}</FilterLink>
                  </th>
                  <td className="max-wide:hidden"><ClassMark value={each.class} /></td>
                  <td className="value text-right">{grouped(each.count)}</td>
                  <td className="value text-right">{each.others === 0 ? <span className="font-semibold">nobody else</span> : grouped(each.others)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {totalEvents > events.length && <p className="text-sm text-soft">The {grouped(events.length)} most frequent of {grouped(totalEvents)} event names.</p>}
        </div>
      )}
    </Panel>
  )
}

/** The riskiest that it did, each with why; and what it was denied. */
export function Risky() {
  const { see } = usePlace()
  const answer = usePart('what')
  return (
    <Panel
      title="Risky, failed and denied"
      answer={answer}
      isEmpty={({ risky, errors }) => risky.length + errors.length === 0}
      empty={<p className="px-3 pb-3 text-soft">Nothing risky, and nothing failed</p>}
      skeleton={skeleton}
    >
      {({ risky, errors }) => (
        <div className="max-h-80 overflow-auto px-3 pb-3">
          <ul>
            {risky.map((each) => (
              <li key={`${each.service} ${each.event}`} className="flex flex-wrap items-baseline gap-x-2 py-0.5">
                <SeverityMark severity={each.severity} />
                <button type="button" className="link value" title="Read the latest" onClick={() => see({ open: each.eventID })}>{each.event}</button>
                <span className="value text-soft">{grouped(each.count)}</span>
                <span className="basis-full text-sm text-soft">{[...new Set(each.reasons.map(({ why }) => why))].slice(0, 3).join('; ')}</span>
              </li>
            ))}
          </ul>
          {errors.length > 0 && (
            <table className="mt-2 w-full">
              <caption className="text-left text-sm text-soft">What failed; what was denied first</caption>
              <tbody>
                {errors.map(({ error, event, count, isDenied }) => (
                  <tr key={`${error} ${event}`}>
                    <th scope="row" className="text-left font-normal [overflow-wrap:anywhere]"><FilterLink name="event" value={literal(event)} className="link value">{event}</FilterLink></th>
                    <td className={`px-2 [overflow-wrap:anywhere] ${isDenied ? 'font-semibold' : 'text-soft'}`}><FilterLink name="error" value={literal(error)} className="link value">{error}</FilterLink></td>
                    <td className="value text-right align-top">{grouped(count)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </Panel>
  )
}
