import 'server-only'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Address } from './kind'

/** A network of the internet (an autonomous system). */
export interface Network {
  asn: number
  name: string
}

/** A table of ranges, ascending, both ends in the range. Numbers of 128 bits are kept in halves. */
interface Ranges {
  count: number
  /** Whether the range at this place begins after the address, and whether it ends before it. */
  beginsAfter(place: number, address: bigint): boolean
  endsBefore(place: number, address: bigint): boolean
  asn(place: number): number
}

/** So much is read at once: the process answers in between. */
const highWaterMark = 256 * 1024

/**
 * Reads which network announces which addresses, from the CSV files of `@ip-location-db/asn`: first address and last as
 * numbers, number of the network, name. Takes about 20 MB of memory.
 * @param folder where the package lies
 * @throws Error of the file system
 */
export async function readNetworks(folder: string): Promise<(address: Address) => Network | undefined> {
  const names = new Map<number, string>()
  const four = await readFour(join(folder, 'asn-ipv4-num.csv'), names)
  const six = await readSix(join(folder, 'asn-ipv6-num.csv'), names)
  return (address) => {
    const asn = asnIn(address.kind() === 'ipv4' ? four : six, numberOf(address))
    return asn === undefined ? undefined : { asn, name: names.get(asn) ?? '' }
  }
}

const numberOf = (address: Address): bigint => address.toByteArray().reduce((number, byte) => (number << 8n) | BigInt(byte), 0n)

/** The network of the range that an address is in. */
function asnIn(ranges: Ranges, address: bigint): number | undefined {
  let [low, high] = [0, ranges.count]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ranges.beginsAfter(middle, address)) high = middle
    else low = middle + 1
  }
  // Of ranges that overlap the narrower, which begins later, is meant.
  const place = low - 1
  return place < 0 || ranges.endsBefore(place, address) ? undefined : ranges.asn(place)
}

async function readFour(path: string, names: Map<number, string>): Promise<Ranges> {
  const [starts, ends, asns]: [number[], number[], number[]] = [[], [], []]
  await eachRow(path, names, (start, end, asn) => {
    starts.push(Number(start))
    ends.push(Number(end))
    asns.push(asn)
  })
  const [first, last, numbers] = [Uint32Array.from(starts), Uint32Array.from(ends), Uint32Array.from(asns)]
  return {
    count: first.length,
    beginsAfter: (place, address) => (first[place] ?? 0) > address,
    endsBefore: (place, address) => (last[place] ?? 0) < address,
    asn: (place) => numbers[place] ?? 0,
  }
}

const half = 64n
const lower = (1n << half) - 1n

async function readSix(path: string, names: Map<number, string>): Promise<Ranges> {
  const [starts, ends, asns]: [bigint[], bigint[], number[]] = [[], [], []]
  await eachRow(path, names, (start, end, asn) => {
    const [from, to] = [BigInt(start), BigInt(end)]
    starts.push(from >> half, from & lower)
    ends.push(to >> half, to & lower)
    asns.push(asn)
  })
  const [first, last, numbers] = [BigUint64Array.from(starts), BigUint64Array.from(ends), Uint32Array.from(asns)]
  const at = (halves: BigUint64Array, place: number) => ((halves[2 * place] ?? 0n) << half) | (halves[2 * place + 1] ?? 0n)
  return {
    count: numbers.length,
    beginsAfter: (place, address) => at(first, place) > address,
    endsBefore: (place, address) => at(last, place) < address,
    asn: (place) => numbers[place] ?? 0,
  }
}

/** Reads the rows of a file, and what networks are called that are met for the first time. */
async function eachRow(path: string, names: Map<number, string>, row: (start: string, end: string, asn: number) => void): Promise<void> {
  let rest = ''
  const read = (line: string) => {
    const [one, two] = [line.indexOf(','), line.indexOf(',', line.indexOf(',') + 1)]
    const three = line.indexOf(',', two + 1)
    if (one < 1 || two < 0 || three < 0) return
    const asn = Number(line.slice(two + 1, three))
    row(line.slice(0, one), line.slice(one + 1, two), asn)
    if (!names.has(asn)) names.set(asn, unquoted(line.slice(three + 1)))
  }
  for await (const part of createReadStream(path, { encoding: 'utf8', highWaterMark })) {
    const lines = `${rest}${String(part)}`.split(/\r?\n/)
    rest = lines.pop() ?? ''
    lines.forEach(read)
  }
  read(rest)
}

const unquoted = (text: string) => (text.startsWith('"') ? text.slice(1, text.lastIndexOf('"')).replaceAll('""', '"') : text)
