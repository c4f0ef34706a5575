import { BadParameter, filterFrom, searchOf } from '@/lib/filter/filter'

/** Pages on which one goes on with the span of time that one looked at. */
const ofSpan = ['/explore', '/identities']

/** Pages whose time is their own: the weeks of the calendar and the stretch of the coverage grid are no span of events. */
const ofTheirOwn = ['/calendar', '/sources']

/**
 * The address of a page of the rail as seen from another: the zone goes along, and to Explore and Identities the span as well,
 * so that one finding leads to the next. The page that one is on is offered from its start.
 */
export function wayTo(href: string, path: string, search: URLSearchParams): string {
  const names = ofSpan.includes(href) && href !== path && !ofTheirOwn.includes(path) ? ['from', 'to', 'tz'] : ['tz']
  const kept = new URLSearchParams()
  for (const name of names) {
    const value = search.get(name)
    if (value) kept.set(name, value)
  }
  try {
    const text = searchOf(filterFrom(kept)).toString()
    return text ? `${href}?${text}` : href
  } catch (error) {
    // An address that cannot be read is explained by its page, and must not spoil the way to the others.
    if (error instanceof BadParameter) return href
    throw error
  }
}
