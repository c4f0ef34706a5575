import type { Answer } from '@/lib/api/contract'
import type { healthContract } from '@/lib/api/health'
import type { Tally } from '@/lib/api/sources'
import { grouped } from '@/components/ui/number'

/** Delivered = stored + duplicates + quarantined: that nothing was lost, as a sum that can be checked. */
export function Equation({ health }: { health: Answer<typeof healthContract> }) {
  const isRight = addsUp(health)
  const terms = [
    { sign: '', count: health.delivered, label: 'delivered', why: 'records found in the files' },
    { sign: isRight ? '=' : '≠', count: health.records, label: 'stored', why: 'records that pictures and lists show' },
    { sign: '+', count: health.duplicates, label: 'duplicates', why: 'delivered again, counted once' },
    { sign: '+', count: health.quarantined, label: 'quarantined', why: 'could not be read; listed below' },
  ]
  return (
    <section aria-label="What became of the records" className="bg-paper p-3">
      <h2 className="font-semibold">What became of the records</h2>
      <div className="mt-2 flex flex-wrap items-start gap-x-4 gap-y-2">
        {terms.map(({ sign, count, label, why }) => (
          <div key={label} className="flex gap-4">
            {sign && (
              <span className="value text-soft" aria-label={sign === '=' ? 'equals' : sign === '≠' ? 'does not equal' : 'plus'}>
                {sign}
              </span>
            )}
            <div>
              <div className="value font-semibold">{grouped(count)}</div>
              <div>{label}</div>
              <div className="text-sm text-soft">{why}</div>
            </div>
          </div>
        ))}
      </div>
      {!isRight && !health.loading && (
        <p role="alert" className="mt-2 w-fit bg-mark px-1.5">
          The sum does not come out: {grouped(Math.abs(health.delivered - health.records - health.duplicates - health.quarantined))} records are unaccounted for.
        </p>
      )}
    </section>
  )
}

/** Whether nothing is missing from a tally. */
export const addsUp = ({ delivered, records, duplicates, quarantined }: Tally): boolean => delivered === records + duplicates + quarantined
