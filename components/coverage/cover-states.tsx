import { coverStates, type CoverState } from '@/lib/api/coverage'

/** The states of an hour, in words. */
export const coverNames: Record<CoverState, string> = { complete: 'complete', provisional: 'provisional', fetching: 'being fetched', failed: 'failed', missing: 'missing' }

/** What each means, for those who have not met it. */
const meanings: Record<CoverState, string> = {
  complete: 'all that a trail delivered is stored',
  provisional: 'LookupEvents alone has told of it',
  fetching: 'on its way',
  failed: 'could not be fetched',
  missing: 'nobody has told of it',
}

/** How a state is drawn: by a pattern of its own, so that none depends on colour. */
export const coverFill = (state: CoverState): string => `cover cover-${state}`

/** What each pattern stands for. */
export function CoverLegend() {
  return (
    <ul aria-label="Legend of the coverage" className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-soft">
      {coverStates.map((state) => (
        <li key={state} className="flex items-center gap-1.5" title={meanings[state]}>
          <span aria-hidden className={`inline-block h-3 w-5 border border-line ${coverFill(state)}`} /> {coverNames[state]}
        </li>
      ))}
    </ul>
  )
}
