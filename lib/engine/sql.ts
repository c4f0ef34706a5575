/** A value that SQL may hold. Numbers are whole; texts may be anything. */
export type SqlValue = string | number | bigint | boolean | readonly string[] | readonly number[]

/** A piece of SQL: text with holes, each a parameter with a name and a type. Made by `sql` alone. */
export interface Sql {
  readonly text: readonly string[]
  readonly values: readonly SqlValue[]
}

const isSql = (value: SqlValue | Sql): value is Sql => typeof value === 'object' && 'text' in value

/**
 * Turns each value of the template into a parameter, and nests other pieces of SQL. What is written in the template
 * itself is SQL; a value never is.
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql {
  const text = [strings[0] ?? '']
  const values: SqlValue[] = []
  parts.forEach((part, index) => {
    const after = strings[index + 1] ?? ''
    if (!isSql(part)) {
      values.push(part)
      text.push(after)
      return
    }
    text[text.length - 1] += part.text[0] ?? ''
    values.push(...part.values)
    text.push(...part.text.slice(1))
    text[text.length - 1] += after
  })
  return { text, values }
}

/** Pieces of SQL in a row, with another between them; nothing at all for none. */
export function joined(pieces: readonly Sql[], between: Sql): Sql {
  return pieces.reduce<Sql>((all, piece, index) => (index === 0 ? piece : sql`${all}${between}${piece}`), sql``)
}

/** All conditions, or `1` for none. */
export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`1` : joined(conditions.map((each) => sql`(${each})`), sql` AND `)

/** Any of the conditions, or `0` for none. */
export const any = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`0` : joined(conditions.map((each) => sql`(${each})`), sql` OR `)

/** The text with its named, typed parameters, and their values, as the engine takes them. */
export function bound({ text, values }: Sql): { query: string; parameters: Record<string, unknown> } {
  const query = text.map((piece, index) => (index < values.length ? `${piece}{p${index}:${typeOf(values[index])}}` : piece)).join('')
  return { query, parameters: Object.fromEntries(values.map((value, index) => [`p${index}`, value])) }
}

/**
 * The text with its numbers written out, for commands: they take no parameters.
 * @throws Error if it holds a text, which would then be SQL
 */
export function numeric({ text, values }: Sql): string {
  return text
    .map((piece, index) => {
      const value = values[index]
      if (index >= values.length) return piece
      if (typeof value === 'bigint' || (typeof value === 'number' && Number.isSafeInteger(value))) return `${piece}${value}`
      throw new Error('a command holds whole numbers only')
    })
    .join('')
}

function typeOf(value: SqlValue | undefined): string {
  if (typeof value === 'string') return 'String'
  if (typeof value === 'boolean') return 'Bool'
  if (typeof value === 'bigint') return 'UInt64'
  if (typeof value === 'number') return 'Int64'
  return value?.some((each) => typeof each === 'number') ? 'Array(Int64)' : 'Array(String)'
}

/**
 * A path as it stands in SQL: commands take no parameters. Only letters, digits and `_ - . / *` are let through.
 * @throws Error for any other
 */
export function plainPath(path: string): Sql {
  if (!/^[\w./*-]+$/.test(path)) throw new Error('this path cannot stand in SQL')
  return { text: [`'${path}'`], values: [] }
}
