import { join } from 'node:path'
import { keyOf, s3Notification, startTrailBucket, today } from '../aws/trail-bucket'
import { nobody, objectOf, recordOf } from './aws-records'
import { openBrowser } from './browser'
import { startDesk } from './desk'
import { atMost, type Report } from './report'
import { median } from './timing'

const rounds = 7

/** Seconds from the message that tells of a new object to its event in the list of an open page. */
export async function measureQueue(home: string, report: Report): Promise<void> {
  const { put, send, queue, environment, stop } = await startTrailBucket()
  const deliver = (name: string) => put(keyOf(today(), '0000', name), objectOf([recordOf(Date.now() - 1_000, { eventName: `Queue${name}` })]))
  await deliver('0')
  const desk = await startDesk({ options: ['--bucket', 's3://logs', '--queue', queue], environment: { ...nobody, ...environment }, data: join(home, 'queue') })
  const browser = await openBrowser()
  const page = await browser.newPage()
  try {
    await desk.loaded()
    await page.goto(`${desk.url}/explore?from=-24h`)
    await page.getByText('Queue0').first().waitFor()
    const seconds: number[] = []
    for (let round = 1; round <= rounds; round++) {
      await deliver(String(round))
      const began = performance.now()
      await send(s3Notification('logs', keyOf(today(), '0000', String(round))))
      await page.getByText(`Queue${round}`).first().waitFor({ timeout: 60_000 })
      seconds.push((performance.now() - began) / 1_000)
    }
    const worst = Math.max(...seconds)
    report.add({ name: 'aws.queue.median', what: 'message of a queue to the event on the screen, median', value: median(seconds), unit: 's' })
    report.add({ name: 'aws.queue.worst', what: `the longest of ${rounds}`, value: worst, unit: 's', aim: atMost(worst, 10, 'at most 10 s') })
  } finally {
    await browser.close()
    await desk.stop()
    await stop()
  }
}
