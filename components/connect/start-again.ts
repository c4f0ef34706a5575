'use client'

import { ask } from '@/lib/api/client'
import { connectContract } from '@/lib/api/connect'
import { healthContract } from '@/lib/api/health'

const lookEvery = 500
const patience = 120_000

/**
 * Starts the desk again on the AWS account whose credentials were found, and waits until it is there.
 * @throws Error in words for people
 */
export async function startAgain(): Promise<void> {
  const { started } = await ask(connectContract, new URLSearchParams())
  if (!started) throw new Error('There are no credentials any more, or the desk has other sources by now. Load the page again.')
  await another()
}

/** Waits until the present server is gone and another answers. */
async function another() {
  let isGone = false
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const health = await ask(healthContract, new URLSearchParams()).catch(() => undefined)
    isGone ||= health === undefined || !health.ready
    if (isGone && health?.ready) return
    await new Promise((resolve) => setTimeout(resolve, lookEvery))
  }
  throw new Error('The desk does not come back. See what it wrote where it was started.')
}
