import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Reader, type Response } from 'mmdb-lib'
import { z } from 'zod'
import type { Address } from './kind'

const found = z.object({ country_code: z.string().regex(/^[A-Z]{2}$/) })

/**
 * Reads in which country addresses are, from the MMDB file of `@ip-location-db/geo-whois-asn-country-mmdb`: 8 MB, kept as
 * they lie.
 * @param folder where the package lies
 * @returns the country's two letters (ISO 3166-1), undefined where none is known
 * @throws Error of the file system
 */
export async function readCountries(folder: string): Promise<(address: Address) => string | undefined> {
  const reader = new Reader<Response>(await readFile(join(folder, 'geo-whois-asn-country.mmdb')))
  return (address) => found.safeParse(reader.get(address.toString())).data?.country_code
}

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** What a country is called: `Germany`. */
export const countryName = (code: string): string => names.of(code) ?? code
