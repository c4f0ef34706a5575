import { answer } from '@/lib/api/answer'
import { journalContract } from '@/lib/api/journal'
import { journal } from '@/lib/queries/journal'

export const GET = answer(journalContract, journal)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
