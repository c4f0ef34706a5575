import { stripVTControlCharacters } from 'node:util'

/**
 * What became of some tests: how many passed, which of these only when tried again, and the names of the others. With the first
 * line of what was wrong, where that is known.
 * @typedef {{ passed: number, again: string[], failed: string[], skipped: string[] }} Tally
 */

/** @returns {Tally} */
export const stepTally = (/** @type {string} */ name, /** @type {boolean} */ passed) => ({ passed: passed ? 1 : 0, again: [], failed: passed ? [] : [name], skipped: [] })

/** @returns {Tally} */
export const sum = (/** @type {Tally[]} */ tallies) => ({
  passed: tallies.reduce((total, { passed }) => total + passed, 0),
  again: tallies.flatMap(({ again }) => again),
  failed: tallies.flatMap(({ failed }) => failed),
  skipped: tallies.flatMap(({ skipped }) => skipped),
})

/**
 * Counts vitest's report. A file that cannot be loaded has no tests, and an error outside of them fails none: neither may pass for success.
 * @returns {Tally}
 */
export function vitestTally(/** @type {string} */ name, /** @type {any} */ report, /** @type {boolean} */ hasPassed) {
  const files = report?.testResults ?? []
  const tests = files.flatMap((/** @type {any} */ file) => {
    const path = relative(file.name)
    const own = file.assertionResults.map((/** @type {any} */ test) => ({ name: `${path}: ${test.fullName}`, status: test.status, why: firstLine(test.failureMessages?.[0]) }))
    const isSilent = file.status === 'failed' && own.every((/** @type {any} */ { status }) => status !== 'failed')
    return isSilent ? [...own, { name: `${path} cannot be loaded`, status: 'failed' }] : own
  })
  return settled(
    name,
    {
      passed: tests.filter((/** @type {any} */ { status }) => status === 'passed').length,
      // What a failed try left is kept of a test that passed at the next.
      again: namesOf(tests, (status, why) => status === 'passed' && why !== ''),
      failed: namesOf(tests, (status) => status === 'failed'),
      skipped: namesOf(tests, (status) => status !== 'failed' && status !== 'passed'),
    },
    hasPassed,
  )
}

/**
 * Counts Playwright's report.
 * @returns {Tally}
 */
export function playwrightTally(/** @type {string} */ name, /** @type {any} */ report, /** @type {boolean} */ hasPassed) {
  const tests = (report?.suites ?? []).flatMap((/** @type {any} */ suite) => specsOf(suite, []))
  return settled(
    name,
    {
      passed: tests.filter((/** @type {any} */ { status }) => status === 'expected' || status === 'flaky').length,
      again: namesOf(tests, (status) => status === 'flaky'),
      failed: namesOf(tests, (status) => status === 'unexpected'),
      skipped: namesOf(tests, (status) => status === 'skipped'),
    },
    hasPassed,
  )
}

/** @returns {{ name: string, status: string, why: string }[]} */
function specsOf(/** @type {any} */ suite, /** @type {string[]} */ above) {
  const titles = [...above, suite.title]
  return [
    ...(suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
      spec.tests.map((/** @type {any} */ test) => {
        const why = test.annotations?.find((/** @type {any} */ { type }) => type === 'skip')?.description
        return { name: `${[...titles, spec.title].join(': ')}${test.status === 'skipped' && why ? ` (${why})` : ''}`, status: test.status, why: firstLine(test.results?.find((/** @type {any} */ { error }) => error)?.error.message) }
      }),
    ),
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => specsOf(inner, titles)),
  ]
}

/** A run that failed although no test of it did, or that counted nothing, is a failure. */
function settled(/** @type {string} */ name, /** @type {Tally} */ tally, /** @type {boolean} */ hasPassed) {
  const isUntold = tally.failed.length === 0 && (!hasPassed || tally.passed === 0)
  return isUntold ? { ...tally, failed: [`${name}: the run itself failed`] } : tally
}

const namesOf = (/** @type {{ name: string, status: string, why?: string }[]} */ tests, /** @type {(status: string, why: string) => boolean} */ are) =>
  tests.filter(({ status, why = '' }) => are(status, why)).map(({ name, why }) => (why ? `${name}\n    ${why}` : name))

/** Without colours. */
const firstLine = (/** @type {string | undefined} */ message = '') => stripVTControlCharacters(message).split('\n')[0] ?? ''

const relative = (/** @type {string} */ path) => path.replace(`${process.cwd()}/`, '')
