import { Worker } from 'node:worker_threads'
import { work, type daysOf, type Job, type Progress } from './job'

/** Milliseconds for which the work may keep the event loop to itself. */
const turn = 12

/** Makes all days here, letting the event loop answer others in between. */
export async function workHere(job: Job, days: ReturnType<typeof daysOf>, onProgress: (progress: Progress) => void): Promise<void> {
  let since = performance.now()
  for (const index of days.days.keys()) {
    for (const progress of work(job, days, index)) {
      onProgress(progress)
      if (performance.now() - since < turn) continue
      await new Promise((resolve) => setImmediate(resolve))
      since = performance.now()
    }
  }
}

/** Makes the days on threads of their own, each taking the next day when it is done with one. */
export async function workOnThreads(job: Job, days: number, threads: number, onProgress: (progress: Progress) => void): Promise<void> {
  let next = 0
  const thread = new URL('./day-worker.mjs', import.meta.url)
  const hired = Array.from(
    { length: Math.min(threads, days) },
    () => new Worker(thread, { workerData: job, execArgv: ['--conditions=react-server'] }),
  )
  try {
    await Promise.all(
      hired.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            const giveNext = () => (next < days ? worker.postMessage(next++) : resolve())
            worker.on('message', ({ over, ...progress }: Progress & { over?: true }) => {
              onProgress(progress)
              if (over) giveNext()
            })
            worker.on('error', reject)
            worker.on('exit', (code) => reject(new Error(`a thread that made the sample ended with ${code}`)))
            giveNext()
          }),
      ),
    )
  } finally {
    await Promise.all(hired.map((worker) => worker.terminate()))
  }
}
