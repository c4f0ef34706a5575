/** An error as AWS answers it: the name that clients branch on, words for people, and the HTTP status. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message)
    this.name = code
  }
}
