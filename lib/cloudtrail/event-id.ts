import { createHash } from 'node:crypto'

/** The id under which an event is known: the record's own or, where it has none, `content-` and a hash of its text. */
export const eventIdOf = (ownId: string, raw: string): string =>
  ownId === '' ? `content-${createHash('sha256').update(raw).digest('hex')}` : ownId
