'use client'

import { useState } from 'react'
import type { Answer } from '@/lib/api/contract'
import { ruleHitsContract, type Rule, type rulesContract } from '@/lib/api/rules'
import { useAnswer } from '@/lib/api/use-answer'
import { eventClass, severities } from '@/lib/cloudtrail/facts'
import { EventsLink } from '@/components/review/entry-words'
import { ClassMark } from '@/components/ui/class-mark'
import { counted, grouped } from '@/components/ui/number'
import { SeverityMark } from '@/components/ui/severity-mark'
import { originWords, type Origin } from './origin'
import { useRulesPlace } from './use-rules-place'

const first = 60

/** The rules, those of the team first, then by how many events each judges; narrowed by words, class, severity and where they are written. */
export function RuleList({ answer: { rules, accounts, attackTools, problems } }: { answer: Answer<typeof rulesContract> }) {
  const place = useRulesPlace()
  const [isAll, setAll] = useState(false)
  const found = rules.filter(chosenBy(place)).toSorted(byWeight)
  const shown = isAll ? found : found.slice(0, first)
  return (
    <div className="grid gap-2 pb-3">
      <div className="on-screen flex flex-wrap items-end gap-2 px-3">
        <label className="grid min-w-40 flex-1 gap-0.5"><span className="text-soft">Find</span><input type="search" className="field" value={place.get('find')} onChange={(event) => place.set({ find: event.target.value })} /></label>
        <Choice label="Class" value={place.get('rule-class')} options={eventClass.options} onChange={(value) => place.set({ 'rule-class': value })} />
        <Choice label="At least" value={place.get('rule-severity')} options={severities} onChange={(value) => place.set({ 'rule-severity': value })} />
        <Choice label="Written" value={place.get('written')} options={['page', 'file', 'built-in', 'off']} words={{ page: 'on this page', file: 'in the rules file', 'built-in': 'built in', off: 'switched off' }} onChange={(value) => place.set({ written: value })} />
      </div>
      {problems.length > 0 && (
        <ul aria-label="What does not apply" className="mx-3 bg-mark px-1.5">
          {problems.map(({ from, line, message }, index) => <li key={index} className="[overflow-wrap:anywhere]">{from === 'file' ? `Rules file, line ${line}` : 'This page'}: {message}</li>)}
        </ul>
      )}
      <p role="status" className="px-3 text-soft">{counted(found.length, 'rule')}{found.length < rules.length && ` of ${grouped(rules.length)}`}</p>
      {found.length === 0 && <p className="px-3">None is so. <button type="button" className="link" onClick={() => place.set({ find: '', 'rule-class': '', 'rule-severity': '', written: '' })}>Show all rules</button></p>}
      <ul aria-label="Rules">{shown.map((rule) => <Row key={`${rule.kind} ${rule.id}`} rule={rule} />)}</ul>
      {shown.length < found.length && <button type="button" className="control mx-3 w-fit" onClick={() => setAll(true)}>Show all {grouped(found.length)}</button>}
      <Listed title="Own accounts" section="accounts" list={accounts} />
      <Listed title="Own tools for assessments" section="attackTools" list={attackTools} />
    </div>
  )
}

function chosenBy({ get }: ReturnType<typeof useRulesPlace>): (rule: Rule) => boolean {
  const words = get('find').toLowerCase().split(/\s+/).filter((word) => word !== '')
  const [cls, severity, written] = [get('rule-class'), get('rule-severity'), get('written')]
  const least = severities.findIndex((each) => each === severity)
  return (rule) => {
    const text = `${rule.id} ${rule.name} ${rule.why} ${rule.techniques.join(' ')}`.toLowerCase()
    if (!words.every((word) => text.includes(word)) || (cls !== '' && rule.class !== cls) || severities.indexOf(rule.severity) < least) return false
    return written === '' || (written === 'off' ? rule.off !== null : rule.from === written)
  }
}

const rank: Record<Origin, number> = { page: 2, file: 1, 'built-in': 0 }
const teamRank = ({ from, off }: Rule) => Math.max(rank[from], off === null ? 0 : rank[off])
const byWeight = (a: Rule, b: Rule) => teamRank(b) - teamRank(a) || (b.hits ?? 0) - (a.hits ?? 0) || severities.indexOf(b.severity) - severities.indexOf(a.severity) || (a.id < b.id ? -1 : 1)

function Choice({ label, value, options, words = {}, onChange }: { label: string; value: string; options: readonly string[]; words?: Readonly<Record<string, string>>; onChange: (value: string) => void }) {
  return (
    <label className="grid gap-0.5">
      <span className="text-soft">{label}</span>
      <select className="control" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">any</option>
        {options.map((each) => <option key={each} value={each}>{words[each] ?? each}</option>)}
      </select>
    </label>
  )
}

function Row({ rule }: { rule: Rule }) {
  const { id, kind, name, class: cls, severity, why, techniques, off, hits, filter, section, written } = rule
  const place = useRulesPlace()
  const go = (what: string) => () => {
    place.set({ edit: `${what} ${id}` })
    window.scrollTo({ top: 0 })
  }
  return (
    <li className="grid gap-x-3 gap-y-0.5 border-t border-line px-3 py-1.5 wide:grid-cols-[8rem_6rem_minmax(0,1fr)_auto]">
      <span className="flex gap-3 wide:contents"><ClassMark value={cls} /><SeverityMark severity={severity} /></span>
      <div className="min-w-0">
        <p className={`value [overflow-wrap:anywhere] ${off ? 'line-through' : ''}`}>{name}</p>
        <p className="[overflow-wrap:anywhere]">{why} <span className="text-soft">{techniques.join(', ')}</span></p>
        <p className="text-sm text-soft">{originWords(rule)}</p>
      </div>
      <div className="flex flex-wrap items-start gap-1 wide:w-56 wide:justify-end">
        <span className="mr-auto wide:mr-0 wide:w-full wide:text-right">
          {hits !== null && filter !== null && (hits > 0 ? <EventsLink filter={filter}>{counted(hits, 'event')}</EventsLink> : <span className="text-soft">no events</span>)}
          {(kind === 'value' || kind === 'condition') && off === null && <ReadHits id={id} name={name} />}
        </span>
        <span className="on-screen flex gap-1">
          {section !== null && <button type="button" className="control control-quiet" onClick={go('change')} aria-label={`Change ${name}`}>Change</button>}
          {off === null && kind !== 'condition' && <button type="button" className="control control-quiet" onClick={go('off')} aria-label={`Switch off ${name}`}>Switch off</button>}
          {off === 'page' && <button type="button" className="control control-quiet" onClick={go('on')} aria-label={`Switch on ${name}`}>Switch on</button>}
          {written !== null && <button type="button" className="control control-quiet" onClick={go('back')} aria-label={`Take back ${name}`}>Take back</button>}
        </span>
      </div>
    </li>
  )
}

/** What a rule on values highlights, or where a condition holds, is known only by reading records: on request. */
function ReadHits({ id, name }: { id: string; name: string }) {
  const [isAsked, setAsked] = useState(false)
  const { data, error } = useAnswer(ruleHitsContract, { id }, { enabled: isAsked })
  if (!isAsked) return <button type="button" className="link" aria-label={`Count events of ${name}`} onClick={() => setAsked(true)}>count events</button>
  if (error) return <span role="alert">{error.problem.detail}</span>
  if (!data) return <span role="status" className="text-soft">reading records</span>
  return (
    <span role="status" title={`${grouped(data.read)} of ${grouped(data.concerned)} records that it is about were read`}>
      {data.isExact ? '' : 'about '}{counted(data.hits, 'event')}
      {data.events[0] !== undefined && <> (<a className="link" href={`/events/${encodeURIComponent(data.events[0])}`}>one of them</a>)</>}
    </span>
  )
}

function Listed({ title, section, list }: { title: string; section: string; list: readonly { value: string; from: Origin }[] }) {
  const place = useRulesPlace()
  if (list.length === 0) return null
  return (
    <div className="px-3">
      <h3 className="font-semibold">{title}</h3>
      <ul>
        {list.map(({ value, from }) => (
          <li key={value} className="flex flex-wrap items-center gap-2">
            <span className="value">{value}</span>
            <span className="text-sm text-soft">{from === 'file' ? 'in the rules file' : 'on this page'}</span>
            {from === 'page' && <button type="button" className="control control-quiet on-screen" onClick={() => place.set({ edit: `listed ${section} ${value}` })} aria-label={`Take back ${value}`}>Take back</button>}
          </li>
        ))}
      </ul>
    </div>
  )
}
