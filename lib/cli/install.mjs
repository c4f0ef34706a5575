import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

const least = [20, 9]

/** Ends the process with a message if Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > least[0] || (major === least[0] && minor >= least[1])) return
  fail(`Traildesk needs Node ${least.join('.')} or newer; this is ${process.versions.node}.`)
}

/** Ends the process with a message for people. */
export function fail(message) {
  console.error(message)
  process.exit(1)
}

/**
 * Installs the locked dependencies if any is missing or of another version than the lock file says.
 * @param {'all' | 'production'} which tests need what the desk does not
 */
export function install(which) {
  if (isInstalled(which)) return
  console.error('Installing the dependencies…')
  const how = ['ci', '--no-audit', '--no-fund', '--loglevel=error', which === 'production' ? '--omit=dev' : '--include=dev']
  const { status } = spawnSync('npm', how, { cwd: root, stdio: ['ignore', 2, 'inherit'], env: { ...process.env, NODE_ENV: '' } })
  if (status !== 0) fail('The dependencies could not be installed; what npm says of it stands above. Once it is mended, start again.')
}

/** npm notes in node_modules what it installed there. */
function isInstalled(which) {
  const note = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const { packages: installed } = JSON.parse(readFileSync(note, 'utf8'))
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(locked).every(
    ([path, { version, dev, optional, peer }]) =>
      path === '' || optional || peer || (dev && which === 'production') || installed[path]?.version === version,
  )
}
