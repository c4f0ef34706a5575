import { cpSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { startDesk, type Desk } from './desk'
import { moreLogs, moreName, type Place } from './logs'
import type { Question } from './questions'
import { atMost, type Report } from './report'
import { answerOf } from './routes'
import { percentile, until } from './timing'

const readers = 10
const seconds = 10
/** Milliseconds for which readers ask while logs are loaded, if that takes longer. */
const patience = 60_000

/** Ten readers at once, none of whom ever pauses: each asks one picture after the other. */
export async function measureReaders(desk: Desk, pictures: readonly Question[], place: Place, report: Report): Promise<void> {
  const end = performance.now() + seconds * 1_000
  add(report, place, 'readers', 'ten readers at once', await readWhile(desk, pictures, () => performance.now() < end))
}

/** The same while more logs are loaded, into a copy of the store. */
export async function measureReadersWhileLoading(pictures: readonly Question[], place: Place, report: Report, tell: (line: string) => void): Promise<void> {
  const more = moreLogs(place, Math.min(300_000, Math.max(20_000, Math.round(place.delivered / 2))))
  const data = place.at('data-growing')
  const arrived = join(place.logs, moreName)
  rmSync(data, { recursive: true, force: true })
  cpSync(place.data, data, { recursive: true })
  const desk = await startDesk({ logs: place.logs, data })
  try {
    await desk.loaded()
    await Promise.all(pictures.map(({ turns: [turn] }) => answerOf(desk, turn?.path ?? '')))
    renameSync(more.folder, arrived)
    await fetch(`${desk.url}/api/sources/logs/sync`, { method: 'POST' })
    await until(async () => (await desk.health()).loading, 10, 30, 'the new logs are found')
    const began = performance.now()
    let isLoading = true
    const loaded = desk.loaded().finally(() => (isLoading = false))
    const milliseconds = await readWhile(desk, pictures, () => isLoading && performance.now() - began < patience)
    if (isLoading) tell(`  After ${patience / 1_000} s the new logs are still being loaded; the readers leave`)
    await loaded
    const { records } = await desk.health()
    if (records !== place.records + more.records) throw new Error(`The desk stored ${records} of ${place.records + more.records} records`)
    const what = `loading ${more.records.toLocaleString('en')} more records while ten readers ask`
    report.add({ name: `${place.delivered}.readers-while-loading.load`, what, value: (performance.now() - began) / 1_000, unit: 's' })
    add(report, place, 'readers-while-loading', `ten readers at once while ${more.records.toLocaleString('en')} records are loaded`, milliseconds)
  } finally {
    await desk.stop()
    rmSync(data, { recursive: true, force: true })
    rmSync(place.at('more'), { recursive: true, force: true })
    rmSync(arrived, { recursive: true, force: true })
  }
}

async function readWhile(desk: Desk, pictures: readonly Question[], goesOn: () => boolean): Promise<number[]> {
  const taken: number[] = []
  const reader = async (seat: number) => {
    for (let turn = seat; goesOn(); turn++) {
      const { turns } = pictures[turn % pictures.length] ?? { turns: [] }
      const path = turns[Math.floor(turn / pictures.length) % turns.length]?.path ?? ''
      const start = performance.now()
      await answerOf(desk, path)
      taken.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, seat) => reader(seat)))
  return taken
}

function add(report: Report, place: Place, name: string, what: string, milliseconds: readonly number[]): void {
  const slow = percentile(milliseconds, 0.95)
  const which = `pictures for ${what}, ${place.delivered.toLocaleString('en')} records (${milliseconds.length.toLocaleString('en')} asked)`
  report.add({ name: `${place.delivered}.${name}.p50`, what: `${which}: p50`, value: percentile(milliseconds, 0.5), unit: 'ms' })
  report.add({
    name: `${place.delivered}.${name}.p95`,
    what: `${which}: p95`,
    value: slow,
    unit: 'ms',
    ...(place.delivered <= 5_000_000 && { aim: atMost(slow, 100, 'under 100 ms') }),
  })
}
