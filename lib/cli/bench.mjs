#!/usr/bin/env node
// Measures how fast the desk is; see e2e/bench/options.ts for what it takes.
import { join } from 'node:path'
import { build } from './build.mjs'
import { checkNode, install, root } from './install.mjs'

checkNode()
// What is printed is the figures alone, for machines too.
console.log = console.error
install('all')
build()
const { tsImport } = await import('tsx/esm/api')
await tsImport('../../e2e/bench/bench.ts', { parentURL: import.meta.url, tsconfig: join(root, 'tsconfig.json') })
