/**
 * Names for things that share a label: where two identities are called alike, the account in their key tells them
 * apart; without one, or where that is the same, the key itself.
 */
export function distinct(things: readonly { key: string; label: string }[]): string[] {
  const shared = repeated(things.map(({ label }) => label))
  const longer = things.map(({ key, label }) => {
    if (label === key || !shared.has(label)) return label
    return `${label} · ${/:(\d{12}):/.exec(key)?.[1] ?? key}`
  })
  const same = repeated(longer)
  return longer.map((name, index) => {
    const { key, label } = things[index] ?? { key: name, label: name }
    return same.has(name) && label !== key ? `${label} · ${key}` : name
  })
}

/** Names that more than one has. */
function repeated(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index))
}
