import { answer, answerChange } from '@/lib/api/answer'
import { ruleChangeContract, rulesContract } from '@/lib/api/rules'
import { changeRule } from '@/lib/queries/rules/change'
import { rules } from '@/lib/queries/rules/list'

export const GET = answer(rulesContract, rules)
export const POST = answerChange(ruleChangeContract, changeRule)
export { wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
