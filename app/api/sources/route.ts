import { answer } from '@/lib/api/answer'
import { sourcesContract } from '@/lib/api/sources'

export const GET = answer(sourcesContract, ({ store, takes: { limit } }) => store.sources(limit))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
