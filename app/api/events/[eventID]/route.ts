import { answer } from '@/lib/api/answer'
import { eventContract } from '@/lib/api/events'
import { event } from '@/lib/queries/event'

export const GET = answer(eventContract, event)
