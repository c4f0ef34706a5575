import { answer } from '@/lib/api/answer'
import { resumeContract } from '@/lib/api/sources'

export const POST = answer(resumeContract, ({ store, takes: { name } }) => store.setPaused(name, false))
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
