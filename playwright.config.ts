import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig, type ReporterDescription } from '@playwright/test'
import { findChromium } from './lib/cli/chromium.mjs'

const chromium = await findChromium()

// Desks of one run keep their data here; workers inherit it, and a teardown removes it.
process.env.TRAILDESK_E2E ??= mkdtempSync(join(tmpdir(), 'traildesk-e2e-'))

export default defineConfig({
  testDir: 'e2e',
  // Of these folders only: the project itself may lie in one of such a name.
  testIgnore: ['e2e/bench/**', 'e2e/aws/**'],
  outputDir: 'test-results',
  globalTeardown: './e2e/teardown.ts',
  forbidOnly: process.env.CI !== undefined,
  // Desks and Chromium share few cores: one journey after the other is the fastest that can be relied on.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: (process.env.TRAILDESK_REPORT ?? 'list').split(',').map((name): ReporterDescription => [name]),
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    // Not the zone of the URL: whatever the page takes from the browser instead shows.
    timezoneId: 'America/New_York',
    colorScheme: 'light',
    permissions: ['clipboard-read', 'clipboard-write'],
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      ...(chromium && !chromium.isOwn && { executablePath: chromium.path }),
      args: ['--disable-gpu', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
})
