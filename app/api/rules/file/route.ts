import { answerFile } from '@/lib/api/answer'
import { ruleFileContract } from '@/lib/api/rules'
import { ruleFile } from '@/lib/queries/rules/change'

export const GET = answerFile(ruleFileContract, ruleFile)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
