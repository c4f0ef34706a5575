import 'server-only'
import { answerNow } from './answer'
import { Failure } from './failure'

/** Answers a method that a route does not take. */
export const wrongMethod = answerNow(() => {
  throw new Failure({ title: 'Method not allowed', status: 405, detail: 'This path of the API does not take this method.', todo: 'See /api/openapi.json for what it takes.' })
})
