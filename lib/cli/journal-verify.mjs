#!/usr/bin/env node
// Proves journals whole; see lib/journal/verify-command.ts for what it takes.
import { join } from 'node:path'
import { tsImport } from 'tsx/esm/api'
import { root } from './install.mjs'

await tsImport('../journal/verify-command.ts', { parentURL: import.meta.url, tsconfig: join(root, 'tsconfig.json') })
