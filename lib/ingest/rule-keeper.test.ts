import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { openDesk, type Desk } from './desk'
import { deskOn, settingsOf, temporaryFolder, untilLoaded } from './desk-on'

const record = (eventID: string, eventTime = '2026-03-01T09:00:00Z') => ({
  eventVersion: '1.08', userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/alice', accountId: '111122223333', userName: 'alice' },
  eventTime, eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', sourceIPAddress: '192.0.2.1',
  userAgent: 'aws-cli', eventID, readOnly: true, recipientAccountId: '111122223333',
})
const deliver = (logs: string, name: string, ...records: object[]) => writeFileSync(join(logs, name), JSON.stringify({ Records: records }))
const severitiesOf = ({ engine }: Desk) => engine.rows(z.object({ severity: z.string(), count: z.int() }), sql`SELECT severity, count() AS count FROM events GROUP BY ALL`)

it('judges by a rule of the page what arrives from then on and what is stored, and needs not do so at the next start', async () => {
  const logs = temporaryFolder()
  const settings = settingsOf(logs, temporaryFolder())
  deliver(logs, 'a.json', record('1'), record('2', '2026-04-01T09:00:00Z'))
  const desk = await openDesk(settings)
  await untilLoaded(desk)
  expect(await severitiesOf(desk)).toEqual([{ severity: 'info', count: 2 }])
  const { version } = desk.health()

  await desk.journal.append('mara', { kind: 'rule change', section: 'events', before: null, after: 'source: ec2\nname: Describe*\nclass: data\nseverity: high\nwhy: Nobody should look.\n' })
  desk.rules.changed()
  expect(desk.health().problems).toEqual([])
  while (desk.health().judging !== null || desk.health().version === version) await setTimeout(5)
  expect(await severitiesOf(desk)).toEqual([{ severity: 'high', count: 2 }])
  deliver(logs, 'b.json', record('3'))
  desk.sync('logs')
  await untilLoaded(desk)
  expect(await severitiesOf(desk)).toEqual([{ severity: 'high', count: 3 }])
  await desk.close()

  const openings: unknown[] = []
  const again = await openDesk(settings, undefined, (opening) => openings.push(opening))
  const kept = await severitiesOf(again)
  await again.close()
  expect([openings, kept]).toEqual([[], [{ severity: 'high', count: 3 }]])
})

it('says what it cannot apply of what was written on the page', async () => {
  const settings = settingsOf(temporaryFolder(), temporaryFolder())
  const desk = await openDesk(settings)
  onTestFinished(() => desk.close())
  await desk.journal.append('mara', { kind: 'rule change', section: 'off', before: null, after: 'no-such-rule\n' })
  desk.rules.changed()
  await expect.poll(() => desk.health().judging).toBe(null)
  expect(desk.health().problems).toEqual([expect.stringContaining('no rule is called “no-such-rule”')])
})

it('keeps every event once where judging again was cut off', async () => {
  const logs = temporaryFolder()
  const data = temporaryFolder()
  deliver(logs, 'a.json', record('1'))
  const desk = await openDesk(settingsOf(logs, data))
  await untilLoaded(desk)
  deliver(logs, 'b.json', record('2'))
  desk.sync('logs')
  await untilLoaded(desk)
  await desk.engine.command(sql`INSERT INTO staged SELECT * FROM events`)
  await desk.close()
  const again = await deskOn(logs, data)
  expect(await severitiesOf(again)).toEqual([{ severity: 'info', count: 2 }])
})
