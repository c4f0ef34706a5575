import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { defaultSeed, generateSample } from './generate'

const usage = 'node lib/cli/sample.mjs --out DIR [--records N] [--days N] [--seed S] [--to ISO] [--workers N]'

const wanted = z.object({
  out: z.string('--out DIR is missing'),
  records: z.coerce.number().int().min(1_000, 'at least 1000').max(100_000_000).default(150_000),
  days: z.coerce.number().int().min(1).max(365).default(30),
  seed: z.string().min(1).default(defaultSeed),
  to: z.iso.datetime({ offset: true, error: 'an instant such as 2026-01-31T12:00:00Z' }).optional(),
  workers: z.coerce.number().int().min(0).max(64).default(availableParallelism()),
})

try {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { out: text, records: text, days: text, seed: text, to: text, workers: text } })
  const { to, ...options } = wanted.parse(values)
  await run({ ...options, to: to === undefined ? new Date() : new Date(to) })
} catch (error) {
  const problems =
    error instanceof z.ZodError
      ? error.issues.map(({ path, message }) => (path.length > 0 ? `--${path.join('.')}: ${message}` : message))
      : [error instanceof Error ? error.message : String(error)]
  console.error(`${problems.join('\n')}\n\n${usage}`)
  process.exitCode = 1
}

async function run(options: Parameters<typeof generateSample>[0]): Promise<void> {
  const began = performance.now()
  const tell = process.stderr.isTTY
  let told = 0
  const manifest = await generateSample({
    ...options,
    onProgress: (done, total) => {
      if (!tell || performance.now() - told < 200) return
      told = performance.now()
      process.stderr.write(`\r${done.toLocaleString('en')} of ${total.toLocaleString('en')} sample records`)
    },
  })
  if (tell) process.stderr.write('\r\u001B[K')
  const seconds = (performance.now() - began) / 1000
  console.log(
    `${manifest.records.toLocaleString('en')} sample records (${manifest.duplicates} delivered twice) in ${manifest.files.toLocaleString('en')} files in ${
      options.out
    }, ${manifest.from.slice(0, 10)} to ${manifest.to.slice(0, 10)}, made in ${seconds.toFixed(1)} s`,
  )
}
