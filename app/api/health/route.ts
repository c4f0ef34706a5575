import { answerNow } from '@/lib/api/answer'
import { deskHealth } from '@/lib/ingest/desk'

export const dynamic = 'force-dynamic'
export const GET = answerNow(deskHealth)
