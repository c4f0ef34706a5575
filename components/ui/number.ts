const plain = new Intl.NumberFormat('en')
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })

/** `12,345` */
export const grouped = (count: number): string => plain.format(count)
/** `12K`, for axes. */
export const compact = (count: number): string => short.format(count)
/** `43%` */
export const percent = (part: number): string => share.format(part)
/** `1 event`, `12,345 events` */
export const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`

/** `12.4 MB` */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3))
  const value = count / 1000 ** power
  return `${power > 0 && value < 100 ? value.toFixed(1) : grouped(Math.round(value))} ${units[power]}`
}
