/** A stream of chance that a seed decides: the same seed gives the same stream, on every machine. */
export type Random = {
  /** A number from 0 up to, not including, 1. */
  float(): number
  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  uuid(): string
  /** Hexadecimal digits. */
  hex(length: number): string
  /** Capital letters and the digits 2 to 7, as AWS makes its identifiers of. */
  letters(length: number): string
  /** Letters, digits, + and /, as encoded bytes have. */
  base64(length: number): string
}

const hexadecimal = '0123456789abcdef'
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const fourDigits = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'))
const twoLetters = Array.from({ length: 1_024 }, (_, value) => base32.charAt(value >> 5) + base32.charAt(value & 31))
const twoOf64 = Array.from({ length: 4_096 }, (_, value) => base64.charAt(value >> 6) + base64.charAt(value & 63))

/** The stream of chance that belongs to a seed (sfc32, started from a hash of the text). */
export function randomOf(seed: string): Random {
  const start = hashOf(seed)
  let a = start(),
    b = start(),
    c = start(),
    counter = 1

  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) next()

  const float = () => next() / 4_294_967_296
  const below = (limit: number) => Math.floor(float() * limit)
  const written = (table: readonly string[], bits: number, width: number, length: number) => {
    let text = ''
    while (text.length < length) text += table[next() >>> (32 - bits)]
    return width === 1 || text.length === length ? text : text.slice(0, length)
  }

  return {
    float,
    below,
    chance: (probability) => float() < probability,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    uuid: () => {
      const first = next(),
        second = next(),
        third = next(),
        fourth = next()
      return `${fourDigits[first >>> 16]}${fourDigits[first & 65_535]}-${fourDigits[second >>> 16]}-${
        fourDigits[0x4000 | (second & 0x0fff)]
      }-${fourDigits[0x8000 | (third >>> 18)]}-${fourDigits[third & 65_535]}${fourDigits[fourth >>> 16]}${fourDigits[fourth & 65_535]}`
    },
    hex: (length) => (length === 1 ? hexadecimal.charAt(next() >>> 28) : written(fourDigits, 16, 4, length)),
    letters: (length) => written(twoLetters, 10, 2, length),
    base64: (length) => written(twoOf64, 12, 2, length),
  }
}

/** Items and their odds, ready to be drawn from. */
export type Odds<Item> = { items: readonly Item[]; steps: readonly number[]; total: number }

/** Prepares a draw in which each item comes up in proportion to its weight. */
export function oddsOf<Item>(items: readonly Item[], weightOf: (item: Item) => number): Odds<Item> {
  let total = 0
  const steps = items.map((item) => (total += weightOf(item)))
  return { items, steps, total }
}

/** The item at a point between 0 and the total of the odds. */
export function itemAt<Item>({ items, steps }: Odds<Item>, point: number): Item {
  let low = 0,
    high = steps.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle] ?? 0) > point) high = middle
    else low = middle + 1
  }
  const item = items[low]
  if (item === undefined) throw new RangeError('nothing to draw from')
  return item
}

/** Draws one item. */
export const draw = <Item>(odds: Odds<Item>, random: Random): Item => itemAt(odds, random.float() * odds.total)

/** Numbers spread over 32 bits, made from a text (xmur3). */
function hashOf(text: string): () => number {
  let hash = 1_779_033_703 ^ text.length
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3_432_918_353)
    hash = (hash << 13) | (hash >>> 19)
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2_246_822_507)
    hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909)
    hash ^= hash >>> 16
    return hash | 0
  }
}
