import { z } from 'zod'

/** A text as one part of a path. Of half a character, which a record may hold, a path cannot tell: it stands there as the store keeps it. */
export const inPath = (text: string): string => encodeURIComponent(text.toWellFormed())

/** Bytes that a part of a path may have: a server reads no more than 16 kB of the first lines of a request. */
export const longestInPath = 12_000

/** A text that stands in the path of a route. */
export const textInPath = z.string().min(1).max(longestInPath)
