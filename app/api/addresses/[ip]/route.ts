import { answer } from '@/lib/api/answer'
import { addressContract } from '@/lib/api/subject'
import { subject } from '@/lib/queries/subject'

export const GET = answer(addressContract, (question) => subject(question, 'ip', question.takes.ip))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
