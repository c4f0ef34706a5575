import type { Answer } from '@/lib/api/contract'
import type { healthContract } from '@/lib/api/health'

/** Of what the sources have, so much makes no difference to what is seen: a desk that follows a trail always lacks a little. */
const enough = 0.995

/** Whether so much is still to be read that what is shown is not complete: a few new records come and are no reason to move the page. */
export const isBehind = ({ ready, loading, progress }: Answer<typeof healthContract>): boolean => !ready || (loading && (progress === null || progress < enough))
