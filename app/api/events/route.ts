import { answer } from '@/lib/api/answer'
import { eventsContract } from '@/lib/api/events'
import { events } from '@/lib/queries/events'

export const GET = answer(eventsContract, events)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
