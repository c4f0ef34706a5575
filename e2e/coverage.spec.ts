import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { startFauxqs } from 'fauxqs'
import { startLookupEvents } from './aws/lookup-events'
import { folder, makeSample, startDesk, type Desk } from './desk'
import { expect, on, openExplore, settled, test } from './journey'

/** Who keeps the desk complete, and connects it. */

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI-no-real-key', account: '111122223333' }
const other = '444455556666'
const [minute, hour] = [60_000, 3_600_000]

let made = 0
const record = (account: string, at: number, eventID = `e${(made += 1)}`) => ({
  eventVersion: '1.08', userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/alice`, accountId: account, userName: 'alice', accessKeyId: key.accessKeyId }, eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'),
  eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli', eventID, readOnly: true, managementEvent: true,
  eventCategory: 'Management', recipientAccountId: account,
})

/** AWS with the trail of two accounts, one of which stopped three hours ago, and LookupEvents of the first. */
async function aws() {
  const lookups = await startLookupEvents({ keys: [key], requestsPerSecond: 1_000 })
  const s3 = await startFauxqs({ port: 0, logger: false })
  s3.createBucket('trail-archive')
  const endpoint = `http://127.0.0.1:${s3.port}`
  const client = new S3Client({ endpoint, region: 'eu-west-1', forcePathStyle: true, credentials: key })
  const deliver = async (account: string, at: number) => {
    const stamp = new Date(at).toISOString()
    const path = `AWSLogs/${account}/CloudTrail/eu-west-1/${stamp.slice(0, 10).replaceAll('-', '/')}/${account}_CloudTrail_eu-west-1_${stamp.slice(0, 16).replace(/[-:]/g, '')}Z_${made}.json.gz`
    await client.send(new PutObjectCommand({ Bucket: 'trail-archive', Key: path, Body: gzipSync(JSON.stringify({ Records: [record(account, at - 3 * minute)] })) }))
  }
  const now = Date.now()
  const due: [string, number][] = []
  for (let at = now - 8 * 24 * hour; at < now; at += 15 * minute) {
    if (at > now - 30 * hour) due.push([key.account, at])
    if (at < now - 3.2 * hour) due.push([other, at])
  }
  for (let first = 0; first < due.length; first += 50) await Promise.all(due.slice(first, first + 50).map(([account, at]) => deliver(account, at)))
  lookups.add([JSON.stringify(record(key.account, now - 2 * minute))])
  const environment = {
    AWS_ENDPOINT_URL_CLOUDTRAIL: lookups.url, AWS_ENDPOINT_URL_STS: lookups.url, AWS_ENDPOINT_URL_S3: endpoint, AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
    AWS_SESSION_TOKEN: '', AWS_PROFILE: '', AWS_REGION: 'eu-west-1', AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true',
  }
  const stop = async () => {
    client.destroy()
    await Promise.all([lookups.stop(), s3.stop()])
  }
  return { lookups, deliver, environment, stop, objects: due.length }
}

const sync = async (desk: Desk, source: string) => void (await fetch(`${desk.url}/api/sources/${source}/sync`, { method: 'POST' }))
const sound = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

test('shows which hours are complete and why others are not, warns of a trail that stopped, steers sources, and lets nobody’s row slip', async ({ page }) => {
  test.setTimeout(240_000)
  const { lookups, deliver, environment, stop, objects } = await aws()
  const file = join(folder('config'), 'traildesk.yaml')
  writeFileSync(file, ['accounts:', '  - regions: [eu-west-1]', '    days: 2', 'buckets:', '  - url: s3://trail-archive', '    name: s3', '    days: 10'].join('\n'))
  const desk = await startDesk({ data: folder('coverage'), config: { environment, file }, until: 'served' })
  try {
    await desk.until(({ records, loading }) => records === objects + 1 && !loading)
    await page.goto(`${desk.url}/sources?from=-24h`)
    const grid = page.getByRole('grid', { name: 'Coverage by account and region' })
    const mine = grid.getByRole('row', { name: new RegExp(`^${key.account} eu-west-1 complete`) })
    await expect(mine).toContainText('All that was delivered to s3://trail-archive/ is stored.')
    await expect(mine).toContainText(/provisional, .*LookupEvents has told of it; no trail has/)
    const stopped = grid.getByRole('row', { name: new RegExp(`^${other} eu-west-1`) }).locator('[data-cell]').filter({ hasText: /^missing/ }).last()
    await expect(stopped).toContainText('though something usually comes at these hours')
    await stopped.focus()
    await page.keyboard.press('ArrowUp')
    await expect(page.locator(':focus')).toContainText(/^(complete|provisional)/)
    await page.keyboard.press('ArrowLeft')
    await expect(page.locator(':focus')).toContainText(/^complete/)
    await expect(on(page).strip).toContainText(`A trail has stopped: nothing new of account ${other}, eu-west-1`)
    await expect(page.getByRole('group', { name: 'Silent trails, as a table' })).toContainText(other)
    await sound(page)
    const user = encodeURIComponent(`arn:aws:iam::${key.account}:user/alice`)
    const pages = ['', 'explore', 'events/e1', 'identities', `identities/${user}`, `keys/${key.accessKeyId}`, 'addresses/192.0.2.1']
    for (const path of [...pages, 'views', 'rules', 'expectations', 'calendar', 'journal', 'report', 'connect', 'sources?from=-24h']) {
      await page.goto(`${desk.url}/${path}`)
      await expect(on(page).strip, path).toContainText('A trail has stopped')
    }

    const s3 = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 's3', exact: true }) })
    await s3.getByRole('button', { name: 'Pause' }).click()
    await expect(s3).toContainText('Paused since')
    await expect(on(page).strip).toContainText('“s3” is paused')
    await s3.getByRole('button', { name: 'Resume' }).click()
    await expect(s3.getByRole('button', { name: 'Pause' })).toBeVisible()
    await s3.getByRole('button', { name: 'Fetch a range of s3' }).click()
    await page.getByRole('dialog', { name: 'Fetch a range of s3' }).getByRole('button', { name: 'Apply' }).click()
    await expect(s3).toContainText('Fetching the range')

    await deliver(other, Date.now())
    await s3.getByRole('button', { name: 'Look now' }).click()
    await desk.until(({ records, problems }) => records === objects + 2 && problems.length === 0)
    await expect(on(page).strip).toHaveCount(0)

    await openExplore(page, desk, 'from=-24h')
    await expect(page.getByRole('link', { name: /^Coverage: complete to .*then/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /^complete to .*, then/ })).toHaveAttribute('href', /^\/sources\?.*#coverage$/)
    await on(page).rows.nth(2).click()
    const read = (await on(page).rows.nth(2).textContent()) ?? ''
    const where = async () => (await on(page).rows.filter({ hasText: read.slice(0, 19) }).first().boundingBox())?.y
    // The reader takes its room first.
    await expect(on(page).raw).toContainText('eventID')
    await settled(page)
    const before = await where()
    lookups.add([1, 2, 3].map((index) => JSON.stringify(record(key.account, Date.now() - index * 1_000, `live-${index}`))))
    await sync(desk, 'lookup-events')
    const bar = page.getByRole('button', { name: '3 new events' })
    await expect(bar).toBeVisible()
    expect(await where()).toBe(before)
    await bar.click()
    await expect(on(page).rows.first()).not.toHaveText(read)
    await expect(bar).toHaveCount(0)
    await page.goto('about:blank')
  } finally {
    await desk.stop()
    await stop()
  }
})

test('offers the credentials that it finds, calls AWS only once they are accepted, and says how to connect', async ({ page, watch }) => {
  test.setTimeout(240_000)
  const { lookups, environment, stop } = await aws()
  const data = folder('connect')
  makeSample(join(data, 'logs'), '--records', '2000', '--days', '2')
  watch.allow(/Failed to load resource|ERR_|net::/)
  const desk = await startDesk({ data, variables: environment })
  try {
    await page.goto(`${desk.url}/connect`)
    await expect(page.getByRole('region', { name: 'whole policy' })).toContainText('"cloudtrail:LookupEvents"')
    await sound(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await sound(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`${desk.url}/explore`)
    const offer = page.getByRole('complementary', { name: 'Offer' })
    await expect(offer).toContainText('AWS credentials were found: environment variables')
    expect(lookups.requests()).toEqual([])
    await offer.getByRole('button', { name: 'Use them' }).click()
    await desk.until(({ ready, records }) => ready && records === 1)
    await expect(offer).toHaveCount(0)
    await expect(on(page).total).toContainText('1 event')
    expect((await (await fetch(`${desk.url}/api/sources`)).json()) as object).toMatchObject({ sources: [{ kind: 'lookup' }] })
    expect(await page.content()).not.toContain(key.secretAccessKey)
    await page.goto('about:blank')
  } finally {
    await desk.stop()
    await stop()
  }
})
