import type { Answer } from '@/lib/api/contract'
import type { reviewContract } from '@/lib/api/review'
import { grouped } from '@/components/ui/number'

const day = 86_400_000

/** How many events there usually are, in words: “Tuesdays: 17,100 to 19,300”. */
export function comparison({ from, to, before, events }: Pick<Answer<typeof reviewContract>, 'from' | 'to' | 'before' | 'events'>, tz: string): string {
  if (before.length === 0) return 'no week before to compare with'
  const counts = before.map((each) => each.events)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const length = Date.parse(to) - Date.parse(from)
  const weekday = new Intl.DateTimeFormat('en', { timeZone: tz, weekday: 'long' }).format(Date.parse(from))
  const like = length <= 1.05 * day ? `${weekday}s before` : before.length === 1 ? 'the week before' : 'the weeks before'
  const usual = least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`
  const times = events / Math.max(1, most)
  return `${like}: ${usual}${times >= 2 ? `, ${times < 3 ? times.toFixed(1) : Math.round(times)} times as many as most` : events < least / 2 ? ', less than half' : ''}`
}
