import type { ReactNode } from 'react'
import { eventClass, severities } from '@/lib/cloudtrail/facts'
import type { Draft } from '@/lib/risk/draft'
import type { EditSection } from './edit'

interface Props {
  section: EditSection
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
}

/** The fields of an entry, as its section of the rules file takes them. */
export function RuleFields({ section, draft, onChange }: Props) {
  const line = (name: keyof Draft, label: string, hint = '') => (
    <Labelled label={label}>
      <input className="field" value={draft[name] ?? ''} placeholder={hint} onChange={(event) => onChange({ [name]: event.target.value })} />
    </Labelled>
  )
  const lines = (name: keyof Draft, label: string, hint = '') => (
    <Labelled label={label}>
      <textarea rows={2} className="field py-1" value={draft[name] ?? ''} placeholder={hint} onChange={(event) => onChange({ [name]: event.target.value })} />
    </Labelled>
  )
  const choice = (name: 'class' | 'severity', label: string, options: readonly string[]) => (
    <Labelled label={label}>
      <select className="control" value={draft[name] ?? ''} onChange={(event) => onChange({ [name]: event.target.value })}>
        <option value="">as it is</option>
        {options.map((each) => <option key={each}>{each}</option>)}
      </select>
    </Labelled>
  )
  if (section === 'accounts') return line('id', 'Account', '111122223333')
  if (section === 'attackTools') return line('id', 'Tool', 'prowler')
  return (
    <>
      <div className="grid gap-2 wide:grid-cols-4">
        {section === 'events' ? (
          <>{line('source', 'Event source', 's3, or * for any')}{line('name', 'Event name', 'Delete*')}</>
        ) : (
          <>{line('id', 'Id of the rule', 'payroll-bucket')}{lines('path', 'Path in the record, a line each', 'requestParameters.bucketName')}</>
        )}
        {choice('class', 'Class', eventClass.options)}
        {choice('severity', 'Severity', severities)}
      </div>
      <div className="grid gap-2 wide:grid-cols-[1fr_14rem]">
        {line('why', 'Why, in a sentence', 'Salaries leave the house.')}
        {lines('techniques', 'MITRE ATT&CK techniques, a line each', 'T1530')}
      </div>
      <details open={section === 'values' || draft.path !== undefined}>
        <summary className="w-fit cursor-pointer text-soft">{section === 'events' ? 'Only where a value in the record is so' : 'What the value must be'}</summary>
        <div className="mt-1 grid gap-2 wide:grid-cols-3">
          {section === 'events' && line('path', 'Path in the record', 'requestParameters.bucketName')}
          {lines('is', 'It is one of these, a line each')}
          {line('pattern', 'Or it matches (regular expression)', '^test-')}
          {section === 'values' && lines('events', 'Only on these events, a line each', 's3/*')}
          {section === 'values' && (
            <label className="flex items-center gap-2"><input type="checkbox" checked={draft.reads === 'true'} onChange={(event) => onChange({ reads: event.target.checked ? 'true' : '' })} /> on what only reads, too</label>
          )}
        </div>
      </details>
    </>
  )
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => <label className="grid content-start gap-0.5"><span className="text-soft">{label}</span>{children}</label>
