import { answer } from '@/lib/api/answer'
import { reviewContract } from '@/lib/api/review'
import { review } from '@/lib/queries/review/review'

export const GET = answer(reviewContract, review)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
