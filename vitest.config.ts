import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Whatever a test leaves, killed desks above all, goes with the run.
const temporary = mkdtempSync(join(tmpdir(), 'traildesk-unit-'))
process.env.TMPDIR = temporary
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))

export default defineConfig({
  resolve: {
    alias: { '@': at('.') },
    // As in the server's bundle: `server-only` is then an empty module.
    conditions: ['react-server', 'node', 'import', 'default'],
  },
  ssr: { resolve: { conditions: ['react-server', 'node', 'import', 'default'] }, noExternal: ['server-only'] },
  test: {
    include: ['{app,components,lib,e2e/aws}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // The engine is a native library with threads of its own: one process a file.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
