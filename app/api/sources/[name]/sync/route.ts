import { answer } from '@/lib/api/answer'
import { syncContract } from '@/lib/api/sources'

export const POST = answer(syncContract, ({ store, takes: { name } }) => (store.sync(name) ? { started: true } : undefined))
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
