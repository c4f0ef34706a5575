import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { folder, startDesk, type Desk } from './desk'
import { expect, on, settled, tabTo, test } from './journey'

/** Who signs days off, and must be able to show later that it was done. */

test.describe.configure({ timeout: 240_000 })

const record = (eventID: string, eventTime: string, eventName = 'CreateUser', more: object = {}) => ({
  eventID, eventTime, eventName, eventVersion: '1.08', eventSource: 'iam.amazonaws.com', awsRegion: 'us-east-1', sourceIPAddress: '198.51.100.7', userAgent: 'aws-cli/2.0', readOnly: false, recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' },
  ...more,
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

    // What another reviewer notes and corrects is seen within seconds wherever it is shown, without a press.
    const soon = { timeout: 8_000 }
    await another(page, desk, '/api/notes', { by: 'Jo', on: { kind: 'event', eventID: 'one' }, text: 'Seen by Jo' })
    await expect(notes).toContainText('Seen by Jo on this event, Jo', soon)
    await page.goto(`${desk.url}/explore?${span}`)
    await settled(page)
    await another(page, desk, '/api/notes', { by: 'Jo', on: { kind: 'moment', at: '2026-01-05T10:30:00Z' }, text: 'A release' })
    await expect(page.getByRole('button', { name: '1 note: 2026-01-05 10:30:00, Jo: A release' })).toBeVisible(soon)
    await page.goto(`${desk.url}/identities/${encodeURIComponent('arn:aws:iam::111122223333:user/alice')}`)
    await expect(page.getByText('correct', { exact: true })).toBeVisible()
    await another(page, desk, `/api/identities/${encodeURIComponent('arn:aws:iam::111122223333:user/alice')}/kind`, { by: 'Jo', kind: 'robot' })
    await expect(page.getByText(/^corrected by Jo/)).toBeVisible(soon)

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
    await expect(page.getByRole('status', { name: 'Journal' })).toContainText('Whole: 9 entries')
    await isAccessible(page)
    const journal = join(data, 'journal.ndjson')
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('Who asked for it?', 'Who asked for it.'))
    await page.getByRole('button', { name: 'Check again' }).click()
    await expect(page.getByRole('status', { name: 'Journal' })).toContainText('Not whole: 1 fault in 9 entries')
    await expect(page.getByRole('group', { name: 'Faults, as a table' })).toContainText(/1.*1 \(decision by Jo, .*It is not what was written/)
  } finally {
    await page.close()
    await desk.stop()
  }
})

test('reviews a day, expects, signs, comes back after a restart, looks at what came late, signs again and prints, with the keyboard alone', async ({ page }) => {
  const logs = folder('by-keyboard')
  const data = folder('by-keyboard-data')
  const { keyboard } = page
  deliver(logs, 'a.json.gz',
    record('trail', '2026-01-05T10:00:00Z', 'StopLogging', { eventSource: 'cloudtrail.amazonaws.com' }), record('user', '2026-01-05T10:30:00Z'),
    record('open', '2026-01-05T11:00:00Z', 'AuthorizeSecurityGroupIngress', { eventSource: 'ec2.amazonaws.com', requestParameters: { ipPermissions: { items: [{ fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }] } } }),
    record('next', '2026-01-06T09:00:00Z', 'ListUsers', { readOnly: true }))
  let desk = await startDesk({ logs, data })
  const address = () => `${desk.url}/?${span}`
  const stories = page.getByRole('list', { name: 'Stories' }).locator(':scope > li')
  const current = page.getByRole('list', { name: 'Stories' }).locator(':scope > li[aria-current]')
  const left = page.getByRole('region', { name: 'To look at' }).getByRole('status')
  const signing = page.getByRole('dialog', { name: /^Sign/ })
  const reopened = page.getByRole('list', { name: 'Arrived after sign-off' })
  await page.addInitScript(() => (window.print = () => (document.documentElement.dataset.printed = 'yes')))
  try {
    await page.goto(address())
    await expect(left).toHaveText('3 of 3 left')
    await expect(current).toContainText('stopped')

    // The first is read and marked; who reviews is asked for once.
    await keyboard.press('Enter')
    await expect(on(page).raw).toContainText('StopLogging')
    await keyboard.press('Escape')
    await keyboard.press('s')
    await expect(page.getByRole('dialog', { name: 'Who reviews?' })).toBeVisible()
    await keyboard.type('Mara')
    await keyboard.press('Enter')
    await expect(stories.first()).toContainText('suspicious by Mara')

    // The second is done by mistake, taken back, noted, and expected.
    const second = await current.getByRole('heading').innerText()
    await keyboard.press('x')
    await expect(left).toHaveText('1 of 3 left')
    await keyboard.press('u')
    await expect(left).toHaveText('2 of 3 left')
    await keyboard.press('n')
    await keyboard.type('Asked the owner')
    await keyboard.press('Control+Enter')
    await expect(current.getByRole('list', { name: 'Notes' })).toContainText('Asked the owner')
    await expect(current).toContainText(second.trim())
    await keyboard.press('e')
    await expect(left).toHaveText('1 of 3 left')
    await keyboard.press('k')
    await expect(stories.nth(1)).toHaveAttribute('aria-current', 'true')
    await keyboard.press('j')

    // The third is to be expected from now on: what that would have matched is told first.
    await keyboard.press('f')
    await expect(page.getByRole('region', { name: 'In the last 30 days it would have matched' })).toContainText('1 event of 4')
    await expect(page.getByLabel('Reason')).toBeFocused()
    await keyboard.type('Part of the migration, OPS-12')
    await keyboard.press('Tab')
    await keyboard.type('Platform')
    await keyboard.press('Tab')
    await keyboard.type('01012026')
    await keyboard.press('Enter')
    await expect(page.getByText(/^Entered as entry \d+\.$/)).toBeVisible()
    await page.goto(address())
    await expect(left).toHaveText('all 2 decided')
    await expect(page.getByRole('button', { name: 'Show 1 expected story' })).toBeVisible()

    await keyboard.press('o')
    await expect(signing).toContainText('All accounts')
    await expect(signing).toContainText('Every item has a decision; 1 stay escalated until they are closed.1 story is expected')
    await tabTo(page, signing.getByRole('textbox'))
    await keyboard.type('Nothing else.')
    await tabTo(page, signing.getByRole('button', { name: 'Sign off' }))
    await keyboard.press('Enter')
    await expect(signing.getByRole('status')).toContainText('3 events by 1 identity, 2 decided')
    await keyboard.press('Enter')
    await expect(signing).toBeHidden()

    // The desk is restarted on the same data; meanwhile a record of the signed day is delivered.
    await page.goto('about:blank')
    await desk.stop()
    deliver(logs, 'late.json.gz', record('late', '2026-01-05T12:00:00Z', 'DeleteTrail', { eventSource: 'cloudtrail.amazonaws.com' }))
    desk = await startDesk({ logs, data, port: Number(new URL(desk.url).port) })
    await page.goto(desk.url)
    await expect(page.getByText('signed up to 2026-01-06 00:00:00')).toBeVisible()
    await expect(reopened.getByRole('listitem')).toHaveText(/^1 record arrived after sign-off of Mon 5 Jan by Mara$/)
    await isAccessible(page)
    await tabTo(page, page.getByRole('link', { name: 'Calendar' }))
    await keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Days' })).toContainText(/2026-01-05.*reopened.*by Mara.*1 record late/)
    await expect(page.getByRole('list', { name: 'Sign-offs' })).toContainText('1 record arrived after sign-off')
    await tabTo(page, page.getByRole('link', { name: 'Review it and sign again' }))
    await keyboard.press('Enter')

    // Only what came late is looked at, and signed.
    await expect(page.getByRole('status', { name: 'Total' })).toContainText(/^1 event,/)
    await expect(stories).toHaveCount(1)
    await expect(stories).toContainText(/delete/)
    await keyboard.press('Enter')
    await expect(on(page).raw).toContainText('DeleteTrail')
    await keyboard.press('Escape')
    await keyboard.press('s')
    await expect(left).toHaveText('all 1 decided')
    await keyboard.press('o')
    await tabTo(page, signing.getByRole('button', { name: 'Sign off' }))
    await keyboard.press('Enter')
    await expect(signing.getByRole('status')).toContainText('4 events by 1 identity, 1 decided')
    await keyboard.press('Enter')
    await expect(reopened).toHaveCount(0)

    // The evidence, on paper.
    await page.goto(`${desk.url}/report?${span}`)
    const report = page.getByRole('region', { name: 'Review of AWS CloudTrail' })
    await expect(report).toContainText('4 events by 1 identity, 1 of them expected. 1 of 1 day signed off')
    await expect(page.getByRole('region', { name: 'Exceptions' })).toContainText('No record arrived after sign-off.')
    await expect(page.getByRole('group', { name: 'Sign-offs, as a table' }).getByRole('row')).toHaveCount(3)
    await tabTo(page, page.getByRole('button', { name: 'Print' }))
    await keyboard.press('Enter')
    await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes')
    const paper = await page.pdf({ path: test.info().outputPath('report.pdf'), format: 'A4' })
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(0)
  } finally {
    await page.close()
    await desk.stop()
  }
})
