/** Lines of RFC 4180, each ended as it says. */
export const csvOf = (rows: readonly (readonly (string | number)[])[]): string => rows.map(csvLine).join('')

/**
 * One line of RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front: whoever calls
 * AWS chooses user agents and names, and with them what a reviewer's spreadsheet would run. Where decimals have a comma,
 * spreadsheets begin a cell after each semicolon, so there one is put as well.
 */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(cellOf).join(',')}\r\n`

/** What begins a formula, the wide forms that Excel takes as well among them, where a cell may begin. Looks back, so that no text takes long. */
const formula = /^[\t\r\n]|[=+\-@＝＋－＠](?<=(?:^|[;\t\r\n])\s*.)/g

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = value.replace(formula, "'$&")
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
