'use client'

import { rulesContract } from '@/lib/api/rules'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'
import { ReviewFrame } from '@/components/review/review-frame'
import { useHealth } from '@/components/shell/use-health'
import { stamp, zoneName } from '@/components/time-format'
import { counted, percent } from '@/components/ui/number'
import { Panel } from '@/components/ui/panel'
import { editOf } from './edit'
import { RuleChanges } from './rule-changes'
import { RuleEditor } from './rule-editor'
import { RuleFile } from './rule-file'
import { RuleList } from './rule-list'
import { useRulesPlace } from './use-rules-place'

/** The rules by which events are judged: what each flags, and the changing of them. */
export function RulesPage() {
  const { tz } = usePlace().filter
  const place = useRulesPlace()
  const rules = useAnswer(rulesContract, {})
  const judging = useHealth().data?.judging ?? null
  const edit = rules.data && editOf(place.get('edit'), rules.data.rules)
  const isNew = (section: string) => place.set({ edit: `new ${section}` })
  return (
    <ReviewFrame title="Rules">
      <section aria-labelledby="about-rules" className="bg-paper px-3 py-2">
        <h2 id="about-rules" className="font-semibold">Rules</h2>
        <p className="text-soft">
          What is written here wins over the rules file, and that over what Traildesk brings along. A change is entered in the journal, holds for what arrives from then on, and has every stored event judged again while the desk goes on.
        </p>
        <p role="status" className={judging === null ? '' : 'mt-1 w-fit bg-mark px-1.5'}>
          {judging !== null && `Stored events are judged again: ${percent(judging)} done. Until then, counts by class and severity are of both the old and the new rules.`}
        </p>
        <p className="on-screen mt-1 flex flex-wrap gap-2">
          <button type="button" className="control" onClick={() => isNew('events')}>New rule on event names</button>
          <button type="button" className="control" onClick={() => isNew('values')}>New rule on a value</button>
          <button type="button" className="control" onClick={() => isNew('accounts')}>Own account</button>
          <button type="button" className="control" onClick={() => isNew('attackTools')}>Own tool</button>
        </p>
      </section>
      {edit && <RuleEditor key={place.get('edit')} edit={edit} tz={tz} onDone={() => place.set({ edit: '' })} />}
      <Panel
        title="By which events are judged"
        answer={rules}
        isEmpty={() => false}
        aside={rules.data && <span className="ml-2 text-soft">{counted(rules.data.total, 'event')} from {stamp(new Date(rules.data.from), tz)} to {stamp(new Date(rules.data.to), tz)} {zoneName(tz, new Date(rules.data.to))}</span>}
        skeleton={<div className="mx-3 mb-3 h-[40rem] animate-pulse rounded bg-hover" />}
      >
        {(answer) => <RuleList answer={answer} />}
      </Panel>
      {rules.data && <RuleChanges changes={rules.data.changes} tz={tz} />}
      {rules.data && <RuleFile file={rules.data.file} tz={tz} />}
    </ReviewFrame>
  )
}
