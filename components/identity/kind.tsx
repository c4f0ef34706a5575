'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send, type ProblemError } from '@/lib/api/client'
import type { Answer } from '@/lib/api/contract'
import type { identityContract} from '@/lib/api/identities';
import { identityKindContract } from '@/lib/api/identities'
import { identityKinds, type IdentityKind } from '@/lib/cloudtrail/identity-kind'
import { usePlace } from '@/components/filters/place-provider'
import { useActing } from '@/components/review/use-acting'
import { refreshJournal } from '@/components/review/use-journal'
import { stamp } from '@/components/time-format'
import { Popover } from '@/components/ui/popover'
import { kindNamed, KindMark } from './kinds'

type Told = Pick<NonNullable<Answer<typeof identityContract>['who']>, 'kind' | 'kindFound' | 'kindSaw' | 'corrected'>

/** What an identity is, who corrected that, and a way to correct it. */
export function Kind({ identity, told }: { identity: string; told: Told }) {
  const { filter: { tz } } = usePlace()
  const { kind, corrected } = told
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <KindMark kind={kind} />
      {corrected && (
        <span>
          corrected by {corrected.by}, <time dateTime={corrected.at}>{stamp(new Date(corrected.at), tz).slice(0, 16)}</time>
        </span>
      )}
      <Correct identity={identity} told={told} />
    </span>
  )
}

function Correct({ identity, told: { kind, kindFound, kindSaw, corrected } }: { identity: string; told: Told }) {
  const client = useQueryClient()
  const { act, ask } = useActing()
  const correcting = useMutation<Answer<typeof identityKindContract>, ProblemError, { by: string; to: IdentityKind | null }>({
    mutationFn: ({ by, to }) => send(identityKindContract, { by, kind: to, saw: kindSaw }, { identity }),
    // A refusal comes of somebody else's correction, which is to be seen.
    onSettled: () => refreshJournal(client, 'identity kind'),
  })
  const correct = (to: IdentityKind | null) => act((by) => correcting.mutate({ by, to }))
  return (
    <>
      <Popover name="Correct what it is" className="on-screen link" label={correcting.isPending ? 'saving' : 'correct'}>
        {(close) => (
          <div className="grid gap-2">
            <p className="font-semibold" id="kind-is">What it is</p>
            <div role="group" aria-labelledby="kind-is" className="flex flex-wrap gap-1.5">
              {identityKinds.map((each) => (
                <button
                  key={each}
                  type="button"
                  className="control aria-pressed:bg-chosen"
                  aria-pressed={each === kind}
                  disabled={correcting.isPending}
                  onClick={() => {
                    close()
                    if (each !== kind) correct(each)
                  }}
                >
                  {kindNamed(each)}
                </button>
              ))}
            </div>
            {corrected && (
              <button
                type="button"
                className="control justify-self-start"
                disabled={correcting.isPending}
                onClick={() => {
                  close()
                  correct(null)
                }}
              >
                Back to as found: {kindNamed(kindFound)}
              </button>
            )}
            <p className="text-sm text-soft">By its name and type it is found to be: {kindNamed(kindFound)}. A correction holds for everybody, and stands in the journal.</p>
          </div>
        )}
      </Popover>
      {correcting.error && (
        <span role="alert" className="bg-mark px-1.5 text-ink">
          {correcting.error.problem.title}. {correcting.error.problem.detail} {correcting.error.problem.todo}
        </span>
      )}
      {ask}
    </>
  )
}
