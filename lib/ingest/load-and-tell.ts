// A process of its own for tests: loads a folder, or what is given as JSON, tells of each batch that counts, and at the end what became of all.
import { z } from 'zod'
import { sourceSettings } from '@/lib/config/source-settings'
import { openDesk } from './desk'

const [logs = '', data = ''] = process.argv.slice(2)
const sources = logs.startsWith('[') ? z.array(sourceSettings).parse(JSON.parse(logs)) : [{ kind: 'folder' as const, name: 'logs', folder: logs }]
let peak = 0
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 20)
const desk = await openDesk({ sources, data, rules: undefined }, (open) => process.stdout.write(`${JSON.stringify(open.health())}\n`))
while (desk.health().loading) await new Promise((resolve) => setTimeout(resolve, 10))
process.stdout.write(`${JSON.stringify({ ...desk.health(), peak })}\n`)
await desk.close()
process.exit(0)
