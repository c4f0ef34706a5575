import { answer } from '@/lib/api/answer'
import { coverageContract } from '@/lib/api/coverage'

export const GET = answer(coverageContract, ({ store, filter, takes }) => store.coverage(filter, takes))
export { wrongMethod as POST, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
