import { answerChange } from '@/lib/api/answer'
import { identityKindContract } from '@/lib/api/identities'
import { correctKind } from '@/lib/queries/identity-kind'

export const POST = answerChange(identityKindContract, correctKind)
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
