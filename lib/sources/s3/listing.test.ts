import { createServer } from 'node:http'
import { S3Client } from '@aws-sdk/client-s3'
import { expect, it, onTestFinished } from 'vitest'
import { objectsIn } from './listing'

it('reads keys that XML cannot spell, from a store that encodes them when it is asked to', async () => {
  const asked: string[] = []
  const server = createServer(({ url = '' }, answer) => {
    asked.push(url)
    answer.writeHead(200, { 'content-type': 'application/xml' })
    answer.end('<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>a+b/%01%0D%0A%25%2B.json.gz</Key><Size>3</Size><ETag>"x"</ETag></Contents></ListBucketResult>')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  const address = server.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } })
  onTestFinished(() => client.destroy())
  const found: unknown[] = []
  for await (const page of objectsIn({ client, name: 'logs', isRequesterPays: false, ask: (work) => work() }, 'a b/', undefined, new AbortController().signal, () => undefined)) found.push(...page)
  expect(found).toEqual([{ key: 'a b/\u0001\r\n%+.json.gz', size: 3, etag: '"x"' }])
  expect(asked[0]).toContain('encoding-type=url')
})
