/**
 * Names for things that share a label: where two identities are called alike, the account in their key tells them
 * apart; without one, the key itself.
 */
export function distinct(things: readonly { key: string; label: string }[]): string[] {
  const times = new Map<string, number>()
  for (const { label } of things) times.set(label, (times.get(label) ?? 0) + 1)
  return things.map(({ key, label }) => {
    if (label === key || times.get(label) === 1) return label
    const account = /:(\d{12}):/.exec(key)?.[1]
    return `${label} · ${account ?? key}`
  })
}
