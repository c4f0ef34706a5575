import { answer } from '@/lib/api/answer'
import { roleContract } from '@/lib/api/subject'
import { subject } from '@/lib/queries/subject'

export const GET = answer(roleContract, (question) => subject(question, 'role', question.takes.role))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
