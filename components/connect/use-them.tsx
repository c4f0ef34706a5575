'use client'

import { useState } from 'react'
import { ask, ProblemError } from '@/lib/api/client'
import { connectContract } from '@/lib/api/connect'
import { healthContract } from '@/lib/api/health'

const lookEvery = 500
const patience = 120_000

/** The press that starts the desk again on the AWS account whose credentials were found, and leads to it when it is there. */
export function UseThem() {
  const [notice, setNotice] = useState('')
  const [isBusy, setBusy] = useState(false)
  const connect = async () => {
    setBusy(true)
    setNotice('Starting again on your account')
    try {
      const { started } = await ask(connectContract, new URLSearchParams())
      if (!started) throw new Error('There are no credentials any more, or the desk has other sources by now. Load the page again.')
      await another()
      // Another server answers by now, and nothing of this page holds for it.
      window.location.replace(new URL('/explore', window.location.href))
    } catch (error) {
      setBusy(false)
      setNotice(error instanceof ProblemError ? error.problem.detail || error.problem.title : error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <button type="button" className="control font-semibold" disabled={isBusy} onClick={() => void connect()}>
        Use them
      </button>
      <span role="status">{notice}</span>
    </span>
  )
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
