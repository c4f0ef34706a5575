/** Whether a text is what a pattern with `*` says; the pattern's other characters mean themselves. */
export function isLike(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return text === pattern
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let from = first.length
  for (const part of rest) {
    const found = text.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return from <= text.length - last.length
}

/** The characters that a pattern names, where they stand together in a text that it matches. */
export function spelledPart(text: string, pattern: string): readonly [start: number, end: number] {
  const longest = pattern.split('*').reduce((one, other) => (other.length > one.length ? other : one), '')
  const start = longest === '' ? 0 : Math.max(text.indexOf(longest), 0)
  return longest === '' ? [0, text.length] : [start, Math.min(start + longest.length, text.length)]
}
