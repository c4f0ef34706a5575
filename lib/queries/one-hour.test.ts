import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { asking, storeHolding } from './asking'
import { actorKeys } from './actor-keys'
import { facets } from './facets'
import { timeline } from './timeline'
import { total } from './total'

const samples = new URL('../../../shared/samples/one-hour', import.meta.url).pathname
const records = () => shell(`find "$1" -name '*.json.gz' -exec zcat {} + | jq -c '.Records[]?'`).trimEnd()
const shell = (command: string, input?: string) => execFileSync('bash', ['-c', command, 'bash', samples], { maxBuffer: 2 ** 28, input }).toString()

describe.skipIf(!existsSync(samples))('an hour of real logs (skipped where ../shared/samples is absent)', () => {
  it('is counted as zcat and jq count it', async () => {
    const truth = records()
    const store = await storeHolding(truth.split('\n'))
    const span = 'from=2023-07-10T11:42:18Z&to=2023-07-10T12:37:51Z'
    const jq = (condition: string) => Number(shell(`jq -c 'select(${condition})' | wc -l`, truth))
    const desk = async (query: string) => {
      const { store: { engine }, filter } = asking(store, `${span}&${query}`, {})
      return total(engine, filter, await actorKeys(engine, filter, {}), {})
    }
    const benjamin = 'arn:aws:iam::123837392027:user/benjamin'
    expect(await desk('')).toBe(2_900)
    expect([await desk('error=any'), jq('.errorCode != null')]).toEqual([300, 300])
    expect([await desk(`identity=${benjamin}`), jq(`.userIdentity.arn == "${benjamin}"`)]).toEqual([105, 105])
    expect([await desk('event=Decrypt'), jq('.eventName == "Decrypt"')]).toEqual([178, 178])
    expect(await desk('event=!Decrypt')).toBe(jq('.eventName != "Decrypt"'))
    expect(await desk('event=Describe*')).toBe(jq('.eventName | startswith("Describe")'))
    expect(await desk('ip=10.8.0.0/16')).toBe(jq('.sourceIPAddress // "" | test("^10\\\\.8\\\\.[0-9]+\\\\.[0-9]+$")'))
    expect(await desk('hour=17&tz=Asia/Kolkata')).toBe(jq('(.eventTime | fromdate + 19800 | strftime("%H")) == "17"'))

    const { series } = await timeline(asking(store, span, { by: 'class' }))
    expect(series.flatMap(({ counts }) => counts).reduce((sum, count) => sum + count, 0)).toBe(2_900)
    const { facets: answer } = await facets(asking(store, span, { fields: ['service'], limit: 20 }))
    for (const { value, count } of answer.service ?? []) expect([value, count]).toEqual([value, jq(`.eventSource == "${value}.amazonaws.com"`)])
  })
})
