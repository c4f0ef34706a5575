import { answer } from '@/lib/api/answer'
import { eventsContract } from '@/lib/api/events'
import { events } from '@/lib/queries/events'

export const GET = answer(eventsContract, events)
