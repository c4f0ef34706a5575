import { expect, it } from 'vitest'
import { playwrightTally, stepTally, sum, vitestTally } from './tally.mjs'

const file = (status: string, ...tests: [name: string, status: string][]) => ({
  name: `${process.cwd()}/lib/a.test.ts`,
  status,
  assertionResults: tests.map(([fullName, each]) => ({ fullName, status: each })),
})

it('counts what vitest reports, and names what failed or was skipped', () => {
  const report = { testResults: [file('failed', ['one', 'passed'], ['two', 'failed'], ['three', 'skipped'], ['four', 'todo'])] }
  expect(vitestTally('Unit tests', report, false)).toEqual({ passed: 1, failed: ['lib/a.test.ts: two'], skipped: ['lib/a.test.ts: three', 'lib/a.test.ts: four'] })
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
  const spec = (title: string, status: string, annotations: object[] = []) => ({ title, tests: [{ status, annotations }] })
  const report = {
    suites: [
      {
        title: 'a.spec.ts',
        specs: [spec('walks', 'expected')],
        suites: [{ title: 'at night', specs: [spec('falls', 'unexpected'), spec('rests', 'skipped', [{ type: 'skip', description: 'no logs' }])] }],
      },
    ],
  }
  expect(playwrightTally('Journeys', report, false)).toEqual({ passed: 1, failed: ['a.spec.ts: at night: falls'], skipped: ['a.spec.ts: at night: rests (no logs)'] })
})

it('adds up steps and runs', () => {
  expect(sum([stepTally('Lint', true), stepTally('Type check', false), { passed: 3, failed: [], skipped: ['x'] }])).toEqual({ passed: 4, failed: ['Type check'], skipped: ['x'] })
})
