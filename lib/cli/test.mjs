#!/usr/bin/env node
// npm test: every check there is, each run even if one before it failed; the last line says how many passed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { has, installPackages, provideChromium } from './chromium.mjs'
import { checkNode, install, root } from './install.mjs'
import { playwrightTally, stepTally, sum, vitestTally } from './tally.mjs'

checkNode()
install('all')
if (!has('jq') && !installPackages('jq')) console.log('jq is missing and cannot be installed here: tests that count with it are skipped.')
if (!has('aws') && !installPackages('awscli')) console.log('awscli is missing and cannot be installed here: tests with the AWS CLI are skipped.')

const results = mkdtempSync(join(tmpdir(), 'traildesk-test-'))
process.on('exit', () => rmSync(results, { recursive: true, force: true }))

const types = step('Type check', () => bin('next', 'typegen') && bin('tsc', '--noEmit'))
const lint = step('Lint', () => bin('eslint', '.'))
const units = counted('Unit tests', 'vitest.json', vitestTally, (file) => bin('vitest', 'run', '--retry=1', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`))
const build = step('Build', () => run(process.execPath, ['--input-type=module', '-e', `import(${JSON.stringify(new URL('build.mjs', import.meta.url).href)}).then(({ build }) => build())`]))
const journeys = build.failed.length > 0 ? notRun('Without a build there are no journeys.') : await walk()

const all = sum([types, lint, units, { ...build, passed: 0 }, journeys])
if (all.skipped.length > 0) console.log(`\nSkipped:\n${all.skipped.map((name) => `  ${name}`).join('\n')}`)
if (all.again.length > 0) console.log(`\nPassed only when tried again, and should be looked into:\n${all.again.map((name) => `  ${name}`).join('\n')}`)
if (all.failed.length > 0) console.log(`\nFailed:\n${all.failed.map((name) => `  ${name}`).join('\n')}`)
console.log(`\n${all.passed} passed, ${all.failed.length} failed${all.skipped.length > 0 ? `, ${all.skipped.length} skipped` : ''}`)
process.exitCode = all.failed.length > 0 ? 1 : 0

async function walk() {
  const chromium = await provideChromium()
  if (!chromium) return notRun('Journeys need Chromium: install Debian’s package chromium, or run npx playwright install chromium.')
  console.log(`Chromium: ${chromium.path}`)
  return counted('Journeys', 'playwright.json', playwrightTally, (file) => bin('playwright', 'test', '--retries=1', { PLAYWRIGHT_JSON_OUTPUT_FILE: file, TRAILDESK_REPORT: 'list,json' }))
}

function notRun(/** @type {string} */ why) {
  console.error(why)
  return { passed: 0, again: [], failed: [`Journeys: ${why}`], skipped: [] }
}

/** A step that counts as one test. */
function step(/** @type {string} */ name, /** @type {() => boolean} */ passes) {
  return stepTally(name, timed(name, passes))
}

/** A step that writes down what passed and what did not. */
function counted(name, fileName, tally, passes) {
  const file = join(results, fileName)
  const passed = timed(name, () => passes(file))
  return tally(name, read(file), passed)
}

function timed(name, passes) {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const passed = passes()
  console.log(`── ${name}: ${passed ? 'passed' : 'failed'}, ${((performance.now() - began) / 1000).toFixed(0)} s`)
  return passed
}

function bin(name, ...how) {
  const environment = typeof how.at(-1) === 'object' ? how.pop() : {}
  return run(process.execPath, [binOf(name), ...how], environment)
}

/** The script behind a package's command: npx and .bin would look elsewhere as well. */
function binOf(/** @type {string} */ name) {
  const folder = join(root, 'node_modules', { tsc: 'typescript', playwright: '@playwright/test' }[name] ?? name)
  const { bin: bins } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bins === 'string' ? bins : bins[name])
}

function run(command, how, environment = {}) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...environment }
  return spawnSync(command, how, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0
}

function read(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
