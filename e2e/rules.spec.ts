import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { z } from 'zod'
import { folder, startDesk } from './desk'
import { expect, test } from './journey'

/** Who tends the rules, and leaves notes where they belong. */

test.describe.configure({ timeout: 120_000 })

const record = (eventID: string, eventName: string, hour: number) => ({
  eventID, eventName, eventTime: `2026-01-05T${hour}:00:00Z`, eventVersion: '1.08', eventSource: 'ec2.amazonaws.com', awsRegion: 'us-east-1', sourceIPAddress: '198.51.100.7', userAgent: 'aws-cli/2.0', readOnly: true,
  recipientAccountId: '111122223333', userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' },
})

const listed = z.object({ events: z.array(z.object({ severity: z.string() })) })

test('writes a rule after seeing what it would have flagged, undoes it, and takes rules out to a file and back', async ({ page }) => {
  const logs = folder('rules')
  const data = folder('rules-data')
  writeFileSync(join(logs, 'a.json'), JSON.stringify({ Records: [record('1', 'DescribeInstances', 10), record('2', 'DescribeInstances', 11), record('3', 'DescribeVpcs', 12)] }))
  const desk = await startDesk({ logs, data })
  const severities = async () => {
    const response = await page.request.get(`${desk.url}/api/events?from=2026-01-01`)
    return listed.parse(await response.json()).events.map(({ severity }) => severity)
  }
  try {
    await page.goto(`${desk.url}/rules?edit=new+events`)
    const form = page.getByRole('region', { name: 'New rule on event names' })
    await form.getByRole('textbox', { name: 'Event source' }).focus()
    await page.keyboard.type('ec2')
    await page.keyboard.press('Tab')
    await page.keyboard.type('DescribeInst*')
    await form.getByRole('combobox', { name: 'Class' }).selectOption('data')
    await form.getByRole('combobox', { name: 'Severity' }).selectOption('high')
    await expect(form.getByRole('alert')).toContainText('needs a class, a severity and a why')
    await form.getByRole('textbox', { name: 'Why' }).fill('Nobody should look.')
    await expect(form).toContainText('2 events would be judged otherwise, of 3')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    // Where it takes its time, that is told, and can be stopped.
    const why = form.getByRole('textbox', { name: 'Why' })
    await page.route('**/api/rules/preview*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 6_000))
      await route.continue().catch(() => undefined)
    })
    await why.fill('Nobody should look at all.')
    await expect(form.getByText(/^Reading records of 30 days, for \d+ s$/)).toBeVisible()
    await form.getByRole('button', { name: 'Stop' }).click()
    await expect(form).toContainText('Stopped: what it would have flagged is not known.')
    await expect(form.getByRole('button', { name: 'Save to the journal' })).toBeDisabled()
    await page.unroute('**/api/rules/preview*')
    await form.getByRole('button', { name: 'Look again' }).click()
    await expect(form).toContainText('2 events would be judged otherwise, of 3')
    await why.fill('Nobody should look.')
    await expect(form.getByRole('button', { name: 'Save to the journal' })).toBeDisabled()
    await expect(form.getByRole('button', { name: 'Save to the journal' })).toBeEnabled()
    await why.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Who reviews?' }).getByRole('textbox', { name: 'Name' }).fill('Mara')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('list', { name: 'Rules' })).toContainText('ec2/DescribeInst*Nobody should look.')
    await expect.poll(severities).toEqual(['info', 'high', 'high'])

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Export rules' }).click()
    const path = await (await download).path()
    expect(readFileSync(path, 'utf8')).toContain('name: DescribeInst*')

    await page.getByRole('button', { name: 'Undo entry 1' }).click()
    await expect.poll(severities).toEqual(['info', 'info', 'info'])
    writeFileSync(`${path}.yaml`, `${readFileSync(path, 'utf8')}off:\n  - no-such-rule\n`)
    await page.getByLabel('Rules file to import').setInputFiles(`${path}.yaml`)
    const importing = page.getByRole('region', { name: 'What the import changes' })
    await expect(importing).toContainText('1 rule added, 0 changed, none taken out.')
    await expect(importing).toContainText('2 events would be judged otherwise, of 3')
    await expect(importing.getByRole('list', { name: 'Left out' })).toContainText('no rule is called “no-such-rule”')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await importing.getByRole('button', { name: 'Import 1 rule' }).click()
    await expect(page.getByText('1 rule entered, 1 left out.')).toBeVisible()
    await expect(page.getByRole('list', { name: 'Left out' })).toContainText('no rule is called “no-such-rule”')
    await expect.poll(severities).toEqual(['info', 'high', 'high'])

    // Notes, on a moment and on an identity.
    await page.goto(`${desk.url}/explore?from=2026-01-05T00:00:00Z&to=2026-01-06T00:00:00Z`)
    await page.getByRole('group', { name: /^Timeline/ }).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('n')
    await page.keyboard.type('The deployment.')
    await page.getByRole('button', { name: 'Save note' }).press('Enter')
    await page.getByRole('button', { name: '1 note: 2026-01-05 00:00:00, Mara: The deployment.' }).focus()
    await expect(page.getByText('The deployment.', { exact: true })).toBeVisible()
    await page.goto(`${desk.url}/identities/${encodeURIComponent('arn:aws:iam::111122223333:user/alice')}`)
    await page.getByRole('button', { name: 'note on this identity' }).click()
    await page.keyboard.type('Leaves in June.')
    await page.getByRole('button', { name: 'Save note' }).click()
    await expect(page.getByRole('list', { name: 'On this identity' })).toContainText('Leaves in June.')
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  } finally {
    await page.close()
    await desk.stop()
  }
})
