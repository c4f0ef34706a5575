import { preload } from 'react-dom'
import { BadParameter } from '@/lib/filter/filter'
import { placeFrom, type Place } from './filters/place'

/**
 * Lets the browser ask for what a page needs, the longest first, while the code that draws it is still under way: after that
 * code, as to run it takes as long as to answer, and a browser asks a server but six things at a time.
 */
export function prepare(search: URLSearchParams, path: string, asked: (place: Place) => readonly string[]): void {
  try {
    for (const address of asked(placeFrom(search, path))) preload(address, { as: 'fetch', crossOrigin: 'anonymous', fetchPriority: 'low' })
  } catch (error) {
    // An address that cannot be read is explained by the page.
    if (!(error instanceof BadParameter)) throw error
  }
}
