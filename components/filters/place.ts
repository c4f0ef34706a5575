import { heatmapColumns, heatmapRows } from '@/lib/api/heatmap'
import { identitySorts } from '@/lib/api/identity-sorts'
import { timelineKeys } from '@/lib/api/timeline'
import { identityKinds, type IdentityKind } from '@/lib/cloudtrail/identity-kind'
import { BadParameter, filterFrom, searchOf, type Filter } from '@/lib/filter/filter'

/** How events are shown: a line each, or their records as text, one after another. */
export const listings = ['list', 'text'] as const

/** What the URL says besides the Filter: how pictures are cut and events listed, which event the reader shows, and which story the review. */
export interface View {
  by: (typeof timelineKeys)[number]
  rows: (typeof heatmapRows)[number]
  cols: (typeof heatmapColumns)[number]
  listing: (typeof listings)[number]
  open: string | undefined
  /** What an identity is compared with: another one, or another period. */
  with: string | undefined
  /** How /identities is sorted, of which kind they are, and how they are called. */
  sort: (typeof identitySorts)[number]
  kind: IdentityKind | undefined
  search: string
  /** The story of the review that one looks at. */
  item: string | undefined
}

/** Where a person stands: all that the URL says. */
export interface Place {
  filter: Filter
  view: View
}

/** Where everyone stands: the one page that sorts identities and tells them apart by kind. */
const listOfIdentities = '/identities'

/**
 * Reads a place from the query string of a page.
 * @param path of the page: what other pages do not take is ignored there
 * @throws BadParameter naming the parameter and what it takes
 */
export function placeFrom(search: URLSearchParams, path: string): Place {
  const ofIdentities = path === listOfIdentities ? search : new URLSearchParams()
  return {
    filter: filterFrom(search),
    view: {
      by: oneOf(search, 'by', timelineKeys, 'class'),
      rows: oneOf(search, 'rows', heatmapRows, 'identity'),
      cols: oneOf(search, 'cols', heatmapColumns, 'hour'),
      listing: oneOf(search, 'view', listings, 'list'),
      open: search.get('open') || undefined,
      with: search.get('with')?.slice(0, 2_000) || undefined,
      sort: oneOf(ofIdentities, 'sort', identitySorts, 'risk'),
      kind: oneOf(ofIdentities, 'kind', identityKinds, undefined),
      search: ofIdentities.get('search')?.slice(0, 200) ?? '',
      item: search.get('item') || undefined,
    },
  }
}

/** The parameters of a page, as Next gives them, as a query string. */
export function searchFrom(parameters: Record<string, string | string[] | undefined>): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) for (const each of [value ?? []].flat()) search.append(name, each)
  return search
}

function oneOf<const T extends string, U extends T | undefined>(search: URLSearchParams, name: string, values: readonly T[], usual: U): T | U {
  const given = search.get(name)
  if (!given) return usual
  const found = values.find((value) => value === given)
  if (found === undefined) throw new BadParameter(name, given, `one of ${values.join(', ')}`)
  return found
}

/** Writes a place as a query string; what is at its default is left out. */
export function searchOfPlace({ filter, view }: Place): URLSearchParams {
  const search = searchOf(filter)
  if (view.by !== 'class') search.set('by', view.by)
  if (view.rows !== 'identity') search.set('rows', view.rows)
  if (view.cols !== 'hour') search.set('cols', view.cols)
  if (view.listing !== 'list') search.set('view', view.listing)
  if (view.open !== undefined) search.set('open', view.open)
  if (view.with !== undefined) search.set('with', view.with)
  if (view.sort !== 'risk') search.set('sort', view.sort)
  if (view.kind !== undefined) search.set('kind', view.kind)
  if (view.search !== '') search.set('search', view.search)
  if (view.item !== undefined) search.set('item', view.item)
  return search
}
