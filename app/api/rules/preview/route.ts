import { answer } from '@/lib/api/answer'
import { rulePreviewContract } from '@/lib/api/rules'
import { rulePreview } from '@/lib/queries/rules/preview'

export const GET = answer(rulePreviewContract, rulePreview)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
