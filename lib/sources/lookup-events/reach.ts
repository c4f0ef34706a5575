/** A span of time: whole seconds since 1970, both ends within it, as LookupEvents takes them. */
export interface Span {
  from: number
  to: number
}

const day = 86_400

/** The spans with another one, in order, and those that touch made one. */
export function withSpan(spans: readonly Span[], added: Span): Span[] {
  const merged: Span[] = []
  for (const span of [...spans, added].filter(({ from, to }) => from <= to).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last && span.from <= last.to + 1) merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else merged.push(span)
  }
  return merged
}

/** What of a span none of the others covers, oldest first. */
export function missingOf(whole: Span, covered: readonly Span[]): Span[] {
  const missing: Span[] = []
  let from = whole.from
  for (const span of covered.reduce<Span[]>(withSpan, [])) {
    if (span.to < from || span.from > whole.to) continue
    if (span.from > from) missing.push({ from, to: span.from - 1 })
    from = span.to + 1
  }
  if (from <= whole.to) missing.push({ from, to: whole.to })
  return missing
}

/** What to fetch next: the newest that is missing, a day at most, so that several can be fetched side by side. */
export function nextOf(whole: Span, covered: readonly Span[]): Span | undefined {
  const newest = missingOf(whole, covered).at(-1)
  return newest && { from: Math.max(newest.from, newest.to - day + 1), to: newest.to }
}

/** Seconds that spans cover of a whole. */
export const covered = (whole: Span, spans: readonly Span[]): number =>
  whole.to - whole.from + 1 - missingOf(whole, spans).reduce((sum, { from, to }) => sum + to - from + 1, 0)
