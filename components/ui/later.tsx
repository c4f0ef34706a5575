'use client'

import { useEffect, useState, type ComponentType, type ReactNode } from 'react'

/**
 * A component whose code comes when it is first drawn, or before that if `load` is called. Unlike React.lazy, it is drawn
 * at once when its code is there already, and what fails to come is asked for again the next time.
 * @param meanwhile stands for it until it comes
 */
export function later<P extends object>(code: () => Promise<ComponentType<P>>, meanwhile: ReactNode) {
  let Loaded: ComponentType<P> | undefined
  const load = async () => {
    Loaded ??= await code()
    return Loaded
  }
  function Later(props: P) {
    const [isLoaded, setLoaded] = useState(Loaded !== undefined)
    const [problem, setProblem] = useState<unknown>()
    // Also where it came since this was drawn.
    useEffect(() => {
      if (!isLoaded) load().then(() => setLoaded(true), setProblem)
    }, [isLoaded])
    if (problem !== undefined) throw problem
    return Loaded ? <Loaded {...props} /> : meanwhile
  }
  return Object.assign(Later, { load })
}
