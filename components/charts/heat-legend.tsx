import { compact } from '@/components/ui/number'
import { shadeFill, stepsOf } from './heat-scale'

/** What each shade of the heatmap stands for; the scale is logarithmic, and no shade is no events, hatching no data. */
export function HeatLegend({ largest, hasGaps, hasMarks = true }: { largest: number; hasGaps: boolean; hasMarks?: boolean }) {
  return (
    <p className="flex flex-wrap items-center gap-1 text-soft">
      <span className="inline-block h-3 w-5 border border-line" aria-hidden /> 0
      {stepsOf(largest).map(({ shade, least }) => (
        <span key={shade} className="flex items-center gap-1">
          <span className="inline-block h-3 w-5" style={{ background: shadeFill(shade) }} aria-hidden /> {compact(least)}
        </span>
      ))}
      <span>and more</span>
      {hasGaps && (
        <span className="flex items-center gap-1">
          <span className="hatched inline-block h-3 w-5 border border-line" aria-hidden /> no data
        </span>
      )}
      {hasMarks && <span>· ◆ high or critical</span>}
    </p>
  )
}
