import { mkdirSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { inChild } from './child'
import { startDesk } from './desk'
import { duckdbLoaded, type DuckdbJob } from './duckdb-job'
import { floor } from './floor'
import { bytesOnDisk, type Place } from './logs'
import { atLeast, atMost, spelled, type Report } from './report'
import { median } from './timing'

/**
 * Loads the same files with the desk, with `zcat` and with DuckDB, by turns, as often as there is patience for.
 * The store of the last time, and DuckDB's, stay for those that ask them.
 */
export async function measureLoad(place: Place, report: Report): Promise<void> {
  const rounds = place.delivered <= 1_000_000 ? 3 : 1
  // Nobody is to wait for the disk.
  await floor(place.files)
  const floors = [await floor(place.files)]
  const loads: Awaited<ReturnType<typeof deskLoads>>[] = []
  const rivals: Awaited<ReturnType<typeof duckdbLoads>>[] = []
  for (let round = 0; round < rounds; round++) {
    loads.push(await deskLoads(place, round === rounds - 1))
    floors.push(await floor(place.files))
    rivals.push(await duckdbLoads(place))
    floors.push(await floor(place.files))
  }
  const size = place.delivered.toLocaleString('en')
  const [seconds, least, rival] = [median(loads.map((each) => each.seconds)), median(floors), median(rivals.map((each) => each.seconds))]
  const name = (rest: string) => `${place.delivered}.load.${rest}`
  const ofFloor = seconds / least
  const ofRival = rival / seconds
  report.add({
    name: name('zcat'),
    what: `loading ${size} records, risk and identity included`,
    value: seconds,
    unit: 's',
    ratio: { value: ofFloor, means: `times the ${spelled(least)} s of zcat on all cores` },
    aim: atMost(ofFloor, 3, 'at most 3 times'),
  })
  report.add({
    name: name('duckdb'),
    what: `loading ${size} records, risk and identity included`,
    value: seconds,
    unit: 's',
    ratio: { value: ofRival, means: `times as fast as DuckDB (${spelled(rival)} s)` },
    aim: atLeast(ofRival, 2, 'at least twice as fast'),
  })
  report.add({ name: name('first'), what: `first of ${size} records on the screen, from the start of the process`, value: median(loads.map((each) => each.first)), unit: 's' })
  const peaks = loads.flatMap(({ peak }) => peak ?? [])
  if (peaks.length > 0) report.add({ name: name('memory'), what: `most memory of the server while it loads ${size} records`, value: Math.max(...peaks) / 1e6, unit: 'MB' })
  const store = loads.at(-1)?.store ?? 0
  report.add({
    name: name('store'),
    what: `store of ${size} records on the disk, a minute after loading`,
    value: store / 1e6,
    unit: 'MB',
    ratio: { value: store / place.bytes, means: `times the gzipped logs (${spelled(place.bytes / 1e6)} MB); DuckDB ${spelled((rivals.at(-1)?.bytes ?? 0) / 1e6)} MB` },
    aim: atMost(store, place.bytes, 'no more'),
  })
}

/**
 * Seconds from the start of a desk's process until all is stored, less those that it takes with nothing to load.
 * @param settles whether to wait until the desk has put its store in order, too, and see how large it is
 */
async function deskLoads(place: Place, settles: boolean) {
  const empty = { logs: place.at('empty/logs'), data: place.at('empty/data') }
  rmSync(place.at('empty'), { recursive: true, force: true })
  mkdirSync(empty.logs, { recursive: true })
  const idle = await startDesk(empty)
  await idle.loaded()
  const start = performance.now() - idle.began
  await idle.stop()

  rmSync(place.data, { recursive: true, force: true })
  const desk = await startDesk(place)
  let first: number | undefined
  const watch = setInterval(() => {
    void desk.health().then(({ records }) => (first ??= records > 0 ? performance.now() - desk.began : undefined), () => undefined)
  }, 100)
  await desk.loaded()
  clearInterval(watch)
  const taken = performance.now() - desk.began
  const peak = desk.peakMemory()
  const { records, delivered, quarantined } = await desk.health()
  if (settles) await setTimeout(60_000)
  const store = bytesOnDisk(place.data)
  await desk.stop()
  if (records !== place.records || delivered !== place.delivered || quarantined !== 0) {
    throw new Error(`The desk stored ${records} of ${place.records} records (${delivered} delivered, ${quarantined} unreadable)`)
  }
  return { seconds: (taken - start) / 1_000, first: (first ?? taken) / 1_000, peak, store }
}

/** Seconds of DuckDB. */
export async function duckdbLoads(place: Place) {
  const job: DuckdbJob = { kind: 'load', database: place.database, files: [...place.files] }
  const loaded = await inChild('duckdb-process.ts', job, duckdbLoaded)
  if (loaded.records !== place.delivered) throw new Error(`DuckDB loaded ${loaded.records} of ${place.delivered} records`)
  return loaded
}
