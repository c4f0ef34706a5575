import 'server-only'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { savedView, type SavedView } from './saved-view'

/** The saved views of a data folder. What answers has been written to the disk. */
export interface SavedViews {
  /** Newest first. */
  all(): readonly SavedView[]
  find(id: string): SavedView | undefined
  /** @throws Error of the file system if it cannot be written; then nothing has changed */
  save(view: Pick<SavedView, 'name' | 'path' | 'search'>): SavedView
  /** Undefined if there is none of this id. @throws as `save` */
  rename(id: string, name: string): SavedView | undefined
  /** The view that was dropped; undefined if there is none of this id. @throws as `save` */
  drop(id: string): SavedView | undefined
  /** What was wrong with the file when it was opened, in words for people. */
  problem: string | undefined
}

const content = z.object({ views: z.array(savedView) })

/**
 * Opens the saved views of a data folder. One process owns the folder, and each change is made and written before the
 * next begins, so whatever several tabs do at once is done one after another and all of it kept. A file that cannot be
 * read is put aside, never written over.
 */
export function openSavedViews(folder: string): SavedViews {
  const path = join(folder, 'views.json')
  const opened = read(path)
  let { views } = opened
  const keep = (next: readonly SavedView[]) => {
    write(path, JSON.stringify({ views: next }))
    views = next
  }
  const find = (id: string) => views.find((view) => view.id === id)
  return {
    all: () => views,
    find,
    save(view) {
      const saved = { id: newId(), ...view, savedAt: new Date().toISOString() }
      keep([saved, ...views])
      return saved
    },
    rename(id, name) {
      const before = find(id)
      if (!before) return undefined
      const renamed = { ...before, name }
      keep(views.map((view) => (view.id === id ? renamed : view)))
      return renamed
    },
    drop(id) {
      const dropped = find(id)
      if (dropped) keep(views.filter((view) => view.id !== id))
      return dropped
    },
    problem: opened.problem,
  }
}

function read(path: string): { views: readonly SavedView[]; problem: string | undefined } {
  if (!existsSync(path)) return { views: [], problem: undefined }
  const parsed = content.safeParse(jsonIn(readFileSync(path, 'utf8')))
  if (parsed.success) return { views: parsed.data.views, problem: undefined }
  const aside = `${path}.unreadable-${Date.now()}`
  renameSync(path, aside)
  return { views: [], problem: `The saved views cannot be read, so there are none for now. The file was kept as ${aside}: mend it, and put it back as ${path} while the desk does not run.` }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whole or not at all: what is on the disk before the name is taken over survives a loss of power after it. */
function write(path: string, text: string) {
  const file = openSync(`${path}.tmp`, 'w', 0o600)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.tmp`, path)
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** 128 random bits as 22 letters and digits. */
function newId(): string {
  let rest = BigInt(`0x${randomBytes(16).toString('hex')}`)
  return Array.from({ length: 22 }, () => {
    const digit = digits[Number(rest % 62n)] ?? '0'
    rest /= 62n
    return digit
  }).join('')
}
