import { setTimeout } from 'node:timers/promises'
import { ChangeMessageVisibilityBatchCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { regionFound, type Access, type Credentials } from '../aws-access'
import type { QueueState } from '../live-source'
import { bell } from '../pace'
import { patientlyWith } from '../patience'
import { answering, longPoll, messageAgain as again, quiet } from '../waits'
import type { Outcome } from './fetcher'
import { notificationOf, type NamedObject } from './notification'
import { queueAddressOf } from './queue-url'

/** Seconds for which a message that is received is seen by nobody else; while its records are on their way, that is renewed at half of them. */
const usuallyHidden = 120
/** Seconds after which a message comes again that cannot be read: twice as long each time. The most that SQS permits is twelve hours. */
const hiddenAtMost = 12 * 3_600
/** Messages that are held at a time: of what they tell of, so much is fetched ahead of the store. */
const most = 500
/** Messages of one reader whose objects are being fetched at a time, before others are asked for. */
const sideBySide = 20
/** Milliseconds that a message of a queue of several readers waits for its own to have room; the others' must not wait for it. */
const roomWait = 5_000
/** Characters of the reason why a message cannot be read: what it quotes of the message may be as long as that. */
const reasonLength = 400
/** Messages of which it is remembered why they cannot be read. */
const remembered = 1_000
/** SQS lets no more messages be received and not deleted. */
const openAtMost = 120_000
/** Milliseconds between two looks at what is stored by now. */
const lookEvery = 250

/** Who reads what a queue tells of one bucket, below one prefix. */
export interface Reader {
  /** What its source is called. */
  source: string
  bucket: string
  /** Whether nothing is to be fetched now. */
  isPaused(): boolean
  /** Sorts an object of its bucket out: it is to be read, it is nobody's business, or, as a sentence, why the message is wrong here. */
  sort(key: string): 'read' | 'ignore' | { reason: string }
  /** Copies an object, unless it was. */
  fetch(key: string, signal: AbortSignal): Promise<Outcome>
  /** Whether all records of an object count. */
  isStored(key: string): boolean
  /** Tells that something was fetched. */
  tell(): void
}

/** An object, and who reads it. */
interface Read {
  reader: Reader
  key: string
}

/** A message that was received, and what of it is still to be stored. */
interface Held {
  id: string
  receipt: string
  receives: number
  /** Objects that are fetched, and to be stored. */
  objects: readonly Read[]
  /** Its objects are being fetched; all that can be had of them is, and to be stored; it is to be deleted. */
  state: 'fetching' | 'storing' | 'done'
  /** Why it cannot be read as a whole. */
  reason: string | undefined
  /** Milliseconds since 1970: when it was received, and until when it is hidden. */
  since: number
  until: number
}

const received = z.object({
  Messages: z
    .array(z.object({ MessageId: z.string(), ReceiptHandle: z.string(), Body: z.string().default(''), Attributes: z.object({ ApproximateReceiveCount: z.coerce.number().catch(1) }).default({ ApproximateReceiveCount: 1 }) }))
    .default([]),
})

interface Options {
  url: string
  access: Access
  credentials: Credentials
  /** The region of the bucket, where it is known; the queue's host goes before. */
  region: string | undefined
  /** Who reads what it tells of; others may join until it runs. */
  readers: readonly Reader[]
  /** Seconds for which a message is hidden while its records are on their way, and again and again. */
  hidden?: number
}

export interface Queue {
  state(): Omit<QueueState, 'sharedWith'>
  /** Tries again now what stands in the way. */
  look(): void
  /** Ends when the signal is aborted. */
  run(signal: AbortSignal): Promise<void>
}

/**
 * Reads a queue that tells of new objects. A message is deleted once all records of its objects are stored; one that cannot be
 * read is left in the queue, where it comes again later and later, and holds up none of the others. Where it tells of several buckets,
 * each object goes to who reads its own, and what is slow or denied there holds up none of the others.
 */
export function queueOf({ url, access, credentials, region, readers, hidden = usuallyHidden }: Options): Queue {
  const address = queueAddressOf(url)
  const held = new Map<string, Held>()
  const unreadable = new Map<string, { reason: string; at: number }>()
  /** Messages that are done with, and wait to be deleted. */
  let done: { message: Held; as: 'stored' | 'ignored' }[] = []
  const underWay = new Map<Reader, number>()
  const isFull = (reader: Reader) => (underWay.get(reader) ?? 0) >= sideBySide
  const retry = bell()
  /** Messages that were received and not deleted: such come again, and count once. */
  const open = new Set<string>()
  const counts = { received: 0, stored: 0, ignored: 0 }
  const problems = { receiving: undefined as string | undefined, settling: undefined as string | undefined }
  const where = `queue ${url}`
  const receiving = patientlyWith(credentials, where, (problem) => (problems.receiving = problem), retry)
  const settling = patientlyWith(credentials, where, (problem) => (problems.settling = problem), retry)

  /** What is to be told to be hidden for so many seconds from now. */
  let hiding: { message: Held; seconds: number }[] = []
  const release = (message: Held, seconds: number) => {
    held.delete(message.id)
    hiding.push({ message, seconds })
  }
  const later = (message: Held) => release(message, Math.min(hiddenAtMost, again * 2 ** Math.min(message.receives - 1, 10)))
  const refuse = (message: Held, reason: string) => {
    unreadable.delete(message.id)
    unreadable.set(message.id, { reason: reason.slice(0, reasonLength), at: Date.now() })
    for (const id of unreadable.keys()) if (unreadable.size > remembered) unreadable.delete(id)
    later(message)
  }
  const finish = (message: Held, as: 'stored' | 'ignored') => {
    unreadable.delete(message.id)
    message.state = 'done'
    done.push({ message, as })
  }

  /** Fetches what a message tells of. */
  const take = async (message: Held, body: string, signal: AbortSignal) => {
    const notification = notificationOf(body)
    if (notification.kind === 'unreadable') return refuse(message, notification.reason)
    if (notification.kind === 'nothing') return finish(message, 'ignored')
    const sorted = notification.objects.map(readerOf)
    const wanted = [...new Map(sorted.flatMap((each) => (each !== 'ignore' && 'reader' in each ? [[`${each.reader.source} ${each.key}`, each] as const] : []))).values()]
    message.reason = sorted.flatMap((each) => (each !== 'ignore' && 'reason' in each ? [each.reason] : []))[0]
    if (wanted.length === 0 && message.reason === undefined) return finish(message, 'ignored')
    const of = new Set(wanted.map(({ reader }) => reader))
    // The others' go on meanwhile; what is paused is found by a look when it is resumed.
    if ([...of].some((reader) => reader.isPaused())) return later(message)
    if (readers.length > 1 && !(await hasRoom(of, signal))) return release(message, again)
    for (const reader of of) underWay.set(reader, (underWay.get(reader) ?? 0) + 1)
    try {
      const outcomes = await Promise.all(wanted.map(async (object) => ({ object, outcome: await object.reader.fetch(object.key, signal) })))
      const gone = outcomes.find(({ outcome }) => outcome === 'gone')
      if (gone) message.reason ??= `There is no such object in the bucket: ${gone.object.key}`
      message.objects = outcomes.flatMap(({ object, outcome }) => (outcome === 'copied' ? [object] : []))
      for (const reader of new Set(message.objects.map((each) => each.reader))) reader.tell()
      // What stands in the way is told with the bucket.
      if (outcomes.some(({ outcome }) => outcome === 'failed')) return release(message, again)
      message.state = 'storing'
    } finally {
      for (const reader of of) underWay.set(reader, (underWay.get(reader) ?? 0) - 1)
    }
  }

  /** Who reads an object; or that it is nobody's business; or why the message is wrong here. */
  const readerOf = ({ bucket, key }: NamedObject): Read | 'ignore' | { reason: string } => {
    const told = readers.filter((reader) => reader.bucket === bucket).map((reader) => ({ reader, as: reader.sort(key) }))
    const found = told.find(({ as }) => as === 'read')
    if (found) return { reader: found.reader, key }
    if (told.some(({ as }) => as === 'ignore')) return 'ignore'
    return told.flatMap(({ as }) => (typeof as === 'object' ? [as] : []))[0] ?? { reason: `It tells of an object of another bucket: ${bucket}` }
  }

  const hasRoom = async (of: ReadonlySet<Reader>, signal: AbortSignal): Promise<boolean> => {
    for (const until = performance.now() + roomWait; [...of].some(isFull); ) {
      if (performance.now() >= until) return false
      await setTimeout(lookEvery, undefined, { signal })
    }
    return true
  }

  const receive = async (client: SQSClient, signal: AbortSignal) => {
    while (!signal.aborted) {
      if (held.size >= most || readers.every(isFull)) {
        await setTimeout(lookEvery, undefined, { signal })
        continue
      }
      const { Messages } = await receiving('sqs:ReceiveMessage', address.arn, async () =>
        received.parse(await client.send(
          new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, WaitTimeSeconds: longPoll, VisibilityTimeout: hidden, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
          { abortSignal: signal },
        )), signal)
      const now = Date.now()
      for (const { MessageId: id, ReceiptHandle: receipt, Body, Attributes } of Messages) {
        const present = held.get(id)
        if (present) {
          // Delivered again, as SQS may: the last receipt is the one that counts.
          Object.assign(present, { receipt, until: now + hidden * 1_000 })
          continue
        }
        const message: Held = { id, receipt, receives: Attributes.ApproximateReceiveCount, objects: [], state: 'fetching', reason: undefined, since: now, until: now + hidden * 1_000 }
        held.set(id, message)
        if (!open.has(id)) counts.received += 1
        open.add(id)
        for (const oldest of open) if (open.size > openAtMost) open.delete(oldest)
        take(message, Body, signal).catch(() => release(message, again))
      }
    }
  }

  /** Deletes what is stored, and keeps the rest hidden. */
  const settle = async (client: SQSClient, signal: AbortSignal) => {
    while (!signal.aborted) {
      await setTimeout(lookEvery, undefined, { signal })
      const now = Date.now()
      for (const message of held.values()) {
        if (message.state === 'storing' && message.objects.every(({ reader, key }) => reader.isStored(key))) {
          if (message.reason === undefined) finish(message, 'stored')
          else refuse(message, message.reason)
        } else if (now - message.since > (hiddenAtMost - 2 * hidden) * 1_000) held.delete(message.id)
        else if (message.until - now < (hidden / 2) * 1_000) {
          message.until = now + hidden * 1_000
          hiding.push({ message, seconds: hidden })
        }
      }
      await deleteAll(client, signal)
      await hideAll(client, signal)
    }
  }

  const deleteAll = async (client: SQSClient, signal: AbortSignal) => {
    for (const some of tens(done)) {
      await settling('sqs:DeleteMessage', address.arn, () =>
        client.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries: some.map(({ message }, index) => ({ Id: String(index), ReceiptHandle: message.receipt })) }), { abortSignal: signal }), signal)
      // One that could not be deleted comes again, and then is known.
      for (const { message, as } of some) {
        held.delete(message.id)
        open.delete(message.id)
        counts[as] += 1
      }
      done = done.filter((each) => !some.includes(each))
    }
  }

  const hideAll = async (client: SQSClient, signal: AbortSignal) => {
    const waiting = hiding
    hiding = []
    for (const some of tens(waiting)) {
      const Entries = some.map(({ message, seconds }, index) => ({ Id: String(index), ReceiptHandle: message.receipt, VisibilityTimeout: seconds }))
      await settling('sqs:ChangeMessageVisibility', address.arn, () => client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }), { abortSignal: signal }), signal)
    }
  }

  return {
    state: () => ({ url, ...counts, waiting: held.size, unreadable: [...unreadable.values()].reverse(), problem: problems.receiving ?? problems.settling }),
    look: () => retry.ring(),
    async run(signal) {
      // The environment may send all requests elsewhere, as to an emulator; else they go where the URL says.
      const isElsewhere = Boolean(process.env.AWS_ENDPOINT_URL_SQS ?? process.env.AWS_ENDPOINT_URL)
      const client = new SQSClient({
        ...credentials.config, region: address.region ?? region ?? (await regionFound(access)), maxAttempts: 1, useQueueUrlAsEndpoint: false, ...(!isElsewhere && { endpoint: address.endpoint }),
        requestHandler: { ...answering, socketTimeout: longPoll * 1_000 + quiet },
      })
      signal.addEventListener('abort', () => client.destroy(), { once: true })
      await Promise.all([receive(client, signal), settle(client, signal)])
    },
  }
}

const tens = <T>(all: readonly T[]): T[][] => Array.from({ length: Math.ceil(all.length / 10) }, (_, index) => all.slice(index * 10, index * 10 + 10))
