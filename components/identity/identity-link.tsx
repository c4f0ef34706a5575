'use client'

import type { ReactNode } from 'react'
import { usePageOf } from '@/components/subject/page-link'

/** Leads to the page of an identity. */
export function IdentityLink({ identity, className = 'link', title = identity, children }: { identity: string; className?: string; title?: string; children: ReactNode }) {
  const pageOf = usePageOf()
  return (
    <a href={pageOf('identity', identity)} className={className} title={title}>
      {children}
    </a>
  )
}
