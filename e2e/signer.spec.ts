import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { folder, startDesk, type Desk } from './desk'
import { expect, on, settled, test } from './journey'

/** Who signs days off, and must be able to show later that it was done. */

test.describe.configure({ timeout: 240_000 })

const record = (eventID: string, eventTime: string, eventName = 'CreateUser') => ({
  eventID, eventTime, eventName, eventVersion: '1.08', eventSource: 'iam.amazonaws.com', awsRegion: 'us-east-1', sourceIPAddress: '198.51.100.7', userAgent: 'aws-cli/2.0', readOnly: false, recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' },
})

function deliver(logs: string, name: string, ...records: object[]): void {
  writeFileSync(join(logs, `.${name}.part`), gzipSync(JSON.stringify({ Records: records })))
  renameSync(join(logs, `.${name}.part`), join(logs, name))
}

const isAccessible = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
const day = { from: '2026-01-05T00:00:00Z', to: '2026-01-06T00:00:00Z' }
const span = new URLSearchParams(day).toString()
const item = { id: 'story-1', title: 'alice created a user', filter: `event=CreateUser&${span}` }

/** What another reviewer does, at another browser. */
const another = async (page: Page, desk: Desk, path: string, data: object) => {
  const response = await page.request.post(`${desk.url}${path}`, { data })
  expect(response.ok(), await response.text()).toBe(true)
}

test('expects, signs off, restarts, finds a late record and a changed byte, and prints the report', async ({ page }) => {
  const logs = folder('signing')
  const data = folder('signing-data')
  deliver(logs, 'a.json.gz', record('one', '2026-01-05T10:00:00Z'), record('two', '2026-01-05T11:00:00Z', 'DeleteUser'), record('next', '2026-01-06T09:00:00Z'))
  let desk = await startDesk({ logs, data })
  try {
    // What another reviewer decides is seen within seconds, without a press.
    await page.goto(`${desk.url}/journal`)
    await expect(page.getByRole('status', { name: 'Journal' })).toHaveText('Nothing to prove yet')
    await another(page, desk, '/api/decisions', { by: 'Jo', item, verdict: 'suspicious', note: 'Who asked for it?' })
    await expect(page.getByRole('list', { name: 'Entries' })).toContainText('Jomarked alice created a user suspicious“Who asked for it?”')
    await expect(page.getByRole('status', { name: 'Journal' })).toContainText('Whole: 1 entry')

    // An expectation, by keyboard, with what it would have matched; the name is asked for once.
    await page.goto(`${desk.url}/expectations?event=DeleteUser`)
    await expect(page.getByRole('region', { name: 'In the last 30 days it would have matched' })).toContainText('1 event of 3')
    await isAccessible(page)
    await page.getByLabel('Reason').focus()
    await page.keyboard.type('Accounts of leavers are removed on Mondays')
    await page.keyboard.press('Tab')
    await page.keyboard.type('People team')
    await page.getByRole('textbox', { name: 'From' }).fill('2026-01-01')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Who reviews?' })).toBeVisible()
    await page.keyboard.type('Mara')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Entered as entry 2.')).toBeVisible()
    await expect(page.getByRole('region', { name: 'What is expected' })).toContainText('1 event covered')
    await expect(page.getByRole('button', { name: 'Reviewer: Mara' })).toBeVisible()

    await another(page, desk, '/api/signoffs', { by: 'Jo', ...day, items: [item, { ...item, id: 'story-2', title: 'alice deleted a user' }] })
    await page.goto(`${desk.url}/calendar?${span}`)
    const days = page.getByRole('list', { name: 'Days' })
    await expect(days).toContainText(/2026-01-05.*signed.*by Jo.*2 events.*1 left open/)
    await isAccessible(page)

    // A late record, after a restart, reopens the day and leads to itself alone.
    await page.goto('about:blank')
    await desk.stop()
    deliver(logs, 'late.json.gz', record('late', '2026-01-05T12:00:00Z', 'StopLogging'))
    desk = await startDesk({ logs, data })
    await page.goto(`${desk.url}/calendar?${span}`)
    await expect(days).toContainText(/reopened.*1 record late/)
    await page.getByRole('link', { name: '1 record arrived after sign-off' }).click()
    await settled(page)
    await expect(on(page).total).toContainText('1 event ')
    await expect(on(page).filters).toContainText('after batch')
    await expect(on(page).rows).toContainText('StopLogging')

    // A note on an identity stands beside every event of it.
    await on(page).rows.first().click()
    const notes = page.getByRole('region', { name: 'Notes' })
    await notes.getByRole('button', { name: 'note on alice' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Leaves in June')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Who reviews?' }).getByLabel('Name').fill('Mara')
    await page.keyboard.press('Enter')
    await expect(notes).toContainText('Leaves in June on alice, Mara')
    await page.goto(`${desk.url}/events/one`)
    await expect(notes).toContainText('Leaves in June on alice, Mara')

    // The escalation stays until it is closed.
    await page.goto(`${desk.url}/calendar?${span}`)
    const escalated = page.getByRole('region', { name: 'Escalated' })
    await escalated.getByRole('button', { name: 'Close: alice created a user' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Ticket IAM-7, confirmed by her manager')
    await page.keyboard.press('Enter')
    await expect(escalated).toContainText('Nothing that was marked suspicious is open.')

    // The report, the same bytes again, and its numbers the events behind them.
    await page.goto(`${desk.url}/report?${span}`)
    const report = page.getByRole('region', { name: 'Review of AWS CloudTrail' })
    await expect(report).toContainText('3 events by 1 identity, 1 of them expected.')
    await expect(page.getByRole('region', { name: 'Exceptions' })).toContainText('1 record arrived after sign-off')
    await expect(page.getByRole('region', { name: 'Exceptions' })).toContainText(/Escalation closed by Mara.*IAM-7/)
    await isAccessible(page)
    const file = (await page.getByRole('link', { name: 'JSON' }).getAttribute('href')) ?? ''
    const first = await (await page.request.get(`${desk.url}${file}`)).text()
    await another(page, desk, '/api/notes', { by: 'Jo', on: { kind: 'event', eventID: 'one' }, text: 'More, later.' })
    expect(await (await page.request.get(`${desk.url}${file}`)).text()).toBe(first)
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
    await expect(report).toContainText('10.2.1.5')
    await page.emulateMedia({ media: null })

    // One changed byte is found, and its line and entry are named.
    await page.goto(`${desk.url}/journal`)
    await expect(page.getByRole('status', { name: 'Journal' })).toContainText('Whole: 6 entries')
    await isAccessible(page)
    const journal = join(data, 'journal.ndjson')
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('Who asked for it?', 'Who asked for it.'))
    await page.getByRole('button', { name: 'Check again' }).click()
    await expect(page.getByRole('status', { name: 'Journal' })).toContainText('Not whole: 1 fault in 6 entries')
    await expect(page.getByRole('group', { name: 'Faults, as a table' })).toContainText(/1.*1 \(decision by Jo, .*It is not what was written/)
  } finally {
    await page.close()
    await desk.stop()
  }
})
