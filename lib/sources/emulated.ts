import { onTestFinished, vi } from 'vitest'

/**
 * For tests: has what is read from AWS be asked of emulators, which are stopped when the test ends.
 * @param environment variables by which the SDK finds them; those that are empty are unset
 */
export function emulated(environment: Readonly<Record<string, string>>, ...emulators: readonly { stop(): Promise<void> }[]): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value || undefined)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await Promise.all(emulators.map((emulator) => emulator.stop()))
  })
}
