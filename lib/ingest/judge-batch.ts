import 'server-only'
import { z } from 'zod'
import { identityMembers, identityOf } from '@/lib/cloudtrail/identity'
import { isObject, parseRecord, type Json } from '@/lib/cloudtrail/record'
import type { Engine } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import { patternsOf, type Catalogue } from '@/lib/risk/catalogue'
import { judge } from '@/lib/risk/judge'
import { judgeSignature, type Signature } from '@/lib/risk/signature'
import { linesOf } from './lines'

/**
 * Says of every plain record of `incoming` who did it and how risky it is. Each distinct identity and each distinct
 * signature is looked at once; records whose verdict hangs on their content are read one by one.
 */
export async function judgeBatch(engine: Engine, catalogue: Catalogue): Promise<void> {
  await nameIdentities(engine)
  await judgeSignatures(engine, catalogue)
  await judgeRecords(engine, catalogue)
}

/** As extract.ts puts them together. */
const membersOf = (text: string) => text.split('\u0001')

async function nameIdentities(engine: Engine): Promise<void> {
  const distinct = await engine.rows(z.object({ members: z.string() }), sql`SELECT any(members) AS members FROM incoming WHERE isPlain GROUP BY who`)
  await engine.insert('identities', distinct.map(({ members }) => ({ members, ...identityIn(membersOf(members)) })))
}

const identityIn = (members: readonly string[]) => identityOf(userIdentityFrom(members), members[identityMembers.length])

/** The part of `userIdentity` on which an identity depends, from its members in their order. */
function userIdentityFrom(members: readonly string[]): Json {
  const root: JsonObject = {}
  identityMembers.forEach((path, index) => {
    const parent = path.slice(0, -1).reduce((at, key) => {
      const present = at[key]
      const child: JsonObject = isObject(present) ? present : {}
      at[key] = child
      return child
    }, root)
    parent[path.at(-1) ?? ''] = members[index] ?? ''
  })
  return root
}

type JsonObject = { [key: string]: Json }

async function judgeSignatures(engine: Engine, catalogue: Catalogue): Promise<void> {
  const distinct = await engine.rows(
    z.object({ signature: z.string() }),
    sql`SELECT any(signature) AS signature FROM incoming WHERE isPlain GROUP BY sign`,
  )
  const verdicts = distinct.map(({ signature }) => {
    const { class: eventClass, severity, needsRecord, hasValues } = judgeSignature(catalogue, signatureFrom(membersOf(signature)))
    return { signature, class: eventClass, severity, needsRecord, hasValues }
  })
  await engine.insert('verdicts', verdicts)
}

function signatureFrom(members: readonly string[]): Signature {
  const text = (index: number) => members[index] ?? ''
  const truth = (index: number) => (text(index) === 'true' ? 'true' : text(index) === 'false' ? 'false' : '')
  return {
    eventSource: text(0),
    eventName: text(1),
    errorCode: text(2),
    readOnly: truth(3),
    identityType: text(4),
    invoked: text(5) === 'true',
    keyPrefix: text(6),
    mfa: text(7),
    fromConsole: truth(8),
    machine: text(9) === 'true',
    agent: Number(text(10)),
  }
}

const candidate = z.object({ id: z.string(), raw: z.string() })

async function judgeRecords(engine: Engine, catalogue: Catalogue): Promise<void> {
  const query = sql`
    SELECT toString(id) AS id, raw FROM incoming ANY LEFT JOIN verdicts ON incoming.sign = verdicts.sign
    WHERE isPlain AND (needsRecord OR hasValues AND multiMatchAny(raw, ${patternsOf(catalogue.needles)}))`
  const judged: object[] = []
  for await (const line of linesOf(engine.stream(query, 'JSONEachRow', { seconds: 600 }))) {
    const { id, raw } = candidate.parse(JSON.parse(line))
    const verdict = judge(catalogue, parseRecord(raw))
    judged.push({ id, class: verdict.class, severity: verdict.severity })
  }
  await engine.insert('judged', judged)
}
