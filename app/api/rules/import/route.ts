import { answerChange } from '@/lib/api/answer'
import { ruleImportContract } from '@/lib/api/rules'
import { importRules } from '@/lib/queries/rules/import'

export const POST = answerChange(ruleImportContract, importRules)
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
