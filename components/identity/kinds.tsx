import { Bot, CircleHelp, Cog, UserRound, VenetianMask } from 'lucide-react'
import type { IdentityKind } from '@/lib/cloudtrail/identity-kind'

const looks = {
  person: { label: 'Person', many: 'People', Icon: UserRound },
  role: { label: 'Role session', many: 'Role sessions', Icon: VenetianMask },
  robot: { label: 'Robot', many: 'Robots', Icon: Bot },
  service: { label: 'AWS service', many: 'AWS services', Icon: Cog },
  other: { label: 'Other', many: 'Others', Icon: CircleHelp },
} as const

/** What a kind is called. */
export const kindNamed = (kind: IdentityKind): string => looks[kind].label

/** What kinds are called when there are many. */
export const kindsNamed = (kind: IdentityKind): string => looks[kind].many

/** A kind of identity, as sign and word. */
export function KindMark({ kind }: { kind: IdentityKind }) {
  const { label, Icon } = looks[kind]
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-soft">
      <Icon aria-hidden className="size-3.5" />
      {label}
    </span>
  )
}
