import { answer, answerChange } from '@/lib/api/answer'
import { noteContract, notesContract } from '@/lib/api/notes'
import { leaveNote, notes } from '@/lib/queries/notes'

export const GET = answer(notesContract, notes)
export const POST = answerChange(noteContract, leaveNote)
export { wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
