import { answer } from '@/lib/api/answer'
import { compareContract } from '@/lib/api/compare'
import { compare } from '@/lib/queries/compare'

export const GET = answer(compareContract, compare)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
