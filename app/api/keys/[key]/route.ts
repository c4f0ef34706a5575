import { answer } from '@/lib/api/answer'
import { keyContract } from '@/lib/api/subject'
import { subject } from '@/lib/queries/subject'

export const GET = answer(keyContract, (question) => subject(question, 'key', question.takes.key))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
