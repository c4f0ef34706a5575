import { worldOf } from './actors'
import { chainsOf } from './chains/all'
import type { DayScript } from './day'
import { filesOf } from './day'
import { deliveryTo } from './delivery'
import { incidentsOf, silences } from './incidents/all'
import type { Incident, ScriptedRecord } from './incidents/script'
import { planDays } from './plan'

/** All that decides a sample. Instants are milliseconds since the epoch, so that a worker can be sent it. */
export type Job = { out: string; seed: string; from: number; to: number; records: number }

/** What has come about since the last word. */
export type Progress = { records: number; files: number; duplicates: number }

/** One record in so many is delivered twice. */
const oncePer = 5_000

/** The days of a job: what happens in each, and how many files bring it. */
export function daysOf(job: Job) {
  const world = worldOf(job.seed, job.records)
  const to = new Date(job.to)
  const isWithin = ({ day, second }: ScriptedRecord) => {
    const at = day.midnight + second * 1000
    return at >= job.from && at <= job.to
  }
  const recordsOf = (stories: readonly Incident[]) => stories.flatMap(({ records }) => records).filter(isWithin)
  const incidents = recordsOf(incidentsOf(job.seed, to))
  const scripted = [...incidents, ...recordsOf(chainsOf(job.seed, to))]
  const plans = planDays(world, {
    from: new Date(job.from),
    to,
    records: job.records - scripted.length,
    duplicates: Math.round(job.records / oncePer),
  })
  const days: DayScript[] = plans.map((plan) => ({
    plan,
    scripted: scripted.filter(({ day }) => day.before === plan.day.before),
    silences: silences.filter(({ before }) => before === plan.day.before),
  }))
  // About 2,000 files a million records; a small sample has smaller files rather than few.
  const fileSize = Math.min(650, Math.max(40, job.records / 1_500))
  return { world, days, fileSize, incidentRecords: incidents.length }
}

/** Makes and delivers one day, saying after each file what came about. */
export function* work(job: Job, { world, days, fileSize }: ReturnType<typeof daysOf>, index: number): Generator<Progress> {
  const script = days[index]
  if (!script) return
  const deliver = deliveryTo(job.out)
  for (const file of filesOf(job.seed, world, script, fileSize)) {
    deliver(file)
    yield { records: file.texts.length, files: 1, duplicates: file.duplicates }
  }
}
