import { answer } from '@/lib/api/answer'
import { connectContract } from '@/lib/api/connect'
import { connect } from '@/lib/ingest/connect'

export const POST = answer(connectContract, ({ store }) => connect(store))
export { wrongMethod as GET, wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
