import { answer } from '@/lib/api/answer'
import { facetsContract } from '@/lib/api/facets'
import { facets } from '@/lib/queries/facets'

export const GET = answer(facetsContract, facets)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
