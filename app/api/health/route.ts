import { answerNow } from '@/lib/api/answer'
import { deskHealth } from '@/lib/ingest/desk'

export const dynamic = 'force-dynamic'
export const GET = answerNow(deskHealth)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
