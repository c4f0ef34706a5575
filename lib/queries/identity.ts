import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { identityContract } from '@/lib/api/identities'
import { literal } from '@/lib/filter/spelling'
import { actorKeys } from './actor-keys'
import { everUntil, isStored, ofActor, type Asked } from './asked-of'
import { whatIsNew } from './identity-new'
import { throughWhat } from './identity-through'
import { whatIs } from './identity-what'
import { whenIs } from './identity-when'
import { whoIs } from './identity-who'
import { labels } from './labels'
import type { Question } from './question'
import type { ReviewedStore } from './store'

/**
 * One identity, with what it did through sessions; undefined if nothing at all is stored of it.
 * @throws EngineError when the engine gives up
 */
export async function identity({ store, filter, takes, options }: Question<typeof identityContract, ReviewedStore>): Promise<Answer<typeof identityContract> | undefined> {
  const { engine } = store
  const narrowed = ofActor(filter, takes.identity)
  if (!(await isStored(engine, takes.identity, options))) return undefined
  const asked: Asked = { store, engine, identity: takes.identity, filter: narrowed, ever: everUntil(narrowed), keys: await actorKeys(engine, narrowed, options), options }
  const labelled = await labels(engine, 'identity', [takes.identity], options)
  const wants = (part: (typeof takes.parts)[number]) => takes.parts.includes(part)
  const [who, when, what, through, fresh] = await Promise.all([
    wants('who') ? whoIs(asked) : undefined,
    wants('when') ? whenIs(asked) : undefined,
    wants('what') ? whatIs(asked) : undefined,
    wants('through') ? throughWhat(asked) : undefined,
    wants('new') ? whatIsNew(asked) : undefined,
  ])
  return {
    identity: takes.identity,
    value: literal(takes.identity),
    label: labelled(takes.identity),
    from: filter.from.toISOString(),
    to: filter.to.toISOString(),
    who,
    when,
    what,
    through,
    new: fresh,
  }
}
