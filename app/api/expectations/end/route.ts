import { answerChange } from '@/lib/api/answer'
import { expectationEndContract } from '@/lib/api/expectations'
import { endExpectation } from '@/lib/queries/expectations'

export const POST = answerChange(expectationEndContract, endExpectation)
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
