import { answer } from '@/lib/api/answer'
import { calendarContract } from '@/lib/api/sign-offs'
import { calendar } from '@/lib/queries/calendar'

export const GET = answer(calendarContract, calendar)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
