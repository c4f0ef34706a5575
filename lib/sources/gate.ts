/** Lets the requests of a source through, or holds them while it is paused. */
export interface Gate {
  isOpen(): boolean
  /** Waits until it is open. */
  pass(): Promise<void>
  open(): void
  close(): void
}

/** @param isOpen whether it is open at first */
export function gateThat(isOpen: boolean): Gate {
  let waiting: (() => void)[] = []
  return {
    isOpen: () => isOpen,
    pass: () => (isOpen ? Promise.resolve() : new Promise((pass) => waiting.push(pass))),
    open() {
      isOpen = true
      const all = waiting
      waiting = []
      for (const pass of all) pass()
    },
    close() {
      isOpen = false
    },
  }
}
