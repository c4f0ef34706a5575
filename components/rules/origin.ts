import type { Rule } from '@/lib/api/rules'

export type Origin = Rule['from']

const places: Record<Origin, string> = { page: 'written on this page', file: 'in the rules file', 'built-in': 'built in' }
const over: Record<Origin, string> = { page: 'this page', file: 'the rules file', 'built-in': 'what is built in' }

/** Where a rule is written, over what it wins, and where it is switched off. */
export function originWords({ from, over: beaten, off }: Pick<Rule, 'from' | 'over' | 'off'>): string {
  const wins = beaten.length === 0 ? '' : `; it wins over ${beaten.map((each) => over[each]).join(' and ')}`
  const isOff = off === null ? '' : off === 'page' ? '; switched off on this page' : '; switched off in the rules file, and only there to be switched on'
  return `${places[from]}${wins}${isOff}`
}
