import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { z } from 'zod'

export const usage = `npm run bench [-- --records N]… [--only PART]… [--keep DIR] [--json]

  --records N   records in the store, again or with commas for several sizes; without it 1000000 and 5000000.
                The browser is measured at the first size
  --only PART   load, api or browser; without it all three
  --keep DIR    keeps logs and stores there, and takes those that it finds
  --json        one JSON object, {name: {value, unit, ratio?}}, instead of the table`

export const parts = ['load', 'api', 'browser'] as const

const listed = (given: readonly string[]) => given.flatMap((text) => text.split(',')).map((text) => text.trim().replaceAll('_', ''))

const wanted = z.object({
  records: z
    .array(z.string())
    .default(['1000000', '5000000'])
    .transform((given) => listed(given).map(Number))
    .pipe(z.array(z.number('--records takes whole numbers').int('--records takes whole numbers').min(20_000, '--records takes 20000 or more')).min(1)),
  only: z.array(z.string()).default([...parts]).transform(listed).pipe(z.array(z.enum(parts, `--only takes ${parts.join(', ')}`))),
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
  const { values } = parseArgs({ args: [...args], options: { records: many, only: many, keep: { type: 'string' }, json: flag, help: { ...flag, short: 'h' } } })
  const read = wanted.safeParse(values)
  if (!read.success) throw new Error(read.error.issues.map(({ message }) => message).join('\n'))
  const { keep, ...options } = read.data
  return { ...options, keep: keep === undefined ? undefined : resolve(calledFrom, keep) }
}
