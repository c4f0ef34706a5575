import { answer, answerChange } from '@/lib/api/answer'
import { expectationsContract, expectContract } from '@/lib/api/expectations'
import { expectations, giveExpectation } from '@/lib/queries/expectations'

export const GET = answer(expectationsContract, expectations)
export const POST = answerChange(expectContract, giveExpectation)
export { wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
