import { answer, answerChange } from '@/lib/api/answer'
import { decideContract, decisionsContract } from '@/lib/api/decisions'
import { decide, decisions } from '@/lib/queries/decisions'

export const GET = answer(decisionsContract, decisions)
export const POST = answerChange(decideContract, decide)
export { wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
