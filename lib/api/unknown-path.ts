import 'server-only'
import { answerNow } from './answer'
import { Failure } from './failure'

const refuse = answerNow(() => {
  throw new Failure({ title: 'Not found', status: 404, detail: 'The API has no such path.', todo: 'See /api/openapi.json for what there is.' })
})

/** Answers whatever is asked at a path of the API at which there is nothing. */
export const nothingHere = (request: Request): Promise<Response> => refuse(request, { params: Promise.resolve(undefined) })
