import type { Look, Source, TrailFile } from '../trail-file'

/** Milliseconds after which the folder of copies is walked through again, for what others changed in it. */
const walkEvery = 600_000

/** The copies of a bucket's objects: a walk through a hundred thousand of them takes seconds, so what is known is not looked for at each. */
export interface Copies {
  /** Counts a copy in that was just made. */
  add(file: TrailFile): void
  look(signal: AbortSignal): Promise<Look>
  /** Has the next look walk through the folder. */
  forget(): void
}

/** @param isRead whether a copy is one of records */
export function copiesIn(folder: Pick<Source, 'look'>, isRead: (path: string) => boolean, now: () => number = () => performance.now()): Copies {
  let walked: Look | undefined
  let walkedAt = 0
  /** Those that were made since the last walk began. */
  const added = new Map<string, TrailFile>()
  return {
    add(file) {
      if (isRead(file.path)) added.set(file.path, file)
    },
    async look(signal) {
      if (walked === undefined || now() - walkedAt >= walkEvery) {
        const begun = now()
        const before = new Map(added)
        const found = await folder.look(signal)
        signal.throwIfAborted()
        walked = { left: found.left, files: found.files.filter(({ path }) => isRead(path)) }
        walkedAt = begun
        for (const [path, file] of before) if (added.get(path) === file) added.delete(path)
      }
      return { left: walked.left, files: [...walked.files.filter(({ path }) => !added.has(path)), ...added.values()] }
    },
    forget: () => void (walked = undefined),
  }
}
