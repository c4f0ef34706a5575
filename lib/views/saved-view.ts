import { z } from 'zod'

/** What a person calls a view: one line. */
export const viewName = z
  .string()
  .max(400)
  .transform((text) => text.replace(/[\s\p{C}]+/gu, ' ').trim())
  .pipe(z.string().min(1, 'a name is missing').max(120, 'a name has at most 120 characters'))
  .describe('one line of 1 to 120 characters; it is shown on the desk, and stands in no link')

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

/** A page that has a Filter, as its path. Nothing that a browser could take for another site is one. */
export const viewPath = z
  .string()
  .max(6_000)
  .regex(/^\/(|explore|identities|(keys|addresses|roles|identities)\/[^/?#\\\s]+)$/, 'a page that can be saved, such as /explore')
  .refine(isDecodable, 'a path whose % are followed by the codes of characters')
  .describe('the path of the page that is saved')

/** 128 random bits, in letters and digits: who was not given it does not find it. */
export const viewId = z.string().regex(/^[0-9A-Za-z]{22}$/, 'the 22 letters and digits of a saved view')

/** As many characters as a saved query string may have. */
export const longestSearch = 12_000

/** A page and its Filter under a name, and under a short link that tells nothing of either. */
export const savedView = z.object({
  id: viewId.describe('the view opens at /v/{id}'),
  name: z.string().max(400),
  path: viewPath,
  search: z.string().describe('the query string of the page, as it was when it was saved'),
  savedAt: z.iso.datetime(),
})
export type SavedView = z.infer<typeof savedView>

/** As many views as a data folder keeps. */
export const mostViews = 1_000
