import { gzipSync } from 'node:zlib'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Page } from '@playwright/test'
import { startFauxqs } from 'fauxqs'
import { startLookupEvents } from './aws/lookup-events'
import { callDesk, folder, startDesk, type Desk } from './desk'
import { expect, on, openExplore, settled, test, totalOf } from './journey'

/** Who connects an AWS account. */

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI-no-real-key', account: '111122223333' }
const regions = ['eu-west-1', 'us-east-1']

const record = (eventID: string, at: number, more: object = {}) =>
  JSON.stringify({
    eventVersion: '1.08', userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: key.account, userName: 'alice' }, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'),
    eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: regions[0], sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli', eventID, readOnly: true,
    managementEvent: true, eventCategory: 'Management', recipientAccountId: key.account, ...more,
  })
const hoursAgo = (hours: number) => Date.now() - hours * 3_600_000
const global = { awsRegion: 'us-east-1', eventSource: 'iam.amazonaws.com', eventName: 'CreateUser', readOnly: false }

async function connected(data = folder('aws')) {
  const server = await startLookupEvents({ keys: [key], requestsPerSecond: 1_000 })
  const environment = {
    AWS_ENDPOINT_URL_CLOUDTRAIL: server.url, AWS_ENDPOINT_URL_STS: server.url, AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_SESSION_TOKEN: '', AWS_PROFILE: '', AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true',
  }
  const start = (): Promise<Desk> => startDesk({ data, aws: { environment, regions }, until: 'served' })
  return { server, start }
}

const sourcesOf = async (page: Page, desk: Desk) => {
  await page.goto(`${desk.url}/sources`)
  return page.getByRole('group', { name: 'Fetched from AWS, as a table' })
}

test('reads an account live: what is new shows by itself, and another start goes on from there', async ({ page }) => {
  test.setTimeout(240_000)
  const { server, start } = await connected()
  server.add(Array.from({ length: 240 }, (_, index) => record(`e${index}`, hoursAgo(0.1 + index / 40))))
  server.add([record('user', hoursAgo(1), global)])
  const desk = await start()
  try {
    await desk.until(({ records }) => records === 241)
    await openExplore(page, desk, 'from=-24h')
    expect(await totalOf(page)).toBe(241)
    await expect(on(page).rows.first()).toBeVisible()
    const listed = await page.request.get(`${desk.url}/api/events?from=-24h&source=lookup&event=CreateUser`)
    expect(((await listed.json()) as { total: number }).total).toBe(1)

    server.add([record('fresh', Date.now() - 1_000, { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com', readOnly: false })])
    await page.goto(`${desk.url}/sources`)
    await page.getByRole('button', { name: 'Look now' }).click()
    await desk.until(({ records }) => records === 242)
    await page.goto(`${desk.url}/explore?from=-24h&event=StopLogging`)
    await settled(page)
    expect(await totalOf(page)).toBe(1)

    const table = await sourcesOf(page, desk)
    await expect(table.getByRole('row', { name: /111122223333 eu-west-1 management/ })).toBeVisible()
    await expect(table.getByRole('row', { name: /111122223333 us-east-1 Insights/ })).toBeVisible()
    expect(await page.content()).not.toContain(key.secretAccessKey)
    await page.goto('about:blank')
  } finally {
    await desk.kill()
  }
  const asked = server.requests().length
  const again = await start()
  try {
    await again.until(({ records, ready }) => ready && records === 242)
    server.add([record('afterwards', Date.now() - 1_000)])
    await page.goto(`${again.url}/sources`)
    await page.getByRole('button', { name: 'Look now' }).click()
    await again.until(({ records }) => records === 243)
    expect(again.log()).not.toContain(key.secretAccessKey)
    await page.goto('about:blank')
    expect(server.requests().length).toBeGreaterThan(asked)
  } finally {
    await again.stop()
    await server.stop()
  }
})

test('says which permission is missing, and goes on when it is given and somebody presses Look now', async ({ page }) => {
  const { server, start } = await connected()
  server.fail({ kind: 'AccessDeniedException' }, { action: 'LookupEvents', region: 'eu-west-1', times: 10_000 })
  server.add([record('user', hoursAgo(1), global), record('denied', hoursAgo(1))])
  const desk = await start()
  try {
    await desk.until(({ records, problems }) => records === 1 && problems.length > 0)
    const table = await sourcesOf(page, desk)
    await expect(table.getByRole('row', { name: /eu-west-1 management/ })).toContainText('told above')
    await expect(page.getByRole('listitem').getByRole('alert')).toContainText('AWS does not permit cloudtrail:LookupEvents in account 111122223333, eu-west-1')
    server.mend()
    await page.getByRole('button', { name: 'Look now' }).click()
    await desk.until(({ records, problems }) => records === 2 && problems.length === 0)
    await expect(table.getByRole('row', { name: /eu-west-1 management/ })).not.toContainText('told above')
    await expect(page.getByRole('listitem').getByRole('alert')).toHaveCount(0)
    await page.goto('about:blank')
  } finally {
    await desk.stop()
    await server.stop()
  }
})

test('reads the bucket of a trail, and shows what is delivered to it without a reload', async ({ page }) => {
  const server = await startFauxqs({ port: 0, logger: false })
  server.createBucket('trail-archive')
  const endpoint = `http://127.0.0.1:${server.port}`
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })
  const put = async (name: string, ...records: string[]) => {
    const day = new Date().toISOString().slice(0, 10)
    const path = `security/AWSLogs/o-exampleorg1/${key.account}/CloudTrail/eu-west-1/${day.replaceAll('-', '/')}/${key.account}_CloudTrail_eu-west-1_${day.replaceAll('-', '')}T0000Z_${name}.json.gz`
    await client.send(new PutObjectCommand({ Bucket: 'trail-archive', Key: path, Body: gzipSync(`{"Records":[${records.join(',')}]}`) }))
  }
  await put('a', record('1', hoursAgo(0.2)), record('2', hoursAgo(0.1)))
  const environment = { AWS_ENDPOINT_URL_S3: endpoint, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'no-real-secret', AWS_PROFILE: '', AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' }
  const desk = await startDesk({ data: folder('s3'), bucket: { url: 's3://trail-archive/security', environment }, until: 'served' })
  try {
    await desk.until(({ records, loading }) => records === 2 && !loading)
    await openExplore(page, desk, 'from=-24h')
    expect(await totalOf(page)).toBe(2)
    await put('b', record('3', Date.now() - 1_000, { eventName: 'DeleteTrail', eventSource: 'cloudtrail.amazonaws.com', readOnly: false }))
    // A bucket is looked at every minute, or when somebody, elsewhere here, has it done.
    const elsewhere = await page.context().newPage()
    await elsewhere.goto(`${desk.url}/sources`)
    await elsewhere.getByRole('button', { name: 'Look now' }).click()
    await expect.poll(() => totalOf(page)).toBe(3)
    await elsewhere.close()
    await expect(on(page).rows.first()).toContainText('DeleteTrail')

    const table = await sourcesOf(page, desk)
    await expect(table.getByRole('row', { name: /111122223333 eu-west-1 management 100/ })).toContainText('2 objects')
    const listed = await page.request.get(`${desk.url}/api/events?from=-24h&source=s3`)
    expect(((await listed.json()) as { total: number }).total).toBe(3)
    expect(await page.content()).not.toContain('no-real-secret')
    await page.goto('about:blank')
  } finally {
    await desk.stop()
    client.destroy()
    await server.stop()
  }
})

test('says that there are no credentials, and what to do', async ({ page }) => {
  const desk = await startDesk({
    data: folder('aws'),
    aws: { environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: '', AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' }, regions },
    until: 'served',
  })
  try {
    await desk.until(({ ready, problems }) => ready && problems.length > 0)
    await page.goto(`${desk.url}/explore`)
    await expect(on(page).strip).toContainText('Set AWS_PROFILE')
    await page.goto('about:blank')
  } finally {
    await desk.stop()
  }
})

test('refuses what cannot be meant', () => {
  expect(callDesk(['--bucket', 'trail-archive']).text).toContain('“trail-archive” is not that')
  expect(callDesk(['--bucket', 's3://trail-archive', '--days', '0']).text).toContain('“0” is not that')
  expect(callDesk(['--bucket', 's3://trail-archive', '--queue', 'trail']).text).toContain('“trail” is not that')
  expect(callDesk(['--queue', 'https://sqs.eu-west-1.amazonaws.com/111122223333/trail']).text).toContain('give that, too')
  expect(callDesk(['--regions', 'eu-west-1']).text).toContain('give both')
  expect(callDesk(['--aws', '--regions', 'Ireland']).text).toContain('“Ireland” is not one')
})
