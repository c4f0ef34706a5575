import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { callDesk, folder, freePort, makeSample, startDesk } from './desk'
import { expect, on, openExplore, settled, test } from './journey'

/** Who starts the desk, stops it, feeds it, and wants to know what became of every file. */

// Desks start, load and stop here: what takes seconds on an idle machine takes long on a busy one.
test.describe.configure({ timeout: 240_000 })

const record = (eventID: string, more: object = {}) => ({
  eventVersion: '1.08',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' },
  eventTime: '2026-01-05T10:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.7',
  userAgent: 'aws-cli/2.0',
  eventID,
  readOnly: false,
  recipientAccountId: '111122223333',
  ...more,
})
const trail = (...records: object[]) => gzipSync(JSON.stringify({ Records: records }))

/** Puts a file in place whole, as a well-behaved delivery does. */
function deliver(logs: string, name: string, bytes: Buffer | string): void {
  writeFileSync(join(logs, `.${name}.part`), bytes)
  renameSync(join(logs, `.${name}.part`), join(logs, name))
}

test('drops a new file into the folder, and the open page shows it', async ({ page }) => {
  const logs = folder('growing')
  deliver(logs, 'a.json.gz', trail(record('one')))
  const desk = await startDesk({ logs, data: folder('growing-data') })
  try {
    await openExplore(page, desk)
    await expect(on(page).total).toContainText('1 event ')
    deliver(logs, 'b.json.gz', trail(record('two', { eventName: 'StopLogging', eventSource: 'cloudtrail.amazonaws.com' }), record('one')))
    await expect(on(page).total).toContainText('2 events', { timeout: 30_000 })
    await expect(on(page).rows).toHaveCount(2, { timeout: 30_000 })
    await expect(on(page).list).toContainText('StopLogging')
    const { records, duplicates, delivered } = await desk.health()
    expect({ records, duplicates, delivered }).toEqual({ records: 2, duplicates: 1, delivered: 3 })
    await page.goto(`${desk.url}/sources`)
    await expect(page.getByRole('region', { name: 'What became of the records' })).toContainText(/3\s*delivered.*=.*2\s*stored.*\+.*1\s*duplicates.*\+.*0\s*quarantined/)
  } finally {
    await page.close()
    await desk.stop()
  }
})

test('finds a broken file in quarantine, mends it, and its records are there', async ({ page }) => {
  const logs = folder('mending')
  deliver(logs, 'good.json.gz', trail(record('good')))
  const whole = trail(record('mended'), record('mended too'))
  deliver(logs, 'broken.json.gz', whole.subarray(0, whole.length - 30))
  deliver(logs, 'words.json', 'These are no records.')
  deliver(logs, 'settings.json', '{"some":"thing else"}')
  const desk = await startDesk({ logs, data: folder('mending-data') })
  try {
    expect((await desk.health()).records).toBeGreaterThanOrEqual(1)
    expect((await desk.health()).quarantined).toBeGreaterThanOrEqual(2)
    await page.goto(`${desk.url}/sources`)
    const quarantine = page.getByRole('region', { name: 'Quarantine' })
    await expect(quarantine).toContainText('broken.json.gz')
    await expect(quarantine).toContainText('words.json')
    await expect(page.getByRole('region', { name: 'Files without records' })).toContainText('settings.json')
    await openExplore(page, desk)
    await page.getByRole('link', { name: /could not be read/ }).click()
    await expect(quarantine).toContainText('broken.json.gz')

    deliver(logs, 'broken.json.gz', whole)
    deliver(logs, 'words.json', JSON.stringify({ Records: [record('words')] }))
    await desk.until(({ records, quarantined, loading }) => records === 4 && quarantined === 0 && !loading)
    await expect(quarantine).not.toContainText('broken.json.gz', { timeout: 30_000 })
    const health = await desk.health()
    expect(health.delivered).toBe(health.records + health.duplicates + health.quarantined)
    await openExplore(page, desk)
    await expect(on(page).rows).toHaveCount(4)
  } finally {
    await page.close()
    await desk.stop()
  }
})

test('starts again on the same data: nothing is loaded twice, and it is ready at once', async ({ page }) => {
  const data = folder('again')
  makeSample(join(data, 'logs'), '--records', '20000', '--days', '3')
  const first = await startDesk({ data })
  const before = await first.health()
  await first.stop()
  expect(before).toMatchObject({ delivered: 20_000, quarantined: 0 })

  const second = await startDesk({ data, until: 'served' })
  try {
    await second.until(({ ready }) => ready)
    const after = await second.until(({ ready, loading }) => ready && !loading)
    console.log(`second start on the same data: ready after ${(second.took / 1000).toFixed(1)} s`)
    const { records, duplicates, quarantined, delivered, version } = after
    expect({ records, duplicates, quarantined, delivered, version }).toEqual({
      records: before.records,
      duplicates: before.duplicates,
      quarantined: before.quarantined,
      delivered: before.delivered,
      version: before.version,
    })
    await openExplore(page, second, 'from=-30d')
    await expect(on(page).total).toContainText(`${before.records.toLocaleString('en')} events`)
    expect(second.log()).toContain(`Traildesk is ready at ${second.url}`)
  } finally {
    await page.close()
    await second.stop()
  }
})

test('kills the desk while it loads, starts it again, and misses nothing', async () => {
  const data = folder('killed')
  const out = join(data, 'logs')
  const repeated = makeSample(out, '--records', '24000', '--days', '3')
  slowDown(join(out, 'AWSLogs'))
  const first = await startDesk({ data, until: 'served' })
  const { records } = await first.until(({ records, loading }) => records > 0 || !loading)
  await first.kill()
  console.log(`killed after ${records} records`)
  const second = await startDesk({ data })
  try {
    expect(await second.health()).toMatchObject({ delivered: 24_000, records: 24_000 - repeated, duplicates: repeated, quarantined: 0 })
  } finally {
    await second.stop()
  }
})

test('watches a big folder being read: what, how much, and that it ends', async ({ page }) => {
  const logs = folder('big')
  const repeated = makeSample(logs, '--records', '40000', '--days', '5')
  slowDown(join(logs, 'AWSLogs'))
  const desk = await startDesk({ logs: join(logs, 'AWSLogs'), data: folder('big-data'), until: 'served' })
  try {
    await page.goto(`${desk.url}/explore?from=-30d`)
    await expect(on(page).strip).toContainText(/Reading logs, \d+%: [\d,]+ records so far/, { timeout: 60_000 })
    await expect(on(page).strip.getByRole('progressbar')).toHaveAttribute('aria-valuenow', /^\d+$/)
    await expect(on(page).timeline).toContainText('partial')
    const partial = (await desk.health()).records
    await page.goto(`${desk.url}/sources`)
    await expect(page.getByRole('progressbar', { name: /files read/ })).toBeVisible()
    await expect(page.getByText(/[\d,]+ records a second/)).toBeVisible({ timeout: 30_000 })
    console.log(`the page was there when ${partial} of 40000 records were`)
    expect(partial).toBeLessThan(40_000)

    await page.goto(`${desk.url}/explore?from=-30d`)
    await desk.until(({ loading }) => !loading)
    await expect(on(page).strip).toHaveCount(0, { timeout: 30_000 })
    await expect(on(page).total).toContainText(`${(40_000 - repeated).toLocaleString('en')} events`, { timeout: 30_000 })
    await settled(page)
    await expect(on(page).timeline).not.toContainText('partial')
  } finally {
    await page.close()
    await desk.stop()
  }
})

test('looks for new files by the press of a button', async ({ page, sample }) => {
  await page.goto(`${sample.url}/sources`)
  await expect(page.getByText('sample logs, made for trying things out')).toBeVisible()
  await page.getByRole('button', { name: 'Look now' }).click()
  await expect(page.getByRole('status').filter({ hasText: /Looking now|It is looking already/ })).toBeVisible()
  await page.getByRole('link', { name: /^covers/ }).click()
  await settled(page)
  const { records } = await sample.health()
  await expect(on(page).total).toContainText(`${records.toLocaleString('en')} events`)
})

test('is refused in words when the start makes no sense', async ({ sample }) => {
  const says = async (options: string[], pattern: RegExp, port?: number | string) => {
    const { status, text } = callDesk(options, port ?? (await freePort()))
    expect(text).toMatch(pattern)
    expect(text).not.toMatch(/\n\s+at .*:\d+:\d+/)
    expect(status).not.toBe(0)
  }
  await says(['--logs', '/nowhere/at/all'], /There is no folder \/nowhere\/at\/all/)
  await says(['--logs', join(sample.data, 'logs', 'sample.json')], /is a file/)
  await says(['--host', '0.0.0.0'], /no sign-in.*127\.0\.0\.1 only/)
  await says(['--nonsense'], /nonsense/)
  await says([], /PORT takes a number/, 'http')
  await says([], /is taken/, new URL(sample.url).port)
  const taken = createServer()
  const port = await freePort()
  await new Promise<void>((listening) => taken.listen(port, '127.0.0.1', listening))
  await says([], new RegExp(`Port ${port} is taken`), port)
  await new Promise((closed) => taken.close(closed))
  const { status, text } = callDesk(['--help'])
  expect([status, text]).toEqual([0, expect.stringContaining('--logs DIR')])
})

test('cannot mix the logs of two places in one data folder, nor open it twice', async ({ sample }) => {
  const logs = folder('others')
  deliver(logs, 'a.json.gz', trail(record('other')))
  const mixed = callDesk(['--logs', logs, '--data', sample.data], await freePort())
  expect(mixed.text).toMatch(/belongs to the sample logs/)
  expect(mixed.status).not.toBe(0)
  const twice = callDesk(['--data', sample.data], await freePort())
  expect(twice.text).toMatch(/other process|already|in use|locked/i)
  expect(twice.text).not.toMatch(/\n\s+at .*:\d+:\d+/)
  expect(twice.status).not.toBe(0)
  expect((await sample.health()).ready).toBe(true)
})

test('leaves the logs as they are', async () => {
  const logs = folder('untouched')
  makeSample(logs, '--records', '2000', '--days', '2')
  const before = contentsOf(logs)
  const desk = await startDesk({ logs, data: folder('untouched-data') })
  await desk.stop()
  expect(contentsOf(logs)).toEqual(before)
})

/** A space before each file's brace: records that the engine cannot read by itself are read one by one, which takes longer. */
function slowDown(logs: string): void {
  for (const name of readdirSync(logs, { recursive: true, encoding: 'utf8' })) {
    const file = join(logs, name)
    if (!name.endsWith('.json.gz') || !statSync(file).isFile()) continue
    const text = gunzipSync(readFileSync(file)).toString()
    unlinkSync(file)
    writeFileSync(file, gzipSync(` ${text}`, { level: 1 }))
  }
}

const contentsOf = (top: string): string[] =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(top, name)).isFile())
    .map((name) => {
      const file = join(top, name)
      return `${name} ${createHash('sha256').update(readFileSync(file)).digest('hex')} ${statSync(file).mtimeMs}`
    })
    .sort()
