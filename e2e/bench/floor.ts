import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'

/** Seconds in which `zcat` on all cores unpacks files: nothing that reads them can take less. */
export async function floor(files: readonly string[]): Promise<number> {
  const began = performance.now()
  const shell = spawn('sh', ['-c', 'xargs -0 -n 32 -P "$CORES" zcat | wc -c'], {
    env: { ...process.env, CORES: String(availableParallelism()) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  shell.stdin.end(files.map((file) => `${file}\0`).join(''))
  let told = ''
  shell.stdout.on('data', (text) => (told += String(text)))
  await once(shell, 'close')
  if (!(Number(told) > 0)) throw new Error('zcat unpacked nothing')
  return (performance.now() - began) / 1_000
}
