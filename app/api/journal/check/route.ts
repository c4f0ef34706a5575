import { answer } from '@/lib/api/answer'
import { journalCheckContract } from '@/lib/api/journal'
import { journalCheck } from '@/lib/queries/journal'

export const GET = answer(journalCheckContract, journalCheck)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
