'use client'

import { useAskingAhead } from './ask-ahead'
import { Facets } from './charts/facets'
import { Heatmap } from './charts/heatmap'
import { Timeline } from './charts/timeline'
import { ReadingPage } from './events/reading-page'
import { BesideReader, usePlace } from './filters/place-provider'
import { StatusLine } from './status-line'

/** The desk: what the Filter selects, as pictures, as a list, and one event at a time. */
export function Explore() {
  const isReading = usePlace().view.open !== undefined
  useAskingAhead()
  return (
    <ReadingPage>
      {(above) => (
        <>
          <h1 className="sr-only">Explore</h1>
          <StatusLine {...above} />
          <div className="grid gap-px border-y border-line bg-line print:block @4xl/desk:grid-cols-[minmax(0,1fr)_15.5rem]">
            <div className="grid min-w-0 grid-rows-[auto_1fr] gap-px">
              <BesideReader>
                <Timeline folded={above.isFolded} />
                <Heatmap folded={above.isFolded} />
              </BesideReader>
            </div>
            <div className={`relative min-w-0 bg-paper ${isReading ? '@max-4xl/desk:hidden' : ''} ${above.isFolded ? '' : '@4xl/desk:min-h-80'} print:hidden`}>
              <div className="@4xl/desk:absolute @4xl/desk:inset-0 @4xl/desk:overflow-auto">
                <BesideReader>
                  <Facets folded={above.isFolded} />
                </BesideReader>
              </div>
            </div>
          </div>
        </>
      )}
    </ReadingPage>
  )
}
