import { answerNow } from '@/lib/api/answer'
import { openApi } from '@/lib/api/openapi'

export const dynamic = 'force-dynamic'
export const GET = answerNow(openApi)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
