import { answer } from '@/lib/api/answer'
import { fieldsContract } from '@/lib/api/fields'
import { fields } from '@/lib/queries/fields'

export const GET = answer(fieldsContract, fields)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
