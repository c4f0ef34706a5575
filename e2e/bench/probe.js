// Runs in the page: waits for what a person would wait for, on the page's own clock. Plain JavaScript, as the browser
// gets it as it is. Times are those after the frame that shows it.
globalThis.bench = {
  /** When a person last pressed, released or typed something. */
  acted: 0,

  /**
   * Milliseconds from the start of the navigation until something is shown. It looks when the document changes: to look
   * at every frame would have the browser draw frames in which nothing is new, and take the time for them from the page.
   */
  shown(isShown) {
    return new Promise((resolve) => {
      const drawn = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
      const observer = new MutationObserver(look)
      function look() {
        if (!isShown()) return
        observer.disconnect()
        drawn()
      }
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      look()
    })
  },

  /** What is not in view, and marked so, may come later. */
  busy: '[aria-busy="true"]:not([data-late])',

  isFirstShown() {
    const busy = document.querySelector(`main ${bench.busy}`)
    return !busy && document.querySelector('main .recharts-bar path') && document.querySelector('main [data-cell]') && document.querySelector('main [role="row"][aria-rowindex="2"]')
  },

  first: () => bench.shown(bench.isFirstShown),

  /** What the page says that its Filter comes to. */
  told: () => document.querySelector('main [role="status"][aria-label="Total"]')?.textContent,

  /** Whether the panel that such a thing stands in shows the answer to what is asked. */
  isAnswered(part) {
    const panel = document.querySelector(`main ${part}`)?.closest('section[aria-busy]')
    return panel?.ariaBusy === 'false' && !panel.querySelector(bench.busy)
  },

  /**
   * To be called before a person acts: milliseconds from the act until timeline and heatmap show another answer, and until
   * all panels do, whatever they showed before: an answer that was there at once counts like one that was waited for.
   */
  async another() {
    const before = bench.told()
    const isOther = () => bench.told() !== before
    const [pictures, whole] = await Promise.all([
      bench.shown(() => isOther() && bench.isAnswered('.recharts-bar path') && bench.isAnswered('[data-cell]')),
      bench.shown(() => isOther() && bench.isFirstShown()),
    ])
    return { pictures: pictures - bench.acted, whole: whole - bench.acted }
  },

  /** To be called before a person opens the reader: milliseconds until it shows the raw record. */
  async raw() {
    const end = await bench.shown(() => document.querySelector('aside[aria-label="Reader"] section[aria-label="Raw record"]:not([aria-hidden] *)')?.textContent.length > 100)
    return end - bench.acted
  },

  isReviewShown() {
    if (document.querySelector(`main ${bench.busy}, main .animate-pulse`)) return false
    const has = (part) => document.querySelector(`main ${part}`) !== null
    const isQuiet = document.querySelector('main')?.textContent.includes('Nothing stands out in this period')
    return ['.recharts-bar path', '[data-cell]', 'section li > button[aria-expanded="false"]'].every(has) && (isQuiet || (has('ol[aria-label="Stories"] > li') && has('ol[aria-label="Events of the story"] > li')))
  },

  /** Milliseconds from the start of the navigation until the review is complete: its pictures, its stories, the events of the first, what is to be read. */
  review: () => bench.shown(bench.isReviewShown),

  isIdentityShown() {
    if (document.querySelector('main [aria-busy="true"], main .animate-pulse')) return false
    const panels = [...document.querySelectorAll('main section[aria-labelledby]')].map((panel) => document.getElementById(panel.getAttribute('aria-labelledby'))?.textContent)
    const all = ['Events over time', 'New', 'Hour and weekday', 'Through what', 'Services, read and written', 'Calls, and how rare they are', 'Risky, failed and denied', 'Who']
    return all.every((name) => panels.includes(name)) && document.querySelector('main .recharts-bar path') && document.querySelector('main [role="row"][aria-rowindex="2"]')
  },

  /** Milliseconds from the start of the navigation until the page of an identity is complete: every panel, and the events. */
  identity: () => bench.shown(bench.isIdentityShown),

  /** To be called before a reviewer of this name decides: milliseconds from the key until another story shows it. */
  async decision(by) {
    const decided = () => [...document.querySelectorAll('main ol[aria-label="Stories"] > li')].filter((story) => story.textContent.includes(` by ${by}`)).length
    const before = decided()
    const end = await bench.shown(() => decided() !== before)
    return end - bench.acted
  },

  /** Bytes of all scripts that came, as they came. */
  scripts: () =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => /\.js(\?|$)/.test(name))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),

  /** Scrolls through the list as fast as frames come, until it has shown so many rows or time is up. */
  scroll(rows, pixels, seconds) {
    const tasks = []
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    observer.observe({ type: 'longtask' })
    const began = performance.now()
    let last = began
    let dropped = 0
    let reached = 0
    return new Promise((resolve) => {
      const frame = () => {
        const now = performance.now()
        dropped += Math.max(0, Math.round((now - last) / (1_000 / 60)) - 1)
        last = now
        reached = Math.max(reached, ...[...document.querySelectorAll('main [role="row"][aria-rowindex]')].map((row) => Number(row.ariaRowIndex) - 1))
        if (reached >= rows || now - began > seconds * 1_000) {
          observer.disconnect()
          resolve({ reached, dropped, longest: Math.max(0, ...tasks), long: tasks.length, seconds: (now - began) / 1_000 })
          return
        }
        scrollBy(0, pixels)
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    })
  },
}

for (const type of ['click', 'pointerup', 'keydown']) {
  addEventListener(type, ({ timeStamp }) => (bench.acted = timeStamp), { capture: true })
}
