import { z } from 'zod'
import { configFile } from './config-file'

/** The JSON Schema of the configuration file, as text: editors complete and check by it. */
export const jsonSchemaText = (): string =>
  `${JSON.stringify({ title: 'traildesk.yaml', ...z.toJSONSchema(configFile, { io: 'input', target: 'draft-7' }) }, undefined, 2)}\n`
