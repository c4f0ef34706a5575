import { expect, it } from 'vitest'
import { playwrightTally, stepTally, sum, vitestTally } from './tally.mjs'

const file = (status: string, ...tests: [name: string, status: string, ...wrong: string[]][]) => ({
  name: `${process.cwd()}/lib/a.test.ts`,
  status,
  assertionResults: tests.map(([fullName, each, ...failureMessages]) => ({ fullName, status: each, failureMessages })),
})

it('counts what vitest reports, and names what failed or was skipped', () => {
  const report = { testResults: [file('failed', ['one', 'passed'], ['two', 'failed', 'Error: gone\n    at a.ts:1'], ['three', 'skipped'], ['four', 'todo'], ['five', 'passed', 'Error: \u001b[31mlate\u001b[39m'])] }
  expect(vitestTally('Unit tests', report, false)).toEqual({
    passed: 2, again: ['lib/a.test.ts: five\n    Error: late'], failed: ['lib/a.test.ts: two\n    Error: gone'], skipped: ['lib/a.test.ts: three', 'lib/a.test.ts: four'],
  })
})

it('takes a file that cannot be loaded for a failure', () => {
  expect(vitestTally('Unit tests', { testResults: [file('failed'), file('passed', ['one', 'passed'])] }, false).failed).toEqual(['lib/a.test.ts cannot be loaded'])
})

it.each([
  ['without a report', undefined, false],
  ['with an error outside of the tests', { testResults: [file('passed', ['one', 'passed'])] }, false],
  ['without a single test', { testResults: [] }, true],
])('takes a run %s for a failure', (_, report, hasPassed) => {
  expect(vitestTally('Unit tests', report, hasPassed).failed).toEqual(['Unit tests: the run itself failed'])
})

it('counts what Playwright reports, at any depth, and says why a journey was skipped', () => {
  const spec = (title: string, status: string, annotations: object[] = [], results: object[] = [{}]) => ({ title, tests: [{ status, annotations, results }] })
  const report = {
    suites: [
      {
        title: 'a.spec.ts',
        specs: [spec('walks', 'expected'), spec('stumbles', 'flaky', [], [{ error: { message: 'Error: dark\n\nnight' } }, {}])],
        suites: [{ title: 'at night', specs: [spec('falls', 'unexpected'), spec('rests', 'skipped', [{ type: 'skip', description: 'no logs' }])] }],
      },
    ],
  }
  expect(playwrightTally('Journeys', report, false)).toEqual({
    passed: 2, again: ['a.spec.ts: stumbles\n    Error: dark'], failed: ['a.spec.ts: at night: falls'], skipped: ['a.spec.ts: at night: rests (no logs)'],
  })
})

it('adds up steps and runs', () => {
  expect(sum([stepTally('Lint', true), stepTally('Type check', false), { passed: 3, again: ['y'], failed: [], skipped: ['x'] }])).toEqual({ passed: 4, again: ['y'], failed: ['Type check'], skipped: ['x'] })
})
