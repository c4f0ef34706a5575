import { answerChange } from '@/lib/api/answer'
import { ruleImportPreviewContract } from '@/lib/api/rules'
import { importPreview } from '@/lib/queries/rules/import'

export const POST = answerChange(ruleImportPreviewContract, importPreview)
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
