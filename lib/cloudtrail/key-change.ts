import { type TrailRecord, textAt } from './record'

/** What a record does to a lasting access key. */
export interface KeyChange {
  key: string
  /** What the key is from then on. */
  status: 'created' | 'active' | 'inactive' | 'deleted'
}

/** The calls that do. */
export const keyChanges = ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'] as const

/** What a record does to a lasting access key; undefined if nothing, or if it was refused to. */
export function keyChangeOf(record: TrailRecord): KeyChange | undefined {
  const text = (...path: string[]) => textAt(record, ...path)
  const name = keyChanges.find((each) => each === text('eventName'))
  if (name === undefined || text('eventSource') !== 'iam.amazonaws.com' || text('errorCode') !== '') return undefined
  const key = name === 'CreateAccessKey' ? text('responseElements', 'accessKey', 'accessKeyId') : text('requestParameters', 'accessKeyId')
  if (key === '') return undefined
  if (name === 'CreateAccessKey') return { key, status: 'created' }
  return { key, status: name === 'DeleteAccessKey' ? 'deleted' : text('requestParameters', 'status').toLowerCase() === 'inactive' ? 'inactive' : 'active' }
}
