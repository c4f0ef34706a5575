'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { send, type ProblemError } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { ruleFileContract, ruleImportContract, ruleImportPreviewContract } from '@/lib/api/rules'
import { useActing } from '@/components/review/use-acting'
import { refreshJournal } from '@/components/review/use-journal'
import { counted } from '@/components/ui/number'
import { Trouble } from '@/components/ui/trouble'
import { EntryText } from './rule-changes'
import { Flagged } from './rule-preview'

type Preview = Answer<typeof ruleImportPreviewContract>

/** The way out to the YAML file that `--rules` takes, and back: what an import changes and would have flagged is shown before it is entered. */
export function RuleFile({ file, tz }: { file: string | null; tz: string }) {
  const client = useQueryClient()
  const { act, ask } = useActing()
  const chooser = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string>()
  const preview = useMutation<Preview, ProblemError, string>({ mutationFn: (read) => send(ruleImportPreviewContract, { text: read }) })
  const entering = useMutation<Answer<typeof ruleImportContract>, ProblemError, { by: string; text: string; saw: number }>({
    mutationFn: (sent) => send(ruleImportContract, sent),
    onSuccess: () => {
      setText(undefined)
      if (chooser.current) chooser.current.value = ''
    },
    onSettled: () => refreshJournal(client, 'rule change'),
  })
  const choose = async (chosen: File | undefined) => {
    entering.reset()
    preview.reset()
    const read = chosen && chosen.size > 0 ? await chosen.text() : undefined
    setText(read)
    if (read !== undefined) preview.mutate(read)
  }
  const { data: seen, error: problem = null } = text === undefined ? { data: undefined } : preview
  const { data: told } = entering
  return (
    <section aria-labelledby="rule-file" className="bg-paper py-2">
      <div className="px-3">
        <h2 id="rule-file" className="font-semibold">As a file</h2>
        <p className="text-soft">
          {file === null ? 'No rules file was given with --rules.' : <>The rules file is <span className="value [overflow-wrap:anywhere]">{file}</span>; it is read at the start and never written.</>} What is exported holds the rules of the team, from the file and from this page; what is imported is entered here, a journal entry for each rule, once you have seen what it changes.
        </p>
        <p className="on-screen mt-1 flex flex-wrap items-center gap-2">
          <a className="control" href={ruleFileContract.path} download>Export rules</a>
          <label className="flex flex-wrap items-center gap-2">Rules file to import <input ref={chooser} type="file" accept=".yaml,.yml,text/yaml,application/yaml" className="max-w-full" onChange={(event) => void choose(event.target.files?.[0])} /></label>
        </p>
        {problem && <Trouble problem={problem.problem} retry={() => text !== undefined && preview.mutate(text)} />}
        {entering.error && <p role="alert" className="mt-1 w-fit bg-mark px-1.5">{entering.error.problem.title}. {entering.error.problem.detail} Choose the file again to see what it changes now.</p>}
        <div role="status">
          {text !== undefined && preview.isPending && <p className="mt-1 text-soft">Reading what it would change and flag</p>}
          {told && <p className="mt-1">{counted(told.entered, 'rule')} entered{told.same > 0 && `, ${told.same} stood so already`}{told.problems.length > 0 && `, ${told.problems.length} left out`}.</p>}
        </div>
        {told && <LeftOut problems={told.problems} />}
      </div>
      {text !== undefined && seen && (
        <section aria-label="What the import changes" className="on-screen mt-2 border-t border-line">
          <div className="grid gap-1 px-3 py-2">
            <p className="font-semibold">
              {counted(seen.changes.filter(({ before }) => before === null).length, 'rule')} added, {seen.changes.filter(({ before }) => before !== null).length} changed, none taken out.
              <span className="font-normal text-soft">{seen.same > 0 && ` ${counted(seen.same, 'entry stands', 'entries stand')} so already.`}{seen.kept.length > 0 && ` ${counted(seen.kept.length, 'entry', 'entries')} of this page that the file does not name ${seen.kept.length === 1 ? 'stays' : 'stay'}.`}</span>
            </p>
            <LeftOut problems={seen.problems} />
            <p className="flex gap-2">
              <button type="button" className="control font-semibold" disabled={seen.changes.length === 0 || entering.isPending} onClick={() => act((by) => entering.mutate({ by, text, saw: seen.saw }))}>Import {counted(seen.changes.length, 'rule')}</button>
              <button type="button" className="control" onClick={() => void choose(undefined)}>Cancel</button>
            </p>
          </div>
          {seen.changes.length > 0 && (
            <>
              <h3 className="border-t border-line px-3 py-2 font-semibold">In the last 30 days stored they would have flagged</h3>
              <Flagged flagging={seen} tz={tz} />
            </>
          )}
          <ul aria-label="Changes of the import">
            {seen.changes.map(({ section, line, before, after }) => (
              <li key={line} className="grid gap-0.5 border-t border-line px-3 py-1.5">
                <p>{before === null ? 'adds to' : 'changes in'} {section} <span className="text-soft">(line {line})</span></p>
                {before !== null && <EntryText mark="−" text={before} />}
                <EntryText mark="+" text={after} />
              </li>
            ))}
          </ul>
          {seen.kept.length > 0 && (
            <details className="border-t border-line px-3 py-1.5">
              <summary className="w-fit cursor-pointer text-soft">What stays of this page</summary>
              {seen.kept.map(({ section, yaml }) => <EntryText key={`${section} ${yaml}`} mark={section} text={yaml} />)}
            </details>
          )}
        </section>
      )}
      {ask}
    </section>
  )
}

function LeftOut({ problems }: { problems: Preview['problems'] }) {
  if (problems.length === 0) return null
  return <ul aria-label="Left out" className="mt-1 w-fit bg-mark px-1.5">{problems.map(({ line, message }, index) => <li key={index} className="[overflow-wrap:anywhere]">Line {line}: {message}</li>)}</ul>
}
