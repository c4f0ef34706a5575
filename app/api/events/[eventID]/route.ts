import { answer } from '@/lib/api/answer'
import { eventContract } from '@/lib/api/events'
import { event } from '@/lib/queries/event'

export const GET = answer(eventContract, event)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
