import { answer } from '@/lib/api/answer'
import { heatmapContract } from '@/lib/api/heatmap'
import { heatmap } from '@/lib/queries/heatmap'

export const GET = answer(heatmapContract, heatmap)
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
