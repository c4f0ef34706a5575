import { answer } from '@/lib/api/answer'
import { identitiesContract } from '@/lib/api/identities'
import { identities } from '@/lib/queries/identities'

export const GET = answer(identitiesContract, identities)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
