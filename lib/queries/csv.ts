import 'server-only'

/**
 * One line of RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front: whoever calls
 * AWS chooses user agents and names, and with them what a reviewer's spreadsheet would run.
 */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
