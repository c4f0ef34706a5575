import { answer } from '@/lib/api/answer'
import { identityContract } from '@/lib/api/identities'
import { identity } from '@/lib/queries/identity'

export const GET = answer(identityContract, identity)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
