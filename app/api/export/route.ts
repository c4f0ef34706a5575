import { answerFile } from '@/lib/api/answer'
import { exportContract } from '@/lib/api/export'
import { exported } from '@/lib/queries/export'

export const GET = answerFile(exportContract, exported)
