#!/usr/bin/env node
// Makes sample logs; see lib/sample/command.ts for what it takes.
import { tsImport } from 'tsx/esm/api'

await tsImport('../sample/command.ts', import.meta.url)
