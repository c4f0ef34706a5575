import { answer } from '@/lib/api/answer'
import { readingListContract } from '@/lib/api/review'
import { readingList } from '@/lib/queries/review/reading'

export const GET = answer(readingListContract, readingList)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
