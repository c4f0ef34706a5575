import 'server-only'
import type { z } from 'zod'
import type { Answer, Takes } from '@/lib/api/contract'
import { Failure } from '@/lib/api/failure'
import type { identityKindContract } from '@/lib/api/identities'
import type { QueryOptions } from '@/lib/engine/engine'
import { knownOf } from './asked-of'
import type { ReviewedStore } from './store'

interface Correcting {
  store: ReviewedStore
  takes: Takes<typeof identityKindContract>
  sent: z.output<typeof identityKindContract.sends>
  options: QueryOptions
}

/**
 * Enters what an identity is; undefined if nothing is stored of it.
 * @throws Failure 409 if somebody corrected it after what the reviewer saw, or if there is nothing to take back
 */
export async function correctKind({ store: { engine, journal, covers }, takes: { identity }, sent: { by, kind, saw }, options }: Correcting): Promise<Answer<typeof identityKindContract> | undefined> {
  if (!(await knownOf(engine, { name: 'identity', value: identity }, { covers: covers() }, options))) return undefined
  const { seq } = await journal.append(by, ({ kinds }) => {
    const last = kinds.get(identity)
    if (saw !== undefined && saw !== (last?.seq ?? 0) && last) {
      const what = last.is === null ? 'took the correction back' : `corrected it to ${last.is}`
      throw new Failure({ title: 'Somebody corrected it meanwhile', status: 409, detail: `${last.by} ${what} at ${last.at}.`, todo: 'Your correction is not entered. Correct it again if you still see it so.' })
    }
    if (kind === null && (last?.is ?? null) === null) throw new Failure({ title: 'There is nothing to take back', status: 409, detail: 'What it is was not corrected.', todo: 'Look at it again: somebody may have taken the correction back.' })
    return { kind: 'identity kind', identity, is: kind }
  })
  return { version: journal.version(), kind, seq }
}
