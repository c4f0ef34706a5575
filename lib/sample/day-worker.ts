import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { daysOf, work, type Progress } from './job'

const job = z.object({ out: z.string(), seed: z.string(), from: z.int(), to: z.int(), records: z.int() }).parse(workerData)
const days = daysOf(job)

/** Files after which the progress so far is told. */
const chatter = 25

parentPort?.on('message', (message) => {
  let sum: Progress = { records: 0, files: 0, duplicates: 0 }
  for (const { records, files, duplicates } of work(job, days, z.int().parse(message))) {
    sum = { records: sum.records + records, files: sum.files + files, duplicates: sum.duplicates + duplicates }
    if (sum.files < chatter) continue
    parentPort?.postMessage(sum)
    sum = { records: 0, files: 0, duplicates: 0 }
  }
  parentPort?.postMessage({ ...sum, over: true })
})
