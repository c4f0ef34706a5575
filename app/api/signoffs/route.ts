import { answer, answerChange } from '@/lib/api/answer'
import { signOffContract, signOffsContract } from '@/lib/api/sign-offs'
import { signOff, signOffs } from '@/lib/queries/sign-offs'

export const GET = answer(signOffsContract, signOffs)
export const POST = answerChange(signOffContract, signOff)
export { wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
