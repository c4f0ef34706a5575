import { answerFile } from '@/lib/api/answer'
import { exportContract } from '@/lib/api/export'
import { exported } from '@/lib/queries/export'

export const GET = answerFile(exportContract, exported)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
