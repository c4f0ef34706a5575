import { answer } from '@/lib/api/answer'
import { facetsContract } from '@/lib/api/facets'
import { facets } from '@/lib/queries/facets'

export const GET = answer(facetsContract, facets)
