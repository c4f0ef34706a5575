'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { ProblemError, send } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import { ruleFileContract, ruleImportContract } from '@/lib/api/rules'
import { useActing } from '@/components/review/use-acting'
import { refreshJournal } from '@/components/review/use-journal'
import { counted } from '@/components/ui/number'

/** The way out to the YAML file that `--rules` takes, and back. */
export function RuleFile({ file }: { file: string | null }) {
  const client = useQueryClient()
  const { act, ask } = useActing()
  const [told, setTold] = useState<Answer<typeof ruleImportContract>>()
  const [problem, setProblem] = useState<string>()
  const bring = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const chosen = new FormData(event.currentTarget).get('file')
    if (!(chosen instanceof File) || chosen.size === 0) return
    act(async (by) => {
      setTold(undefined)
      try {
        setTold(await send(ruleImportContract, { by, text: await chosen.text() }))
        setProblem(undefined)
        await refreshJournal(client, 'rule change')
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        setProblem(`${error.problem.title}. ${error.problem.detail}`)
      }
    })
  }
  return (
    <section aria-labelledby="rule-file" className="bg-paper px-3 py-2">
      <h2 id="rule-file" className="font-semibold">As a file</h2>
      <p className="text-soft">
        {file === null ? 'No rules file was given with --rules.' : <>The rules file is <span className="value [overflow-wrap:anywhere]">{file}</span>; it is read at the start and never written.</>} What is exported holds the rules of the team, from the file and from this page; what is imported is entered here, a journal entry for each rule.
      </p>
      <form onSubmit={bring} className="on-screen mt-1 flex flex-wrap items-center gap-2">
        <a className="control" href={ruleFileContract.path} download>Export rules</a>
        <label className="flex flex-wrap items-center gap-2">Rules file to import <input type="file" name="file" required accept=".yaml,.yml,text/yaml,application/yaml" className="max-w-full" /></label>
        <button type="submit" className="control">Import rules</button>
      </form>
      {problem && <p role="alert" className="mt-1 w-fit bg-mark px-1.5">{problem}</p>}
      <div role="status">
        {told && <p className="mt-1">{counted(told.entered, 'rule')} entered{told.same > 0 && `, ${told.same} stood so already`}{told.problems.length > 0 && `, ${told.problems.length} left out`}.</p>}
        {told && told.problems.length > 0 && <ul aria-label="Left out" className="mt-1 bg-mark px-1.5">{told.problems.map(({ line, message }, index) => <li key={index} className="[overflow-wrap:anywhere]">Line {line}: {message}</li>)}</ul>}
      </div>
      {ask}
    </section>
  )
}
