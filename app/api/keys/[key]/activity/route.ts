import { keyActivityContract } from '@/lib/api/activity'
import { answer } from '@/lib/api/answer'
import { activity } from '@/lib/queries/activity'

export const GET = answer(keyActivityContract, (question) => activity(question, { name: 'key', value: question.takes.key }))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
