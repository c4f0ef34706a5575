'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { createContext, memo, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { BadParameter, searchOf, withChoice, type Filter } from '@/lib/filter/filter'
import type { ParameterName } from '@/lib/filter/parameters'
import { isWide } from '@/components/ui/use-media'
import { useSteady } from '@/components/ui/use-steady'
import { BadAddress } from './bad-address'
import { placeFrom, searchOfPlace, type Place, type View } from './place'

/** Where a page is. */
interface Location {
  path: string
  search: string
}

/** How a change of place stands in the browser's history: narrowing pushes, typing and stepping replace. */
export type Manner = 'push' | 'replace'

/** A saved view that a short link opened: the page and query string that it stands for. */
export interface Opened {
  id: string
  name: string
  path: string
  search: string
}

/** What a page is about: a choice of the Filter that stands in the page's path, and so not in its query string. */
export interface Subject {
  name: ParameterName
  /** In the URL's spelling. */
  value: string
}

/** A Filter to go to, or how it is made of the one that is in force when one goes: what is shown may be drawn by the one before. */
export type Next = Filter | ((present: Filter) => Filter)

const resolved = (next: Next, present: Filter): Filter => (typeof next === 'function' ? next(present) : next)

interface Here extends Place {
  /** What the page is about, if it is about one thing. */
  subject: Subject | undefined
  /** The saved view that is shown, for as long as nothing of it is changed. */
  opened: Opened | undefined
  /** Goes to another Filter, keeping the view. On a page that has no Filter of its own this opens Explore. */
  narrow(next: Next, manner?: Manner): void
  /** Changes the view, keeping the Filter. */
  see(view: Partial<View>, manner?: Manner): void
  /** The address that `narrow` would go to. */
  addressOf(filter: Filter): string
  /** The path and the query string of a place: on this page if it has such places, else on Explore. */
  locate(place: Place): Location
  /**
   * Says that the person is about to narrow to a Filter, as what they point at would, or (undefined) no longer is.
   * @param isPressed whether they already press it
   */
  foresee(next: Next | undefined, isPressed?: boolean): void
  /** Those who are told where one goes. */
  heralds: Set<Herald>
}

/** Is told of places of this page, so that what is asked of them need not wait until they are drawn. */
export interface Herald {
  /** One goes there; nothing of it is drawn yet. */
  goes(next: Place): void
  /** One is about to go there, or (undefined) nowhere any more. */
  mayGo(next: Place | undefined, isPressed: boolean): void
}

/** Pages that have a Filter of their own: to narrow there is to stay there. */
const filtered = ['/', '/explore', '/identities', '/expectations', '/calendar', '/report']

const HereContext = createContext<Here | undefined>(undefined)

/**
 * Reads the place from the URL for everything below it; an address that cannot be read is explained instead.
 * @param view what the short link of the page stands for: its address is not shown until the person goes on from it
 * @param subject what the page is about: it is chosen in the Filter
 */
export function PlaceProvider({ view: saved, subject, children }: { view?: Opened; subject?: Subject; children: ReactNode }) {
  const told = usePathname()
  const { isShort, search } = useSearch(told, saved)
  const opened = isShort ? saved : undefined
  const path = opened?.path ?? told
  const home = filtered.includes(path) ? path : '/explore'
  const { name, value } = subject ?? {}
  const [same] = useState(keeper)
  const place = useMemo(() => {
    const read = readPlace(new URLSearchParams(search), path, name && value !== undefined ? { name, value } : undefined)
    return read instanceof BadParameter ? read : { ...read, filter: same(read.filter) }
  }, [same, search, path, name, value])

  const [heralds] = useState(() => new Set<Herald>())
  const locate = useCallback(
    (next: Place): Location => {
      const chosen = name && next.filter.choices[name]
      const isSame = chosen && value !== undefined && chosen.exclude.length === 0 && chosen.include.length === 1 && chosen.include[0] === value
      if (!isSame) return { path: home, search: searchOfPlace(next).toString() }
      return { path, search: searchOfPlace({ ...next, filter: withChoice(next.filter, name, undefined) }).toString() }
    },
    [path, home, name, value],
  )
  const go = useCallback(
    (next: Place, manner: Manner) => {
      const to = locate(next)
      const address = to.search ? `${to.path}?${to.search}` : to.path
      if (path === to.path) for (const herald of heralds) herald.goes(next)
      if (path !== to.path) window.location.assign(address)
      else if (manner === 'push' || isShort) window.history.pushState(null, '', address)
      else window.history.replaceState(null, '', address)
      for (const moved of listeners) moved()
    },
    [path, isShort, locate, heralds],
  )
  const here = useMemo<Here | undefined>(() => {
    if (place instanceof BadParameter) return undefined
    const { filter, view } = place
    return {
      filter,
      view,
      opened,
      subject: name && value !== undefined ? { name, value } : undefined,
      locate,
      heralds,
      foresee: (next, isPressed = false) => {
        for (const herald of heralds) herald.mayGo(next && { filter: resolved(next, filter), view }, isPressed)
      },
      // Where the reader covers the page, what one narrowed to would not be seen.
      narrow: (next, manner = 'push') => go({ filter: resolved(next, filter), view: isWide() ? view : { ...view, open: undefined } }, manner),
      see: (changes, manner = 'push') => go({ filter, view: { ...view, ...changes } }, manner),
      addressOf: (next) => addressIn(locate({ filter: next, view: { ...view, open: undefined } })),
    }
  }, [place, opened, name, value, locate, go, heralds])

  if (place instanceof BadParameter) return <BadAddress problem={place} search={new URLSearchParams(search)} path={path} />
  return <HereContext value={here}>{children}</HereContext>
}

/** Gives the same Filter for as long as it says the same, so that who knows nothing else of the place is not drawn again. */
function keeper(): (filter: Filter) => Filter {
  let kept: { filter: Filter; spelling: string } | undefined
  return (filter) => {
    const spelling = searchOf(filter).toString()
    if (kept?.spelling !== spelling) kept = { filter, spelling }
    return kept.filter
  }
}

const addressIn = ({ path, search }: Location) => `${path}?${search}`

const listeners = new Set<() => void>()

function subscribe(moved: () => void) {
  listeners.add(moved)
  window.addEventListener('popstate', moved)
  return () => {
    listeners.delete(moved)
    window.removeEventListener('popstate', moved)
  }
}

/** Marks the search of a page that stands at a short link. */
const short = '/v/ '

/**
 * The query string of the page at a path, or what its short link stands for. The browser knows it sooner than Next, which
 * tells once it has nothing else to do.
 */
function useSearch(path: string, saved: Opened | undefined): { isShort: boolean; search: string } {
  const told = useSearchParams().toString()
  const at = (pathname: string, search: () => string) => (saved && pathname === `/v/${saved.id}` ? `${short}${saved.search}` : search())
  const known = () => {
    const { pathname, search } = window.location
    const isHere = pathname === path || (saved && (pathname === saved.path || pathname === `/v/${saved.id}`))
    return isHere ? at(pathname, () => new URLSearchParams(search).toString()) : at(path, () => told)
  }
  const whole = useSyncExternalStore(subscribe, known, () => at(path, () => told))
  return whole.startsWith(short) ? { isShort: true, search: whole.slice(short.length) } : { isShort: false, search: whole }
}

/** Gives everything below it another Filter to start from than that of the URL. */
export function WithFilter({ filter, children }: { filter: Filter; children: ReactNode }) {
  const here = usePlace()
  const own = useMemo<Here>(() => {
    const ofOwn = (next: Next) => resolved(next, filter)
    return { ...here, filter, narrow: (next, manner) => here.narrow(ofOwn(next), manner), foresee: (next, isPressed) => here.foresee(next && ofOwn(next), isPressed) }
  }, [here, filter])
  return <HereContext value={own}>{children}</HereContext>
}

/**
 * Lets what stands below narrow to events on Explore, and not on the page where it stands. Which event and which story one
 * looks at there is nothing to it: pictures are not drawn again at each step.
 */
export function OnExplore({ children }: { children: ReactNode }) {
  const here = usePlace()
  const { filter, subject, opened, locate, heralds } = here
  const shown = useUnread(here.view)
  const see = useSteady(here.see)
  const own = useMemo<Here>(() => {
    const addressOf = (next: Filter) => `/explore?${searchOfPlace({ filter: next, view: shown })}`
    return { filter, view: shown, subject, opened, locate, heralds, addressOf, foresee: () => undefined, narrow: (next) => window.location.assign(addressOf(resolved(next, filter))), see }
  }, [filter, shown, subject, opened, locate, heralds, see])
  return <HereContext value={own}>{children}</HereContext>
}

/** Lets what stands below narrow as the page does. Which event one reads there is nothing to it: pictures are not drawn again at each step. */
export function BesideReader({ children }: { children: ReactNode }) {
  const here = usePlace()
  const { filter, subject, opened, locate, heralds } = here
  const shown = useUnread(here.view)
  const { narrow, see, foresee } = useSteadyActs(here)
  const own = useMemo<Here>(() => {
    const addressOf = (next: Filter) => addressIn(locate({ filter: next, view: shown }))
    return { filter, view: shown, subject, opened, locate, heralds, addressOf, foresee, narrow, see }
  }, [filter, shown, subject, opened, locate, heralds, foresee, narrow, see])
  return <HereContext value={own}>{children}</HereContext>
}

/**
 * Keeps what stands below as it is, with the place that it was drawn for, while `isKept`. What a person does there is done
 * from where they are then.
 */
export function Kept({ isKept, children }: { isKept: boolean; children: ReactNode }) {
  const here = usePlace()
  const acts = useSteadyActs(here)
  const own = useMemo<Here>(() => ({ ...here, ...acts }), [here, acts])
  return (
    <AsBefore isKept={isKept} here={own}>
      {children}
    </AsBefore>
  )
}

const AsBefore = memo(
  function AsBefore({ here, children }: { isKept: boolean; here: Here; children: ReactNode }) {
    return <HereContext value={here}>{children}</HereContext>
  },
  (_, { isKept }) => isKept,
)

/** What a person does at a place: the same from one drawing to the next, done from where they are then. */
function useSteadyActs(here: Here): Pick<Here, 'narrow' | 'see' | 'foresee'> {
  const [narrow, see, foresee] = [useSteady(here.narrow), useSteady(here.see), useSteady(here.foresee)]
  return useMemo(() => ({ narrow, see, foresee }), [narrow, see, foresee])
}

/** A view without what is read in it, the same for as long as all else is. */
function useUnread({ by, rows, cols, listing, with: other, sort, kind, search }: View): View {
  return useMemo(() => ({ by, rows, cols, listing, with: other, sort, kind, search, open: undefined, item: undefined }), [by, rows, cols, listing, other, sort, kind, search])
}

function readPlace(search: URLSearchParams, path: string, subject: Subject | undefined): Place | BadParameter {
  try {
    const place = placeFrom(search, path)
    if (!subject) return place
    return { ...place, filter: withChoice(place.filter, subject.name, { include: [subject.value], exclude: [] }) }
  } catch (error) {
    if (error instanceof BadParameter) return error
    throw error
  }
}

/** Where the person stands, and how to go elsewhere. */
export function usePlace(): Here {
  const here = useContext(HereContext)
  if (!here) throw new Error('usePlace stands below a PlaceProvider')
  return here
}

/** Tells where the person goes, or is about to go, on this page. */
export function useHerald(herald: Herald): void {
  const { heralds } = usePlace()
  useEffect(() => {
    heralds.add(herald)
    return () => void heralds.delete(herald)
  }, [heralds, herald])
}
