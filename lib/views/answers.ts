import 'server-only'
import type { z } from 'zod'
import type { Takes } from '@/lib/api/contract'
import { Failure } from '@/lib/api/failure'
import type { dropViewContract, renameViewContract, saveViewContract } from '@/lib/api/views'
import { filterFrom } from '@/lib/filter/filter'
import { mostViews, type SavedView } from './saved-view'
import type { SavedViews } from './saved-views'

/** What the API is asked to do with the saved views. */
interface Asked {
  store: { views: SavedViews }
}

/**
 * Saves a view.
 * @throws BadParameter if the Filter in its query string cannot be read
 * @throws Failure if there are too many, or it cannot be written
 */
export function saveView({ store: { views }, sent: { name, path, search } }: Asked & { sent: z.output<typeof saveViewContract.sends> }): SavedView {
  if (views.all().length >= mostViews) {
    throw new Failure({ title: 'There are too many saved views', status: 409, detail: `A data folder keeps ${mostViews} of them.`, todo: 'Delete some that nobody needs.' })
  }
  const parameters = new URLSearchParams(search)
  filterFrom(parameters)
  return written(() => views.save({ name, path, search: parameters.toString() }))
}

/** Renames a view; undefined if there is none. @throws Failure if it cannot be written */
export const renameView = ({ store: { views }, takes: { id }, sent: { name } }: Asked & { takes: Takes<typeof renameViewContract>; sent: z.output<typeof renameViewContract.sends> }): SavedView | undefined =>
  written(() => views.rename(id, name))

/** Deletes a view; undefined if there is none. @throws Failure if that cannot be written */
export const dropView = ({ store: { views }, takes: { id } }: Asked & { takes: Takes<typeof dropViewContract> }): SavedView | undefined => written(() => views.drop(id))

function written<T>(change: () => T): T {
  try {
    return change()
  } catch (error) {
    process.stderr.write(`The saved views cannot be written: ${error instanceof Error ? error.message : String(error)}\n`)
    throw new Failure({ title: 'The view is not saved', status: 507, detail: 'The data folder cannot be written.', todo: 'See that its disk has room and that it may be written, then try again.' })
  }
}
