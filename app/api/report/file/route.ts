import { answerFile } from '@/lib/api/answer'
import { reportFileContract } from '@/lib/api/report'
import { reportFile } from '@/lib/queries/report-file'

export const GET = answerFile(reportFileContract, reportFile)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
