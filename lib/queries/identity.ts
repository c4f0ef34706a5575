import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { identityContract } from '@/lib/api/identities'
import { literal } from '@/lib/filter/spelling'
import { askedOf, partsOf } from './activity'
import { whoIs } from './identity-who'
import { labels } from './labels'
import type { Question } from './question'
import type { ReviewedStore } from './store'

/**
 * One identity, with what it did through sessions; undefined if nothing at all is stored of it.
 * @throws EngineError when the engine gives up
 */
export async function identity(question: Question<typeof identityContract, ReviewedStore>): Promise<Answer<typeof identityContract> | undefined> {
  const { store, filter, takes, options } = question
  const [asked, labelled] = await Promise.all([
    askedOf(question, { name: 'identity', value: takes.identity }),
    labels(store, 'identity', [takes.identity], options),
  ])
  if (!asked) return undefined
  const [who, told] = await Promise.all([takes.parts.includes('who') ? whoIs(asked, store.journal) : undefined, partsOf(asked, takes.parts)])
  return {
    identity: takes.identity,
    value: literal(takes.identity),
    label: labelled(takes.identity),
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    who,
    ...told,
  }
}
