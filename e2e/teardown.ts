import { rmSync } from 'node:fs'

/** Removes what the desks of this run left. */
export default function teardown(): void {
  const folder = process.env.TRAILDESK_E2E
  if (folder) rmSync(folder, { recursive: true, force: true })
}
