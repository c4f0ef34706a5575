import { answer } from '@/lib/api/answer'
import { pauseContract } from '@/lib/api/sources'

export const POST = answer(pauseContract, ({ store, takes: { name } }) => store.setPaused(name, true))
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
