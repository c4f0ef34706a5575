'use client'

import { createContext, useContext } from 'react'
import { addressActivityContract, keyActivityContract, roleActivityContract, type ActivityPart } from '@/lib/api/activity'
import { identityContract } from '@/lib/api/identities'
import { useAnswer } from '@/lib/api/use-answer'
import { usePlace } from '@/components/filters/place-provider'
import type { PagedName } from './page-link'

/** What a page is about: an identity, with what it did through sessions, or one access key, address or role. */
export interface About {
  name: PagedName
  value: string
}

const AboutContext = createContext<About | undefined>(undefined)
export const AboutProvider = AboutContext.Provider

/** What the page is about. */
export function useAbout(): About {
  const about = useContext(AboutContext)
  if (!about) throw new Error('useAbout stands below an AboutProvider')
  return about
}

/** One part of what is told of an access key, an address or a role, within the Filter of the page. */
export function useActivity(parts: ActivityPart, isEnabled = true) {
  const { filter } = usePlace()
  const { name, value } = useAbout()
  const asking = (asked: PagedName) => ({ filter, enabled: isEnabled && name === asked })
  const asKey = useAnswer(keyActivityContract, { key: value, parts }, asking('key'))
  const asAddress = useAnswer(addressActivityContract, { ip: value, parts }, asking('ip'))
  const asRole = useAnswer(roleActivityContract, { role: value, parts }, asking('role'))
  return name === 'key' ? asKey : name === 'ip' ? asAddress : asRole
}

/** One part of what is told of whatever the page is about, within its Filter. */
export function usePart<P extends Exclude<ActivityPart, 'used'>>(part: P) {
  const { filter } = usePlace()
  const { name, value } = useAbout()
  const isIdentity = name === 'identity'
  const asIdentity = useAnswer(identityContract, { identity: value, parts: part }, { filter, enabled: isIdentity })
  const asOther = useActivity(part, !isIdentity)
  return isIdentity ? { ...asIdentity, data: asIdentity.data?.[part] } : { ...asOther, data: asOther.data?.[part] }
}
