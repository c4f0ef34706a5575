import 'server-only'

/** Most lines that are given at once. */
const most = 500

/** The lines of a stream of bytes, some at a time; each without its line break. */
export async function* linesOf(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const block of blocks) {
    const lines = (rest + decoder.decode(block, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (let start = 0; start < lines.length; start += most) yield lines.slice(start, start + most)
  }
  rest += decoder.decode()
  if (rest !== '') yield [rest]
}
