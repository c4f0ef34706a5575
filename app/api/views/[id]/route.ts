import { answer, answerChange } from '@/lib/api/answer'
import { dropViewContract, renameViewContract, viewContract } from '@/lib/api/views'
import { dropView, renameView } from '@/lib/views/answers'

export const GET = answer(viewContract, ({ store, takes: { id } }) => store.views.find(id))
export const PATCH = answerChange(renameViewContract, renameView)
export const DELETE = answer(dropViewContract, dropView)
export { wrongMethod as POST, wrongMethod as PUT } from '@/lib/api/wrong-method'
