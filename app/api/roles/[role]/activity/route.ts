import { roleActivityContract } from '@/lib/api/activity'
import { answer } from '@/lib/api/answer'
import { activity } from '@/lib/queries/activity'

export const GET = answer(roleActivityContract, (question) => activity(question, { name: 'role', value: question.takes.role }))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
