import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { sql } from '@/lib/engine/sql'
import { deskOn, temporaryFolder } from './desk-on'

const half = 'x\ud800y'
const record = (eventID: string, name: string) => ({
  eventID, eventTime: '2026-03-01T09:00:00Z', eventSource: 's3.amazonaws.com', eventName: `Get${name}`, awsRegion: name, sourceIPAddress: name, userAgent: name, errorCode: name, errorMessage: name,
  userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${name}`, userName: name, accountId: '111122223333', accessKeyId: name }, requestParameters: { [name]: name },
})

it('stores a record whose texts hold halves of characters, and all others with it', async () => {
  const folder = temporaryFolder()
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  // As JSON: the code of a half, and a text that only looks like one.
  writeFileSync(join(logs, 'a.json'), JSON.stringify({ Records: [record('half', half), record('whole', 'alice'), record('looks', '\\ud800')] }))
  const desk = await deskOn(logs)
  const rows = await desk.engine.rows(z.object({ identity: z.string(), agent: z.string() }), sql`SELECT identity, agent FROM events ORDER BY identity`)
  expect(rows).toEqual(['\\ud800', 'alice', 'x\ufffdy'].map((name) => ({ identity: `arn:aws:iam::111122223333:user/${name}`, agent: name })))
})
