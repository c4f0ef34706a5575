import { answer } from '@/lib/api/answer'
import { heatmapContract } from '@/lib/api/heatmap'
import { heatmap } from '@/lib/queries/heatmap'

export const GET = answer(heatmapContract, heatmap)
