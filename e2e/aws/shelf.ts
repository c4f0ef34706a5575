import { randomBytes } from 'node:crypto'
import type { Event, Held } from './event'
import { isAskedFor, type Lookup } from './lookup'
import { Refusal } from './refusal'

/** Where LookupEvents looks. */
export interface Place {
  account: string
  region: string
}

/** One page of an answer; without a token it is the last. */
export interface Page {
  Events: Event[]
  NextToken?: string
}

/** The events of all accounts and regions, and the pages that are being turned. */
export interface Shelf {
  /** Puts an event in; it is seen from `visibleAt` on. */
  put(held: Held, visibleAt: number): void
  /**
   * The page that a lookup asks for, as `now` shows it.
   * @throws Refusal InvalidNextTokenException
   */
  page(place: Place, lookup: Lookup, now: number): Page
  /** A page without events that is not the last: the next one is the page asked for. */
  emptyPage(place: Place, lookup: Lookup, now: number): Page
  /** Makes every token handed out so far invalid. */
  expireTokens(): void
}

interface Item {
  event: Event
  visibleAt: number
  order: number
}

interface Bookmark {
  /** All that must be the same when the next page is asked for. */
  asked: string
  /** The last event that was served; none on the way to a first page. */
  after: Item | undefined
  issuedAt: number
}

const day = 86_400

/** Sets up an empty shelf whose page tokens are good for so many milliseconds. */
export function shelf(tokenLifetime: number): Shelf {
  const boxes = new Map<string, { items: Item[]; isSorted: boolean }>()
  const bookmarks = new Map<string, Bookmark>()
  let count = 0

  function sorted(box: string): Item[] {
    const found = boxes.get(box)
    if (!found) return []
    if (!found.isSorted) found.items.sort(newestFirst)
    found.isSorted = true
    return found.items
  }

  function bookmarkOf(asked: string, token: string | undefined, now: number): Bookmark | undefined {
    if (token === undefined) return undefined
    const bookmark = bookmarks.get(token)
    if (!bookmark || bookmark.asked !== asked || now - bookmark.issuedAt > tokenLifetime) {
      throw new Refusal('InvalidNextTokenException', 'The token is not valid, or was used before in a request with different parameters.')
    }
    return bookmark
  }

  function issue(bookmark: Bookmark): string {
    const token = randomBytes(96).toString('base64')
    bookmarks.set(token, bookmark)
    return token
  }

  return {
    put({ event, category, account, region }, visibleAt) {
      const box = boxes.get(boxOf({ account, region }, category)) ?? { items: [], isSorted: true }
      boxes.set(boxOf({ account, region }, category), box)
      box.items.push({ event, visibleAt, order: count++ })
      box.isSorted = false
    },

    page(place, lookup, now) {
      const asked = askedOf(place, lookup)
      const items = sorted(boxOf(place, lookup.category))
      const after = bookmarkOf(asked, lookup.token, now)?.after
      const oldest = Math.max(lookup.start, now / 1000 - 90 * day)
      // A place among the events, not a number of them: what arrives late below it is still found, what arrives above is missed, and nothing is served twice.
      const begin = firstOf(items, (item) => (after ? newestFirst(after, item) < 0 : item.event.EventTime <= lookup.end))
      const page: Item[] = []
      for (let index = begin; ; index++) {
        const item = items[index]
        if (!item || item.event.EventTime < oldest) return { Events: page.map(({ event }) => event) }
        if (item.visibleAt > now || !isAskedFor(item.event, lookup.attribute)) continue
        if (page.length === lookup.pageSize) return { Events: page.map(({ event }) => event), NextToken: issue({ asked, after: page.at(-1), issuedAt: now }) }
        page.push(item)
      }
    },

    emptyPage(place, lookup, now) {
      const asked = askedOf(place, lookup)
      return { Events: [], NextToken: issue({ asked, after: bookmarkOf(asked, lookup.token, now)?.after, issuedAt: now }) }
    },

    expireTokens: () => bookmarks.clear(),
  }
}

const boxOf = ({ account, region }: Place, category: Held['category']) => `${account}/${region}/${category}`

/** A lookup in words that are equal only if all but its token is. Infinite times are those left out. */
const askedOf = (place: Place, { category, attribute, start, end, pageSize }: Lookup) =>
  JSON.stringify([boxOf(place, category), attribute ?? null, String(start), String(end), pageSize])

/** AWS promises no order among equal times: here it is one that nobody can mistake for the order of arrival. */
const newestFirst = (a: Item, b: Item) =>
  b.event.EventTime - a.event.EventTime || (a.event.EventId < b.event.EventId ? -1 : a.event.EventId > b.event.EventId ? 1 : a.order - b.order)

/** The index of the first item for which it holds, of items for which it holds from some point on. */
function firstOf(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}
