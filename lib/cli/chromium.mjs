import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

const systems = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome']

/**
 * Where Chromium is: Playwright's own (then Playwright finds it by itself, and the path is only told), else the system's.
 * @returns {Promise<{ path: string, isOwn: boolean } | undefined>}
 */
export async function findChromium() {
  const { chromium } = await import('@playwright/test')
  const own = chromium.executablePath()
  if (existsSync(own)) return { path: own, isOwn: true }
  const path = systems.find((each) => existsSync(each))
  return path === undefined ? undefined : { path, isOwn: false }
}

/** Finds Chromium or installs it: Debian's package where one may, else Playwright's own. */
export async function provideChromium() {
  const found = await findChromium()
  if (found) return found
  console.log('Installing Chromium…')
  if (!installPackages('chromium', 'fonts-dejavu-core')) {
    const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
    spawnSync(process.execPath, [playwright, 'install', 'chromium'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  }
  return findChromium()
}

/** Whether a command can be called. */
export const has = (/** @type {string} */ command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined

/** Installs packages of Debian or its kin; false if that is not possible here. */
export function installPackages(/** @type {string[]} */ ...names) {
  if (process.getuid?.() !== 0 || !has('apt-get')) return false
  const apt = (/** @type {string[]} */ ...how) =>
    spawnSync('apt-get', ['-q', ...how], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
  const install = () => apt('install', '-y', '--no-install-recommends', ...names)
  // The lists of packages may be missing, or older than the packages.
  return install() || (apt('update') && install())
}
