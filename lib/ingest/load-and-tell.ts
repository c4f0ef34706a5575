// A process of its own for tests: loads a folder, tells of each batch that counts, and at the end what became of all.
import { openDesk } from './desk'

const [logs = '', data = ''] = process.argv.slice(2)
let peak = 0
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 20)
const desk = await openDesk({ sources: [{ kind: 'folder', name: 'logs', folder: logs }], data, rules: undefined }, (open) => process.stdout.write(`${JSON.stringify(open.health())}\n`))
while (desk.health().loading) await new Promise((resolve) => setTimeout(resolve, 10))
process.stdout.write(`${JSON.stringify({ ...desk.health(), peak })}\n`)
await desk.close()
process.exit(0)
