import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { z } from 'zod'
import { folder, makeSample, startDesk } from './desk'
import { expect, numberOf, test } from './journey'
import { hasJq, truthOf } from './truth'

/** Who hands the report to an auditor, who counts again with tools of their own. */

test.describe.configure({ timeout: 240_000 })
test.skip(!hasJq, 'jq is not here')

const day = 86_400_000
const numbered = z.object({ count: z.int(), filter: z.string() })
const reported = z.object({
  events: numbered, identities: z.int(), expected: z.int(),
  requirements: z.array(z.object({ id: z.string(), shown: z.string(), events: numbered.nullable() })),
  days: z.array(z.object({ date: z.string(), ...numbered.shape })),
})
type Truth = Record<'all' | 'identities' | 'expected' | 'root' | 'trail' | 'denied' | 'signIns' | 'changed', number> & { days: number[] }

/** What PCI DSS asks for, where a record alone tells it: without the catalogue that gives events their class. */
const told = { 'Events of the root user': 'root', 'Events of CloudTrail itself': 'trail', 'Events that were denied': 'denied', 'Failed sign-ins to the console': 'signIns', 'Trails and event data stores made': 'changed', 'Every stored event': 'all' } as const

/** Who somebody is: a person of IAM Identity Center is one in whatever account; a failed sign-in says who it is, but not the ARN. */
const who = `if .type == "AssumedRole" and (.arn | test(":assumed-role/AWSReservedSSO_")) then "person " + (.arn | split("/") | last)
  elif .type == "IAMUser" and .arn == null then "arn:aws:iam::\\(.accountId):user/\\(.userName)"
  else .arn // .invokedBy // [.type, .identityProvider, .userName, .principalId, .accountId] end`

/** The distinct records of a span, counted by jq; days begin at these times. */
function countedBy(logs: string, starts: readonly string[]): Truth {
  const [from, to] = [starts[0], starts.at(-1)]
  const days = starts.slice(1).map((end, index) => `(map(select(.eventTime >= "${starts[index]}" and .eventTime < "${end}")) | length)`)
  return truthOf<Truth>(logs, `map(select(.eventTime >= "${from}" and .eventTime < "${to}")) | {
    all: length, days: [${days.join(', ')}],
    identities: (map(.userIdentity | ${who}) | unique | length),
    expected: (map(select(.eventName == "DescribeInstances" and .userIdentity.type == "AssumedRole")) | length),
    root: (map(select(.userIdentity.type == "Root")) | length),
    trail: (map(select(.eventSource == "cloudtrail.amazonaws.com")) | length),
    denied: (map(select((.errorCode // "") | test("accessdenied|unauthorized"; "i"))) | length),
    signIns: (map(select(.eventName == "ConsoleLogin" and .responseElements.ConsoleLogin == "Failure")) | length),
    changed: (map(select(.eventSource == "cloudtrail.amazonaws.com" and .readOnly == false)) | length) }`)
}

const cellsOf = (table: Locator) => table.getByRole('row').evaluateAll((rows) => rows.slice(1).map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')))

test('counts in the report, on the page and in its files, what zcat and jq count in the raw files', async ({ page }) => {
  const made = folder('evidence')
  makeSample(made, '--records', '12000', '--days', '5')
  const logs = join(made, 'AWSLogs')
  const desk = await startDesk({ logs, data: folder('evidence-data') })
  try {
    const expecting = await page.request.post(`${desk.url}/api/expectations`, { data: { by: 'Mara', filter: 'event=DescribeInstances&type=AssumedRole', from: '2020-01-01T00:00:00Z', until: new Date(Date.now() + day).toISOString(), reason: 'Inventory.', owner: 'Platform' } })
    expect(expecting.ok()).toBe(true)
    const newest = Math.floor(Date.parse(z.object({ newest: z.string() }).parse(await (await page.request.get(`${desk.url}/api/health`)).json()).newest) / day) * day

    // Days of two zones: in one of them they begin at half past six in the evening.
    for (const { tz, begins } of [{ tz: 'UTC', begins: 0 }, { tz: 'Asia/Kolkata', begins: -5.5 * 3_600_000 }]) {
      const starts = [3, 2, 1, 0].map((days) => new Date(newest - days * day + begins).toISOString().replace('.000Z', 'Z'))
      const truth = countedBy(logs, starts)
      expect(truth.all).toBeGreaterThan(3_000)
      expect(truth.denied).toBeGreaterThan(0)
      expect(truth.expected).toBeGreaterThan(0)
      const span = new URLSearchParams({ from: starts[0] ?? '', to: starts.at(-1) ?? '', tz }).toString()

      const report = reported.parse(await (await page.request.get(`${desk.url}/api/report/file?${span}&format=json`)).json())
      expect([report.events.count, report.expected, report.identities, report.days.map(({ count }) => count)]).toEqual([truth.all, truth.expected, truth.identities, truth.days])
      for (const [shown, name] of Object.entries(told)) expect([shown, report.requirements.find((each) => each.shown.startsWith(shown))?.events?.count]).toEqual([shown, truth[name]])

      // What only the catalogue tells: as many as the records behind the number.
      for (const { shown, events } of report.requirements.filter((each) => each.events !== null && !Object.keys(told).some((known) => each.shown.startsWith(known)))) {
        const records = await (await page.request.get(`${desk.url}/api/export?${events?.filter}&format=ndjson`)).text()
        expect([shown, records.split('\n').filter((line) => line !== '').length]).toEqual([shown, events?.count])
      }

      const lines = (await (await page.request.get(`${desk.url}/api/report/file?${span}&format=csv`)).text()).split('\r\n')
      const inFile = (what: string) => lines.filter((line) => line.startsWith(`${what},`)).map((line) => Number(/,(\d*),[^,"]*$/.exec(line)?.[1]))
      expect([inFile('period'), inFile('day'), inFile('PCI DSS 4.0.1').filter((count) => count > 0)]).toEqual([[truth.all], truth.days, report.requirements.flatMap(({ events }) => events?.count ?? []).filter((count) => count > 0)])

      await page.goto(`${desk.url}/report?${span}`)
      const shown = page.getByRole('region', { name: 'Review of AWS CloudTrail' })
      await expect(shown).toContainText(`${truth.all.toLocaleString('en-US')} events by ${truth.identities} identities, ${truth.expected.toLocaleString('en-US')} of them expected.`)
      const onPage = await cellsOf(page.getByRole('group', { name: 'Days, as a table' }))
      expect(onPage.map((cells) => numberOf(cells.at(-1) ?? ''))).toEqual(truth.days)
      const requirements = await cellsOf(page.getByRole('group', { name: 'Requirements, as a table' }))
      for (const [start, name] of Object.entries(told)) expect([start, numberOf(requirements.find((cells) => cells[2]?.startsWith(start))?.at(-1) ?? '')]).toEqual([start, truth[name]])
    }
  } finally {
    await page.close()
    await desk.stop()
  }
})
