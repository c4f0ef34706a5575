import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import AxeBuilder from '@axe-core/playwright'
import { startFauxqs } from 'fauxqs'
import { startLookupEvents } from './aws/lookup-events'
import { callDesk, folder, startDesk, type Desk } from './desk'
import { expect, on, openExplore, test, totalOf } from './journey'

/** Who reads an account by LookupEvents and by the bucket of its trail. */

const account = '444455556666'
const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI-no-real-key', account: '111122223333' }
const role = `arn:aws:iam::${account}:role/TraildeskRead`
const none = '/nowhere'

const record = (eventID: string, at: number, more: object = {}) => ({
  eventVersion: '1.08', userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/alice`, accountId: account, userName: 'alice' }, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'),
  eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli', eventID, readOnly: true, managementEvent: true,
  eventCategory: 'Management', recipientAccountId: account, ...more,
})

/** AWS: LookupEvents and STS of one emulator, S3 of another. */
async function aws() {
  const server = await startLookupEvents({ keys: [key], roles: [{ arn: role, trusts: [key.account], externalId: 'desk-42' }], requestsPerSecond: 1_000 })
  const s3 = await startFauxqs({ port: 0, logger: false })
  s3.createBucket('trail-archive')
  const endpoint = `http://127.0.0.1:${s3.port}`
  const client = new S3Client({ endpoint, region: 'eu-west-1', forcePathStyle: true, credentials: key })
  const deliver = async (name: string, ...records: object[]) => {
    const day = new Date().toISOString().slice(0, 10)
    const path = `AWSLogs/${account}/CloudTrail/eu-west-1/${day.replaceAll('-', '/')}/${account}_CloudTrail_eu-west-1_${day.replaceAll('-', '')}T0000Z_${name}.json.gz`
    await client.send(new PutObjectCommand({ Bucket: 'trail-archive', Key: path, Body: gzipSync(JSON.stringify({ Records: records })) }))
  }
  const environment = {
    AWS_ENDPOINT_URL_CLOUDTRAIL: server.url, AWS_ENDPOINT_URL_STS: server.url, AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey, AWS_SESSION_TOKEN: '',
    AWS_PROFILE: '', AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none, AWS_EC2_METADATA_DISABLED: 'true',
  }
  const stop = async () => {
    client.destroy()
    await Promise.all([server.stop(), s3.stop()])
  }
  return { server, endpoint, deliver, environment, stop }
}

const sources = async (desk: Desk) => ((await (await fetch(`${desk.url}/api/sources`)).json()) as { sources: { name: string; kind: string; tally: { records: number; duplicates: number } }[] }).sources

test('shows an event that LookupEvents told, and, when the trail delivers it, the same event once, by both', async ({ page }) => {
  test.setTimeout(240_000)
  const { server, endpoint, deliver, environment, stop } = await aws()
  const at = Date.now() - 60_000
  const stopping = { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com', readOnly: false, requestParameters: { name: 'security' } }
  server.add([record('both', at, stopping), record('fresh', at + 1_000)].map((each) => JSON.stringify(each)))
  const file = join(folder('config'), 'traildesk.yaml')
  const lines = ['days: 2', 'accounts:', `  - role: ${role}`, '    externalId: desk-42', '    regions: [eu-west-1]', '  - regions: [Ireland]', 'buckets:', '  - url: s3://trail-archive', `    endpoint: ${endpoint}`, '    region: eu-west-1']
  writeFileSync(file, `${lines.join('\n')}\n`)
  const desk = await startDesk({ data: folder('two'), config: { environment, file }, until: 'served' })
  try {
    await desk.until(({ records, loading }) => records === 2 && !loading)
    await openExplore(page, desk, 'from=-24h&event=StopLogging')
    expect(await totalOf(page)).toBe(1)
    await on(page).rows.first().click()
    await expect(on(page).reader).toContainText('provisional, until a trail delivers it')

    const delivered = record('both', at, { ...stopping, sharedEventID: 'as in the trail' })
    await deliver('a', delivered, record('earlier', at - 1_000))
    await fetch(`${desk.url}/api/sources/s3-trail-archive/sync`, { method: 'POST' })
    await desk.until(({ records, duplicates, loading }) => records === 3 && duplicates === 1 && !loading)
    await openExplore(page, desk, 'from=-24h')
    expect(await totalOf(page)).toBe(3)
    await openExplore(page, desk, 'from=-24h&event=StopLogging')
    expect(await totalOf(page)).toBe(1)
    await on(page).rows.first().click()
    await expect(on(page).reader).toContainText('S3')
    await expect(on(page).reader.getByRole('link', { name: 'LookupEvents' })).toBeVisible()
    await expect(on(page).reader).toContainText('the record is as in S3')
    await expect(on(page).raw).toContainText('as in the trail')
    await page.screenshot({ path: test.info().outputPath('both.png') })
    for (const [source, total] of [['lookup', 2], ['s3', 2], ['!lookup', 1]] as const) {
      await openExplore(page, desk, `from=-24h&source=${source}`)
      expect(await totalOf(page), source).toBe(total)
    }
    const event = (await (await fetch(`${desk.url}/api/events/both`)).json()) as { source: string; sources: string[]; raw: string }
    expect(event).toMatchObject({ source: 's3', sources: ['s3', 'lookup'], raw: JSON.stringify(delivered) })
    expect((await sources(desk)).map(({ name, tally: { records, duplicates } }) => ({ name, records, duplicates }))).toEqual([
      { name: `lookup-${account}`, records: 1, duplicates: 1 }, { name: 's3-trail-archive', records: 2, duplicates: 0 },
    ])

    await expect(on(page).strip).toContainText('traildesk.yaml, line 6: accounts[1].regions[0]: a region is spelled as in eu-west-1')
    await page.goto(`${desk.url}/sources`)
    await expect(page.getByRole('group', { name: 'Mistakes, as a table' })).toContainText('a region is spelled as in eu-west-1')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.screenshot({ path: test.info().outputPath('sources.png'), fullPage: true })
    expect(`${await page.content()}${desk.log()}`).not.toMatch(new RegExp(`${key.secretAccessKey}|desk-42`))
    await page.goto('about:blank')
  } finally {
    await desk.stop()
    await stop()
  }
})

test('reads an account and a bucket by two options of the command line', async () => {
  const { server, endpoint, deliver, environment, stop } = await aws()
  server.add([JSON.stringify(record('of the user', Date.now() - 60_000, { recipientAccountId: key.account }))])
  await deliver('a', record('of the trail', Date.now() - 60_000))
  const both = { ...environment, AWS_ENDPOINT_URL_S3: endpoint }
  const desk = await startDesk({ data: folder('two'), aws: { environment: both, regions: ['eu-west-1'] }, bucket: { environment: both, url: 's3://trail-archive' }, until: 'served' })
  try {
    await desk.until(({ records }) => records === 2)
    expect((await sources(desk)).map(({ name, tally }) => ({ name, records: tally.records }))).toEqual([{ name: 'lookup-events', records: 1 }, { name: 's3', records: 1 }])
  } finally {
    await desk.stop()
    await stop()
  }
  expect(callDesk(['--config', none]).text).toContain('There is no file /nowhere')
})
