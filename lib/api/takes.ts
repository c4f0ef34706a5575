import { z } from 'zod'
import { BadParameter } from '@/lib/filter/filter'
import type { Contract, Takes } from './contract'

/**
 * Reads the parameters of a contract; those that are empty count as left out.
 * @throws BadParameter naming the parameter and what it takes
 */
export function takesFrom<C extends Contract>(contract: C, search: URLSearchParams): Takes<C>
export function takesFrom(contract: Contract, search: URLSearchParams): Takes<Contract> {
  const given = Object.keys(contract.takes.shape).flatMap((name) => {
    const value = search.get(name)
    return value ? [[name, value]] : []
  })
  const read = contract.takes.safeParse(Object.fromEntries(given))
  if (read.success) return read.data
  const name = String(read.error.issues[0]?.path[0] ?? '')
  throw new BadParameter(name, search.get(name) ?? '', wordsFor(contract, name))
}

const range = z.object({
  enum: z.array(z.string()).optional(),
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  description: z.string().optional(),
})

/** What a parameter takes, in words: the end of the sentence "takes …". */
function wordsFor({ takes }: Contract, name: string): string {
  const field = takes.shape[name]
  if (!field) return 'something else'
  const { enum: values, type, minimum, maximum, maxLength, description } = range.parse(z.toJSONSchema(field, { io: 'input' }))
  if (values) return `one of ${values.join(', ')}`
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`
  return description ?? `a text of 1 to ${maxLength} characters`
}
