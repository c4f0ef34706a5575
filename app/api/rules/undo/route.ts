import { answerChange } from '@/lib/api/answer'
import { ruleUndoContract } from '@/lib/api/rules'
import { undoRule } from '@/lib/queries/rules/change'

export const POST = answerChange(ruleUndoContract, undoRule)
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
