'use client'

import { withChoice, type Filter } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { chosen, excluding, including, without } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'
import { useAbout } from './about'

interface Toggle {
  label: string
  isOn: boolean
  turned: () => Filter
}

/** What is one press away: what was done through roles or not, what was changed, what failed. All of it stands in the URL. */
export function Toggles() {
  const { filter, narrow } = usePlace()
  const about = useAbout()
  const flag = (label: string, parameter: 'readonly' | 'error' | 'role', wanted: string): Toggle => {
    const isOn = chosen(filter, parameter, wanted) === 'include'
    return { label, isOn, turned: () => (isOn ? without(filter, parameter, wanted) : including(withChoice(filter, parameter, undefined), parameter, wanted)) }
  }
  const toggles: Toggle[] = [
    ...(about.name === 'identity' ? throughRoles(filter, about.value) : []),
    // A key is that of a session or not, and what is done as a role is done through it.
    ...(about.name === 'ip' ? [flag('Only through roles', 'role', 'any'), flag('Only directly', 'role', 'none')] : []),
    flag('Only writes', 'readonly', 'false'),
    flag('Only failures', 'error', 'any'),
  ]
  return (
    <div role="group" aria-label="Only some of it" className="on-screen flex flex-wrap gap-1.5">
      {toggles.map(({ label, isOn, turned }) => (
        <button key={label} type="button" className="control aria-pressed:bg-chosen" aria-pressed={isOn} onClick={() => narrow(turned())}>
          {label}
        </button>
      ))}
    </div>
  )
}

/** What an identity did itself is told from what it did through roles by whose name it was done under. */
function throughRoles(filter: Filter, identity: string): Toggle[] {
  // A person of IAM Identity Center is the same in their roles: the type tells these apart.
  const [name, value] = identity.startsWith('identity-center:') ? (['type', 'AssumedRole'] as const) : (['identity', literal(identity)] as const)
  const state = chosen(filter, name, value)
  const [through, directly] = name === 'type' ? (['include', 'exclude'] as const) : (['exclude', 'include'] as const)
  const turn = (to: 'include' | 'exclude') => () => (state === to ? without(filter, name, value) : (to === 'include' ? including : excluding)(withChoice(filter, name, undefined), name, value))
  return [
    { label: 'Only through roles', isOn: state === through, turned: turn(through) },
    { label: 'Only directly', isOn: state === directly, turned: turn(directly) },
  ]
}
