import { answer } from '@/lib/api/answer'
import { syncContract } from '@/lib/api/sources'

export const POST = answer(syncContract, ({ store, takes: { name } }) => (store.sync(name) ? { started: true } : undefined))
