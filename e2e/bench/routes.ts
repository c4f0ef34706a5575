import { inChild } from './child'
import type { Desk } from './desk'
import { duckdbAnswers, type DuckdbJob } from './duckdb-job'
import type { Place } from './logs'
import type { Question } from './questions'
import { atMost, spelled, type Report } from './report'
import { percentile, repeated } from './timing'

/** What one question took the desk over HTTP, in milliseconds, and numbers of its first answer. */
export interface Asked {
  question: Question
  milliseconds: readonly number[]
  numbers: readonly number[]
}

/** Asks a desk every question, one after the other. */
export async function askDesk(desk: Desk, questions: readonly Question[], tell: (line: string) => void): Promise<Asked[]> {
  const asked: Asked[] = []
  for (const question of questions) {
    let first: string | undefined
    const milliseconds = await repeated(async (turn) => {
      const text = await answerOf(desk, question.turns[turn % question.turns.length]?.path ?? '')
      first ??= text
    })
    asked.push({ question, milliseconds, numbers: question.ours(first ?? '') })
    tell(`  ${question.what}: ${spelled(percentile(milliseconds, 0.5))} ms`)
  }
  return asked
}

export async function answerOf(desk: Desk, path: string): Promise<string> {
  const answer = await fetch(`${desk.url}${path}`)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
  return text
}

/**
 * Asks DuckDB the same, and reports both.
 * @throws Error if they do not answer the same
 */
export async function compareWithDuckdb(place: Place, facts: string, asked: readonly Asked[], report: Report): Promise<void> {
  const questions = asked.map(({ question: { name, turns } }) => ({ name, turns: turns.map(({ statements }) => [...statements]) }))
  const job: DuckdbJob = { kind: 'ask', database: place.database, facts, questions }
  const answers = await inChild('duckdb-process.ts', job, duckdbAnswers)
  for (const { question, milliseconds, numbers } of asked) {
    const theirs = answers[question.name]
    if (!theirs) throw new Error(`DuckDB was not asked for ${question.name}`)
    const told = question.theirs(theirs.rows)
    if (JSON.stringify(told) !== JSON.stringify(numbers)) throw new Error(`${question.what}: the desk answers ${numbers.join(' ')}, DuckDB ${told.join(' ')}`)
    const isComparable = question.turns.some(({ statements }) => statements.length > 0)
    const rival = percentile(theirs.milliseconds, 0.5)
    const [usual, slow] = [percentile(milliseconds, 0.5), percentile(milliseconds, 0.95)]
    const what = `${question.what}, ${place.delivered.toLocaleString('en')} records`
    const name = `${place.delivered}.api.${question.name}`
    report.add({
      name: `${name}.p50`,
      what: `${what}: p50`,
      value: usual,
      unit: 'ms',
      ...(isComparable && { ratio: { value: rival / usual, means: `times as fast as DuckDB (${spelled(rival)} ms)` } }),
    })
    report.add({ name: `${name}.p95`, what: `${what}: p95`, value: slow, unit: 'ms', ...aimOf(question, place, slow) })
  }
}

/** What an answer is to take at most, of a store of up to five million records. */
function aimOf({ isPicture, aim = isPicture ? 100 : undefined }: Question, { delivered }: Place, slow: number) {
  return aim === undefined || delivered > 5_000_000 ? {} : { aim: atMost(slow, aim, `under ${aim.toLocaleString('en')} ms`) }
}
