import { answerNow } from '@/lib/api/answer'
import { openApi } from '@/lib/api/openapi'

export const dynamic = 'force-dynamic'
export const GET = answerNow(openApi)
