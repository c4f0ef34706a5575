'use client'

import { useState } from 'react'
import { ProblemError } from '@/lib/api/client'

/** The press that starts the desk again on the AWS account whose credentials were found, and leads to it when it is there. */
export function UseThem() {
  const [notice, setNotice] = useState('')
  const [isBusy, setBusy] = useState(false)
  const connect = async () => {
    setBusy(true)
    setNotice('Starting again on your account')
    try {
      // Most pages never need it.
      const { startAgain } = await import('./start-again')
      await startAgain()
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
