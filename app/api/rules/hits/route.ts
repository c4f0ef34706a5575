import { answer } from '@/lib/api/answer'
import { ruleHitsContract } from '@/lib/api/rules'
import { ruleHits } from '@/lib/queries/rules/hits'

export const GET = answer(ruleHitsContract, ruleHits)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
