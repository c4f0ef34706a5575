'use client'

import { withChoice, type Filter } from '@/lib/filter/filter'
import { literal } from '@/lib/filter/spelling'
import { chosen, excluding, including, without } from '@/components/filters/edit'
import { usePlace } from '@/components/filters/place-provider'

interface Toggle {
  label: string
  isOn: boolean
  turned: () => Filter
}

/** What is one press away: what it did through roles or itself, what it changed, what failed. All of it stands in the URL. */
export function Toggles({ identity }: { identity: string }) {
  const { filter, narrow } = usePlace()
  // A person of IAM Identity Center is the same in their roles: the type tells these apart.
  const [name, value] = identity.startsWith('identity-center:') ? (['type', 'AssumedRole'] as const) : (['identity', literal(identity)] as const)
  const isPerson = name === 'type'
  const state = chosen(filter, name, value)
  const [through, directly] = isPerson ? (['include', 'exclude'] as const) : (['exclude', 'include'] as const)
  const turn = (to: 'include' | 'exclude') => () => (state === to ? without(filter, name, value) : (to === 'include' ? including : excluding)(withChoice(filter, name, undefined), name, value))
  const flag = (parameter: 'readonly' | 'error', wanted: string) => {
    const isOn = chosen(filter, parameter, wanted) === 'include'
    return { isOn, turned: () => (isOn ? without(filter, parameter, wanted) : including(withChoice(filter, parameter, undefined), parameter, wanted)) }
  }
  const toggles: Toggle[] = [
    { label: 'Only through roles', isOn: state === through, turned: turn(through) },
    { label: 'Only directly', isOn: state === directly, turned: turn(directly) },
    { label: 'Only writes', ...flag('readonly', 'false') },
    { label: 'Only failures', ...flag('error', 'any') },
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
