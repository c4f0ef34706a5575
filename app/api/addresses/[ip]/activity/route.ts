import { addressActivityContract } from '@/lib/api/activity'
import { answer } from '@/lib/api/answer'
import { activity } from '@/lib/queries/activity'

export const GET = answer(addressActivityContract, (question) => activity(question, { name: 'ip', value: question.takes.ip }))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
