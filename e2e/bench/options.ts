import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { z } from 'zod'

export const usage = `npm run bench [-- --records N]… [--only PART]… [--minutes N] [--objects N] [--keep DIR] [--json]

  --records N   records in the store, again or with commas for several sizes; without it 1000000 and 5000000.
                The browser is measured at the first size
  --only PART   load, api, browser, lookups, bucket or queue, or aws for the last three; without it all of them
  --minutes N   how long LookupEvents is asked in three regions; 1 if left out
  --objects N   small objects in a bucket, and a fiftieth as many large ones; 10000 if left out
  --keep DIR    keeps logs and stores there, and takes those that it finds
  --json        one JSON object, {name: {value, unit, ratio?}}, instead of the table`

export const ofAws = ['lookups', 'bucket', 'queue'] as const
export const parts = ['load', 'api', 'browser', ...ofAws] as const

const listed = (given: readonly string[]) => given.flatMap((text) => text.split(',')).map((text) => text.trim().replaceAll('_', ''))

const wanted = z.object({
  records: z
    .array(z.string())
    .default(['1000000', '5000000'])
    .transform((given) => listed(given).map(Number))
    .pipe(z.array(z.number('--records takes whole numbers').int('--records takes whole numbers').min(20_000, '--records takes 20000 or more')).min(1)),
  only: z.array(z.string()).default([...parts]).transform((given) => listed(given).flatMap((part) => (part === 'aws' ? ofAws : [part]))).pipe(z.array(z.enum(parts, `--only takes ${parts.join(', ')}, aws`))),
  minutes: z.coerce.number('--minutes takes a number').min(0.2, '--minutes takes 0.2 or more').max(60, '--minutes takes 60 or less').default(1),
  objects: z.coerce.number('--objects takes a whole number').int('--objects takes a whole number').min(50, '--objects takes 50 or more').max(100_000, '--objects takes 100000 or less').default(10_000),
  keep: z.string().optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
})

/**
 * Reads what the benchmark was started with.
 * @throws Error in words for people
 */
export function optionsFrom(args: readonly string[], calledFrom: string) {
  const many = { type: 'string', multiple: true } as const
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({ args: [...args], options: { records: many, only: many, minutes: { type: 'string' }, objects: { type: 'string' }, keep: { type: 'string' }, json: flag, help: { ...flag, short: 'h' } } })
  const read = wanted.safeParse(values)
  if (!read.success) throw new Error(read.error.issues.map(({ message }) => message).join('\n'))
  const { keep, ...options } = read.data
  return { ...options, keep: keep === undefined ? undefined : resolve(calledFrom, keep) }
}
