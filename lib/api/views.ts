import { z } from 'zod'
import { longestSearch, savedView, viewId, viewName, viewPath } from '@/lib/views/saved-view'
import { change, changeOf, contract } from './contract'

export const viewsContract = contract('/api/views', {
  summary: 'The saved views, newest first',
  filtered: false,
  takes: z.object({}),
  answers: z.object({ views: z.array(savedView) }),
})

export const viewContract = contract('/api/views/{id}', {
  summary: 'One saved view',
  filtered: false,
  takes: z.object({ id: viewId }),
  answers: savedView,
})

export const saveViewContract = change('/api/views', {
  summary: 'Save a page with its Filter under a name',
  sends: z.object({
    name: viewName,
    path: viewPath.default('/explore'),
    search: z.string().max(longestSearch).default('').describe('the query string of the page; parameters that nobody knows are kept'),
  }),
  answers: savedView,
})

export const renameViewContract = changeOf('/api/views/{id}', {
  summary: 'Give a saved view another name; its link stays',
  method: 'PATCH',
  takes: z.object({ id: viewId }),
  sends: z.object({ name: viewName }),
  answers: savedView,
})

export const dropViewContract = contract('/api/views/{id}', {
  summary: 'Delete a saved view; its link leads nowhere from then on',
  filtered: false,
  changes: true,
  method: 'DELETE',
  takes: z.object({ id: viewId }),
  answers: savedView,
})
