import 'server-only'
import type { Answer } from '@/lib/api/contract'
import type { sourcesContract } from '@/lib/api/sources'
import { missingPermissionIn } from '@/lib/sources/aws-trouble'
import type { Feed } from './feed'

/** What sources have and is not read, and the permissions that are missing for it. */
export function notRead(feeds: readonly Feed[], limit: number): Pick<Answer<typeof sourcesContract>, 'skipped' | 'permissions'> {
  const skipped = feeds.flatMap((feed) => feed.atWork().progress.skipped.map(({ path, reason }) => ({ source: feed.name, file: path, reason })))
  const permissions = feeds.flatMap((feed) => feed.problems().flatMap((problem) => missingPermissionIn(problem) ?? []).map((missing) => ({ source: feed.name, ...missing })))
  return { skipped: { total: skipped.length, files: skipped.slice(0, limit) }, permissions }
}
