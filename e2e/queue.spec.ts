import AxeBuilder from '@axe-core/playwright'
import { keyOf, s3Notification, startTrailBucket, today, trailOf } from './aws/trail-bucket'
import { folder, startDesk } from './desk'
import { expect, on, openExplore, test, totalOf } from './journey'

/** Who has a queue told of what a trail delivers. */

const record = (eventID: string, eventName: string) => ({
  eventVersion: '1.08', userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' }, eventTime: new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z/, 'Z'),
  eventSource: 'cloudtrail.amazonaws.com', eventName, awsRegion: 'eu-west-1', sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli', eventID, readOnly: false, managementEvent: true, eventCategory: 'Management', recipientAccountId: '111122223333',
})

test('sees an event within seconds of the message that tells of its object, and what became of every message', async ({ page }) => {
  const { put, send, messages, proxy, queue, environment, stop } = await startTrailBucket()
  await put(keyOf(today(), '0000', 'a'), trailOf(record('1', 'DescribeTrails')))
  const desk = await startDesk({ data: folder('queue'), bucket: { url: 's3://logs', environment, options: ['--queue', queue] } })
  try {
    await openExplore(page, desk, 'from=-24h')
    expect(await totalOf(page)).toBe(1)
    const key = keyOf(today(), '0005', 'b')
    await put(key, trailOf(record('2', 'StopLogging')))
    await send(s3Notification('logs', key))
    await send('{"hello":"<b>world</b>"}')
    await expect(on(page).rows.first()).toContainText('StopLogging')
    await expect.poll(() => totalOf(page)).toBe(2)
    await expect.poll(messages).toEqual({ ready: 0, inFlight: 1 })

    await page.goto(`${desk.url}/sources`)
    const told = page.getByRole('group', { name: 'Queue', exact: true })
    await expect(told).toContainText('2 messages: 1 stored, 0 on the way, 0 of no records, 1 unreadable')
    await expect(told.getByRole('row').last()).toContainText('It is none of the messages that S3, EventBridge or CloudTrail send of new objects.')
    // What is denied is told where the source is, by its IAM action and resource, until it is permitted.
    const source = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 's3', exact: true }) })
    const denied = keyOf(today(), '0006', 'c')
    proxy.spoilWith(({ path }) => (path.includes('_c.json.gz') ? { status: 403, code: 'AccessDenied' } : undefined))
    await put(denied, trailOf(record('3', 'StartLogging')))
    await send(s3Notification('logs', denied))
    await expect(source).toContainText('not all of it can be fetched')
    await expect(source.getByRole('alert')).toContainText('Allow the IAM action s3:GetObject on resource "arn:aws:s3:::logs/AWSLogs/*"')
    await expect(page.getByRole('group', { name: 'Permissions that are missing, as a table' }).getByRole('row', { name: /s3 s3:GetObject arn:aws:s3:::logs/ })).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.screenshot({ path: test.info().outputPath('queue.png'), fullPage: true })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.screenshot({ path: test.info().outputPath('queue-narrow.png'), fullPage: true })
    proxy.spoilWith(() => undefined)
    await source.getByRole('button', { name: 'Look now' }).click()
    await desk.until(({ records, problems, loading }) => records === 3 && problems.length === 0 && !loading)
    await expect(source.getByRole('alert')).toHaveCount(0)
    expect(`${await page.content()}${desk.log()}`).not.toContain('no-real-secret')
    await page.goto('about:blank')
  } finally {
    await desk.stop()
    await stop()
  }
})
