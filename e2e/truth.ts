import { execFileSync, spawnSync } from 'node:child_process'

/** Whether jq can be called. */
export const hasJq = spawnSync('jq', ['--version'], { stdio: 'ignore' }).status === 0

/** What zcat and jq say of the distinct records of a folder; `program` starts from their array. */
export function truthOf<T>(logs: string, program: string): T {
  const pipe = 'set -o pipefail; find "$1" -name "*.json.gz" -exec zcat {} + | jq -cn "[inputs.Records[]?] | unique_by(.eventID) | $2"'
  return JSON.parse(execFileSync('bash', ['-c', pipe, '_', logs, program], { encoding: 'utf8', maxBuffer: 2 ** 28 })) as T
}
