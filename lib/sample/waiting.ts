import { daySeconds, type Day } from './clock'
import type { DayPlan } from './plan'
import type { Random } from './random'

/** A log file to be: one account and region, the second of the day at which it is delivered, its records. */
export type LogFile = {
  account: string
  region: string
  day: Day
  close: number
  name: string
  texts: readonly string[]
  duplicates: number
}

/** Records that wait for a file of their account and region: the other half of a call across accounts, a second delivery, a script's. */
export type WaitingRoom = {
  add(account: string, region: string, second: number, text: string): void
  /** Those that a file delivered at `close` brings along. */
  take(account: string, region: string, close: number): string[]
  /** Files for those that cannot wait until `close`. */
  overdue(close: number): Generator<LogFile>
}

type Waiting = { account: string; region: string; records: { second: number; text: string }[] }

/** The most seconds that lie between a call and the delivery of its record. */
const latest = 600

/** An empty waiting room for a day. */
export function waitingRoom({ day, to }: DayPlan, random: Random): WaitingRoom {
  const rooms = new Map<string, Waiting>()
  const removed = (room: Waiting, gone: (second: number) => boolean) => {
    const leaving = room.records.filter(({ second }) => gone(second))
    room.records = room.records.filter(({ second }) => !gone(second))
    return leaving
  }
  return {
    add(account, region, second, text) {
      const key = `${account}/${region}`
      const room = rooms.get(key) ?? { account, region, records: [] }
      room.records.push({ second, text })
      rooms.set(key, room)
    },
    take(account, region, close) {
      const room = rooms.get(`${account}/${region}`)
      return room && room.records.length > 0
        ? removed(room, (second) => second <= close && close - second <= latest).map(({ text }) => text)
        : []
    },
    *overdue(close) {
      for (const room of rooms.values()) {
        if (room.records.length === 0) continue
        const late = removed(room, (second) => close - second > latest).sort((a, b) => a.second - b.second)
        while (late.length > 0) {
          const first = late[0]?.second ?? 0
          const together = late.splice(0, late.findLastIndex(({ second }) => second - first <= 420) + 1)
          const last = together.at(-1)?.second ?? first
          const delivered = Math.ceil(last / 60) * 60 + 60
          yield {
            account: room.account,
            region: room.region,
            day,
            close: to < daySeconds ? Math.min(delivered, to) : delivered,
            name: random.letters(16),
            texts: together.map(({ text }) => text),
            duplicates: 0,
          }
        }
      }
    },
  }
}
