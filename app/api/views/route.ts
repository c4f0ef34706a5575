import { answer, answerChange } from '@/lib/api/answer'
import { saveViewContract, viewsContract } from '@/lib/api/views'
import { saveView } from '@/lib/views/answers'

export const GET = answer(viewsContract, ({ store }) => ({ views: [...store.views.all()] }))
export const POST = answerChange(saveViewContract, saveView)
export { wrongMethod as PUT, wrongMethod as PATCH, wrongMethod as DELETE } from '@/lib/api/wrong-method'
