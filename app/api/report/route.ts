import { answer } from '@/lib/api/answer'
import { reportContract } from '@/lib/api/report'
import { report } from '@/lib/queries/report'

export const GET = answer(reportContract, report)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
