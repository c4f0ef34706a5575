import fc from 'fast-check'
import type { What } from './entry'
import type { Item } from './remark'

/** For tests: an item of this name. */
export const itemOf = (id: string): Item => ({ id, title: `Item ${id}`, filter: `identity=${id}` })

const text = fc.oneof(fc.constantFrom('as agreed', 'größe 日本 😀', 'a "quote" \\ and a\nbreak', '{"hash":"'), fc.string({ minLength: 1, maxLength: 30 }).filter((each) => each.trim() !== '' && !/\p{Cc}/u.test(each)))

/** For tests: things that reviewers enter. */
export const someWhat: fc.Arbitrary<What> = fc.oneof(
  fc.record({ kind: fc.constant('decision' as const), item: fc.constantFrom('a', 'b', 'c').map(itemOf), verdict: fc.constantFrom('expected' as const, 'suspicious' as const, 'unclear' as const, 'done' as const) }),
  fc.record({ kind: fc.constant('note' as const), on: fc.constant({ kind: 'identity' as const, identity: 'arn:aws:iam::111122223333:user/alice' }), text }),
  fc.record({ kind: fc.constant('identity kind' as const), identity: text, is: fc.constantFrom('person' as const, 'robot' as const, null) }),
  fc.record({ kind: fc.constant('expectation' as const), filter: fc.constant('event=RunInstances'), from: fc.constant('2026-01-01T00:00:00Z'), until: fc.constant('2027-01-01T00:00:00Z'), reason: text, owner: fc.constant('team') }),
)
