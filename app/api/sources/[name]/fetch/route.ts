import { answer } from '@/lib/api/answer'
import { fetchContract } from '@/lib/api/sources'
import { spanAsked } from '@/lib/api/span-asked'

export const POST = answer(fetchContract, ({ store, takes: { name, ...span } }) => store.fetch(name, spanAsked(span)))
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
