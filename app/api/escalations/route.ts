import { answerChange } from '@/lib/api/answer'
import { escalationContract } from '@/lib/api/decisions'
import { closeEscalation } from '@/lib/queries/decisions'

export const POST = answerChange(escalationContract, closeEscalation)
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
