import { answer } from '@/lib/api/answer'
import { timelineContract } from '@/lib/api/timeline'
import { timeline } from '@/lib/queries/timeline'

export const GET = answer(timelineContract, timeline)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
