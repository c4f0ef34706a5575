/** A text as one part of a path. Of half a character, which a record may hold, a path cannot tell: it stands there as the store keeps it. */
export const inPath = (text: string): string => encodeURIComponent(text.toWellFormed())
