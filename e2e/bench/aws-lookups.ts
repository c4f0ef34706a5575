import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startLookupEvents } from '../aws/lookup-events'
import { account, nobody, recordOf } from './aws-records'
import { startDesk } from './desk'
import { atLeast, atMost, type Report } from './report'
import { until } from './timing'

const regions = ['eu-west-1', 'eu-central-1', 'us-east-1']
const perSecond = 2
const eventsOfPage = 50
const day = 86_400_000

/** How many of the requests that AWS permits are used while there is enough to fetch, in three regions at once. */
export async function measureLookups(home: string, minutes: number, report: Report): Promise<void> {
  const server = await startLookupEvents({ keys: [{ accessKeyId: nobody.AWS_ACCESS_KEY_ID, secretAccessKey: nobody.AWS_SECRET_ACCESS_KEY, account }], requestsPerSecond: perSecond })
  const seconds = Math.round(minutes * 60)
  // Half as much again as can be fetched, over two months.
  const events = Math.ceil(seconds * perSecond * eventsOfPage * 1.5)
  const now = Date.now()
  for (const awsRegion of regions) server.add(Array.from({ length: events }, (_, index) => recordOf(now - 60_000 - (index / events) * 60 * day, { awsRegion })))
  const environment = { ...nobody, AWS_ENDPOINT_URL_CLOUDTRAIL: server.url, AWS_ENDPOINT_URL_STS: server.url }
  const desk = await startDesk({ options: ['--aws', '--regions', regions.join(',')], environment, data: join(home, 'lookups') })
  try {
    const lookups = () => server.requests().filter(({ action }) => action === 'LookupEvents')
    await until(() => Promise.resolve(new Set(lookups().map(({ region }) => region)).size === regions.length), 20, 120, 'all regions are asked')
    const from = Date.now()
    await setTimeout(seconds * 1_000)
    const asked = lookups().filter(({ at }) => at >= from && at < from + seconds * 1_000)
    const share = (100 * asked.length) / (regions.length * perSecond * seconds)
    report.add({ name: 'aws.lookups.used', what: `requests of LookupEvents used of those allowed, ${regions.length} regions, ${minutes} min`, value: share, unit: '%', aim: atLeast(share, 95, 'at least 95 %') })
    const throttled = (100 * asked.filter(({ answered }) => answered === 'ThrottlingException').length) / asked.length
    report.add({ name: 'aws.lookups.throttled', what: 'of these, refused as too many', value: throttled, unit: '%', aim: atMost(throttled, 0, 'none') })
    report.add({ name: 'aws.lookups.memory', what: 'most memory of the server meanwhile', value: (desk.peakMemory() ?? 0) / 1e6, unit: 'MB', aim: atMost(desk.peakMemory() ?? 0, 2e9, 'at most 2 GB') })
  } finally {
    await desk.stop()
    await server.stop()
  }
}
