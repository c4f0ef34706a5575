import type { Actor } from './actors'
import type { Failure, Operation } from './operations/operation'
import { draw, oddsOf, type Random } from './random'
import { callText, type Caller } from './record'
import { tasksAt } from './tasks'
import type { Visit } from './visit'

/** How many records one sitting makes: many short ones, few long ones, 24 in the middle. */
export const sittingSize = (random: Random): number => Math.min(160, 8 + Math.round(-17 * Math.log(1 - random.float())))

/** Why all calls of a kind fail in one sitting, if they do. People are denied things; programs know what they may. */
function failureOf(operation: Operation, caller: Caller, random: Random): Failure | 'denied' | undefined {
  const failure = operation.failures.find(({ share }) => random.chance(share * 1.6))
  if (failure) return failure
  return operation.through === undefined && caller.via !== 'aws' && random.chance(caller.kind === 'person' ? 0.08 : 0.025)
    ? 'denied'
    : undefined
}

/**
 * One sitting: somebody does one task at a place, which takes a few kinds of calls and many of each.
 * @param size how many records, those that open a session included
 * @param end the second of the day by which it is over
 */
export function sit(
  actor: Actor,
  visit: Visit,
  size: number,
  end: number,
  made: () => number,
  call: (second: number, text: string) => void,
): void {
  const { random, place, day } = visit
  const before = made()
  const caller = actor.enter(visit)
  const calls = size - (made() - before)
  const { calls: kinds } = draw(tasksAt(actor.tasks, place), random)

  const left = [...kinds]
  const chosen: { operation: Operation; weight: number; failure: Failure | 'denied' | undefined }[] = []
  const count = Math.max(1, Math.min(left.length, Math.round(calls / (5 + random.float() * 4))))
  while (chosen.length < count) {
    const kind = draw(
      oddsOf(left, ([, weight]) => weight),
      random,
    )
    left.splice(left.indexOf(kind), 1)
    chosen.push({ operation: kind[0], weight: kind[1] * (0.3 + random.float()), failure: failureOf(kind[0], caller, random) })
  }

  const odds = oddsOf(chosen, ({ weight }) => weight)
  const pace = (Math.max(0, end - visit.second) / Math.max(1, calls)) * (0.3 + 0.7 * random.float())
  for (let index = 0; index < calls; index++) {
    const { operation, failure } = draw(odds, random)
    const second = Math.floor(visit.second + index * pace)
    call(second, callText(operation, caller, place, day, second, random, failure !== undefined && random.chance(0.9) ? failure : undefined))
  }
}
