import { answer } from '@/lib/api/answer'
import { reviewContract } from '@/lib/api/review'
import { reviewOnce } from '@/lib/queries/review/ahead'

export const GET = answer(reviewContract, reviewOnce)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
