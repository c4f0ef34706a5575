import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Connect } from '@/components/connect/connect'
import { credentialsOffered, showsSample } from '@/lib/config/connect-offer'

export const metadata: Metadata = { title: 'Connect' }

/** How to connect an AWS account or a bucket, step by step. */
export default async function Page() {
  await connection()
  return <Connect found={credentialsOffered()} isSample={showsSample()} />
}
