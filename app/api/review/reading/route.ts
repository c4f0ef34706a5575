import { answer } from '@/lib/api/answer'
import { readingListContract } from '@/lib/api/review'
import { readingListOnce } from '@/lib/queries/review/ahead'

export const GET = answer(readingListContract, readingListOnce)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
