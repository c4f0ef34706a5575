import type { Readable } from 'node:stream'

/** A file that a source found: where it lies for the source's people, what it is now, and how to read it. */
export interface TrailFile {
  /** As people know it: below the source's folder. */
  path: string
  /** Where it lies on this machine. */
  location: string
  /** Bytes as it lies, compressed or not. */
  size: number
  /** Milliseconds since 1970. */
  mtime: number
}

/** What a look at a source finds. */
export interface Look {
  files: TrailFile[]
  left: LeftOut[]
}

/** What a source has but does not give, and why, as the end of a sentence. */
export interface LeftOut {
  path: string
  reason: string
}

/** Whether a file of a source was read as it is now, and all that came of it counts. */
export type IsStored = (file: Pick<TrailFile, 'path' | 'size'>) => boolean

/** What the ingest knows of a source. */
export interface Source {
  name: string
  kind: 'folder' | 'sample' | 'lookup' | 's3'
  /** What a person recognises it by. */
  location: string
  /**
   * All files that it has now, and what of it is left out, with the reason.
   * @throws Error, in words for people, if it cannot be looked at
   */
  look(signal: AbortSignal): Promise<Look>
  /** The bytes of a file. */
  read(file: TrailFile): Readable
  /**
   * Tells when there may be something new; answers how to stop telling.
   * @param tell says whether something is known to have come, or it is only time to look
   * @param isStored what a source may ask before it lets go of what it was given
   */
  watch(tell: (hasCome: boolean) => void, isStored: IsStored): () => void
}
