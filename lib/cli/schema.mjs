#!/usr/bin/env node
// Writes the JSON Schema of the configuration file, which editors take.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tsImport } from 'tsx/esm/api'
import { root } from './install.mjs'

const { jsonSchemaText } = await tsImport('../config/json-schema.ts', import.meta.url)
writeFileSync(join(root, 'public', 'traildesk.schema.json'), jsonSchemaText())
