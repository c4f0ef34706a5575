import { answer } from '@/lib/api/answer'
import { expectationPreviewContract } from '@/lib/api/expectations'
import { expectationPreview } from '@/lib/queries/expectations'

export const GET = answer(expectationPreviewContract, expectationPreview)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
