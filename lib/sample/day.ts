import type { World } from './actors'
import { daySeconds } from './clock'
import { serviceEventText } from './entries/robot'
import { sit, sittingSize } from './episode'
import type { ScriptedRecord } from './incidents/script'
import { cellsOf, type Cell, type DayPlan } from './plan'
import { draw, itemAt, randomOf, type Random } from './random'
import type { Session, Visit } from './visit'
import { waitingRoom, type LogFile } from './waiting'

/** What a day is made from. `silence` is when an account's trail did not log. */
export type DayScript = {
  plan: DayPlan
  scripted: readonly ScriptedRecord[]
  silences: readonly { account: string; from: number; to: number }[]
}

type Slot = { cell: Cell; from: number; to: number; close: number; size: number }

/**
 * Makes the log files of one day, in the order of their delivery. A file brings what happened at one place in the minutes
 * before; people and machines sit down there one after the other until it is full.
 */
export function* filesOf(seed: string, world: World, { plan, scripted, silences }: DayScript, fileSize: number): Generator<LogFile> {
  const random = randomOf(`${seed}/day/${plan.day.before}`)
  const waiting = waitingRoom(plan, random)
  for (const { account, region, second, text } of scripted) waiting.add(account, region, second, text)

  const book = new Map<string, Session>()
  let made = 0,
    due = 0,
    doubled = 0
  for (const slot of slotsOf(world, plan, random, fileSize, silences)) {
    due += slot.size
    const place = slot.cell.place
    const size = due - made
    if (size <= 0) continue
    yield* waiting.overdue(slot.close)

    const texts = waiting.take(place.account.id, place.region, slot.close)
    const seconds: number[] = []
    const start = texts.length
    const target = made + size
    const deliver = (text: string, second: number) => {
      made++
      texts.push(text)
      seconds.push(second)
    }
    while (made < target) {
      const room = target - made
      const drawn = Math.min(room, sittingSize(random))
      const wanted = room - drawn < 8 ? room : drawn
      const actor = room < 8 ? world.fallback(place) : draw(slot.cell.crowd, random)
      const visit: Visit = {
        day: plan.day,
        place,
        random,
        book,
        second: slot.from + 25 + random.below(Math.max(1, slot.to - slot.from - 25)),
        deliver: (text) => deliver(text, -1),
        deliverTo: (account, second, text) => {
          if (silences.some((each) => each.account === account.id && second >= each.from && second <= each.to)) return
          made++
          waiting.add(account.id, place.region, second, text)
        },
      }
      if (room > 8 && random.chance(0.27)) {
        deliver(serviceEventText(visit), visit.second)
        continue
      }
      sit(
        actor,
        visit,
        wanted,
        slot.to,
        () => made,
        (second, text) => deliver(text, second),
      )
    }

    const doubles = Math.floor((plan.duplicates * due) / Math.max(1, plan.records - plan.duplicates)) - doubled
    const calls = seconds.flatMap((second, index) => (second < 0 ? [] : [index]))
    for (let left = doubles; left > 0; left--) {
      const index = calls.splice(random.below(calls.length), 1)[0] ?? 0
      waiting.add(place.account.id, place.region, seconds[index] ?? slot.from, texts[start + index] ?? '')
    }
    doubled += doubles
    yield {
      account: place.account.id,
      region: place.region,
      day: plan.day,
      close: slot.close,
      name: random.letters(16),
      texts: stirred(texts, random),
      duplicates: doubles,
    }
  }
  yield* waiting.overdue(Infinity)
}

/** Which files there will be: where, when, how big. The sizes add up to the plan's records less its duplicates. */
function slotsOf(world: World, plan: DayPlan, random: Random, fileSize: number, silences: DayScript['silences']): Slot[] {
  const records = plan.records - plan.duplicates
  if (records <= 0) return []
  const cells = cellsOf(world, plan)
  const count = Math.max(1, Math.round(records / fileSize))
  const slots = Array.from({ length: count }, (_, index) => {
    const cell = itemAt(cells, ((index + random.float()) / count) * cells.total)
    return { cell, ...spanOf(cell, plan, random, silences), bulk: Math.exp(1.6 * (random.float() + random.float() - 1)) }
  }).sort((a, b) => a.close - b.close)

  const bulk = slots.reduce((sum, slot) => sum + slot.bulk, 0)
  let upTo = 0
  return slots.map(({ bulk: own, ...slot }) => {
    const before = Math.round((records * upTo) / bulk)
    upTo += own
    return { ...slot, size: Math.round((records * upTo) / bulk) - before }
  })
}

/** From when to when a file's records go, and the minute in which it is delivered. */
function spanOf({ place, hour }: Cell, plan: DayPlan, random: Random, silences: DayScript['silences']) {
  const length = 150 + random.below(260)
  const first = Math.max(plan.from, hour * 3600),
    last = Math.min(plan.to, hour * 3600 + 3600)
  let from = first + random.below(Math.max(1, last - first))
  const silence = silences.find((each) => each.account === place.account.id && from <= each.to && from + length >= each.from)
  if (silence) from = silence.to + 30
  const to = Math.min(from + length, plan.to - 60)
  from = Math.max(plan.from, Math.min(from, to - 90))
  const close = Math.ceil(to / 60) * 60 + 60 * random.below(2)
  return { from, to, close: plan.to < daySeconds ? Math.min(close, plan.to) : close }
}

/** Moves records a little out of their order, as they are in real files. */
function stirred(texts: string[], random: Random): string[] {
  for (let index = texts.length - 1; index > 0; index--) {
    const other = Math.max(0, index - random.below(12))
    const text = texts[index] ?? ''
    texts[index] = texts[other] ?? ''
    texts[other] = text
  }
  return texts
}
