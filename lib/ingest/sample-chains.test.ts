import { join } from 'node:path'
import { expect, it } from 'vitest'
import { actorKeys } from '@/lib/queries/actor-keys'
import { asking } from '@/lib/queries/asking'
import { actingKey, openedBy } from '@/lib/queries/opened-by'
import { total } from '@/lib/queries/total'
import { chainsOf } from '@/lib/sample/chains/all'
import { generateSample } from '@/lib/sample/generate'
import { openDesk } from './desk'
import { settingsOf, temporaryFolder, untilLoaded } from './desk-on'

it('tells of every chain in the sample who is behind it, as CHAINS.md does', { timeout: 120_000 }, async () => {
  const out = temporaryFolder()
  const to = new Date('2026-03-31T09:17:00Z')
  const { seed } = await generateSample({ out, records: 20_000, to, workers: 0 })
  const desk = await openDesk(settingsOf(join(out, 'AWSLogs'), temporaryFolder()))
  await untilLoaded(desk)
  const told = chainsOf(seed, to).flatMap(({ behind }) => behind)
  const acting = told.map(({ session, key }) => ({ identity: session, key }))
  const chains = await openedBy(desk, acting, {})
  for (const [index, { who, how }] of told.entries()) {
    const chain = chains.get(actingKey(acting[index] ?? { identity: '', key: '' })) ?? []
    if (how === 'nobody knows') expect(chain).toEqual([])
    else {
      expect(chain.at(-1)?.opener.endsWith(who), `${who} by ${how}`).toBe(true)
      expect(chain.at(-1)?.certainty).toBe(how)
    }
  }
  // What was done at the end of the chain counts for the actor, but for what is a guess.
  const count = async (query: string) => {
    const { filter } = asking(desk, `from=2026-03-01T00:00Z&to=2026-04-01T00:00Z&${query}`, {})
    return total(desk.engine, filter, await actorKeys(desk.engine, filter, {}), {})
  }
  expect(await count('event=CreateDBSnapshot&identity=*database-operator*&actor=*/emil.larsen')).toBe(1)
  expect(await count('event=GetCostAndUsage&identity=*billing-viewer*&actor=*/daniel.kim')).toBe(1)
  expect(await count('event=RebootInstances&identity=*break-glass*&actor=*felix.arndt*')).toBe(0)
  await desk.close()
})
