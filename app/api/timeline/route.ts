import { answer } from '@/lib/api/answer'
import { timelineContract } from '@/lib/api/timeline'
import { timeline } from '@/lib/queries/timeline'

export const GET = answer(timelineContract, timeline)
