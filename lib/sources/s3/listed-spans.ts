import { join } from 'node:path'
import type { Span } from '../lookup-events/reach'
import { readSpans, writeSpans } from '../span-file'

const pathIn = (folder: string) => join(folder, 'listed.json')

/** Of which times of delivery all objects were listed and copied before; none, if that cannot be told. */
export const readListed = (folder: string): Promise<Span[]> => readSpans(pathIn(folder))

/** Notes it for another start. Where that fails, the next start lists before it tells; a full disk is told of where objects are written. */
export const writeListed = (folder: string, listed: readonly Span[]): Promise<void> => writeSpans(pathIn(folder), listed).catch(() => undefined)
