import { ListObjectsV2Command, type ListObjectsV2CommandInput, type S3Client } from '@aws-sdk/client-s3'
import { z } from 'zod'

/** An object as a listing tells of it. */
export interface Listed {
  key: string
  size: number
  etag: string
}

/** An object to fetch: of one that a listing told of, size and ETag are known as well. */
export type Wanted = Pick<Listed, 'key'> & Partial<Listed>

/** XML has no way to write some characters that keys may have: a store that understands the request encodes them, and says so. */
const page = z
  .object({
    Contents: z.array(z.object({ Key: z.string(), Size: z.number().default(0), ETag: z.string().default('') })).default([]),
    CommonPrefixes: z.array(z.object({ Prefix: z.string() })).default([]),
    NextContinuationToken: z.string().optional(),
    EncodingType: z.string().optional(),
  })
  .transform(({ Contents, CommonPrefixes, NextContinuationToken, EncodingType }) => {
    const plain = (text: string) => (EncodingType === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text)
    return { objects: Contents.map(({ Key, Size, ETag }): Listed => ({ key: plain(Key), size: Size, etag: ETag })), folders: CommonPrefixes.map(({ Prefix }) => plain(Prefix)), next: NextContinuationToken }
  })

/** Where to list. */
export interface Bucket {
  client: S3Client
  name: string
  isRequesterPays: boolean
  /** Asks for a page until it is there; not while the source is paused. */
  ask<T>(work: () => Promise<T>): Promise<T>
}

type Listing = Pick<ListObjectsV2CommandInput, 'Prefix' | 'StartAfter' | 'Delimiter'>

async function* pagesOf({ client, name, isRequesterPays, ask }: Bucket, listing: Listing, signal: AbortSignal, onRequest: () => void = () => undefined): AsyncGenerator<z.output<typeof page>> {
  let token: string | undefined
  do {
    const asked = { Bucket: name, ...listing, ContinuationToken: token, EncodingType: 'url' as const, ...(isRequesterPays && { RequestPayer: 'requester' as const }) }
    const answer = await ask(async () => {
      onRequest()
      return page.parse(await client.send(new ListObjectsV2Command(asked), { abortSignal: signal }))
    })
    yield answer
    token = answer.next
  } while (token !== undefined)
}

/**
 * The objects whose keys begin so, after a key, page by page, in the order of their keys.
 * @param onRequest is told of each request
 */
export async function* objectsIn(bucket: Bucket, prefix: string, after: string | undefined, signal: AbortSignal, onRequest: () => void): AsyncGenerator<Listed[]> {
  for await (const { objects } of pagesOf(bucket, { Prefix: prefix, StartAfter: after }, signal, onRequest)) yield objects
}

/** The folders directly below a prefix, each with its slash. */
async function foldersIn(bucket: Bucket, prefix: string, signal: AbortSignal): Promise<string[]> {
  const all: string[] = []
  for await (const { folders } of pagesOf(bucket, { Prefix: prefix, Delimiter: '/' }, signal)) all.push(...folders)
  return all
}

/**
 * The streams of a trail: for each account, region and kind of object the prefix below which its years lie.
 * @param prefix what stands before `AWSLogs/`, with its slash, or nothing
 */
export async function streamsIn(bucket: Bucket, prefix: string, signal: AbortSignal): Promise<string[]> {
  const streams: string[] = []
  const within = async (at: string, depth: 'account' | 'kind' | 'region') => {
    for (const folder of await foldersIn(bucket, at, signal)) {
      const name = folder.slice(at.length, -1)
      // An organization's accounts lie below its id.
      if (depth === 'account') await within(folder, /^o-[a-z0-9]{10,32}$/.test(name) ? 'account' : 'kind')
      else if (depth === 'kind' && /^CloudTrail(-Insight|-Digest)?$/.test(name)) await within(folder, 'region')
      else if (depth === 'region') streams.push(folder)
    }
  }
  await within(`${prefix}AWSLogs/`, 'account')
  return streams
}
