import 'server-only'
import { answerNow } from './answer'
import { Failure } from './failure'

/** Answers whatever is asked at a path of the API at which there is nothing. */
export const nothingHere = answerNow(() => {
  throw new Failure({ title: 'Not found', status: 404, detail: 'The API has no such path.', todo: 'See /api/openapi.json for what there is.' })
})
