import { z } from 'zod'

/** What one route takes (besides the Filter) and answers. Routes, queries, hooks and OpenAPI are all made from it. */
export interface Contract<Takes extends z.ZodObject = z.ZodObject, Answers extends z.ZodType = z.ZodType> {
  /** The route's path; `{name}` stands for a part of it that is a parameter. */
  path: string
  /** One sentence for the OpenAPI document. */
  summary: string
  /** Whether the Filter's parameters narrow the answer. */
  filtered: boolean
  /** Whether the route changes something, and so takes POST instead of GET. */
  changes?: boolean
  /** How it is asked if it changes something in another way than by POST. */
  method?: 'PATCH' | 'DELETE'
  takes: Takes
  answers: Answers
}

/** What one route takes that enters or changes something: a JSON body. */
export interface Change<Sends extends z.ZodType = z.ZodType, Takes extends z.ZodObject = z.ZodObject, Answers extends z.ZodType = z.ZodType> extends Contract<Takes, Answers> {
  changes: true
  sends: Sends
}

/** A contract of a change, its types kept. */
export const change = <Sends extends z.ZodType, Answers extends z.ZodType>(
  path: string,
  rest: { summary: string; sends: Sends; answers: Answers },
): Change<Sends, z.ZodObject<Record<never, never>>, Answers> => changeOf(path, { takes: z.object({}), ...rest })

/** A contract of a change of what its path names by parameters. */
export const changeOf = <Sends extends z.ZodType, Takes extends z.ZodObject, Answers extends z.ZodType>(
  path: string,
  rest: { summary: string; method?: 'PATCH'; takes: Takes; sends: Sends; answers: Answers },
): Change<Sends, Takes, Answers> => ({ path, filtered: false, changes: true, ...rest })

/** The method by which a contract is asked. */
export const methodOf = ({ changes, method }: Pick<Contract, 'changes' | 'method'>): 'GET' | 'POST' | 'PATCH' | 'DELETE' => method ?? (changes ? 'POST' : 'GET')

/** A contract, its types kept. */
export const contract = <Takes extends z.ZodObject, Answers extends z.ZodType>(
  path: string,
  rest: Omit<Contract<Takes, Answers>, 'path'>,
): Contract<Takes, Answers> => ({ path, ...rest })

/** The parameters of a contract, as a query receives them (defaults filled in). */
export type Takes<C extends Contract> = z.output<C['takes']>
/** The parameters of a contract, as a caller gives them. */
export type Asks<C extends Contract> = z.input<C['takes']>
/** The answer of a contract. */
export type Answer<C extends Contract> = z.output<C['answers']>
