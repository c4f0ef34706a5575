import { isObject, textAt, type TrailRecord } from '../cloudtrail/record'

/** What logs look like from afar. */
export type Statistics = {
  records: number
  meanBytes: number
  medianBytes: number
  /** Share of each `userIdentity.type`; records without one are under ''. */
  types: ReadonlyMap<string, number>
  errors: number
  reads: number
  /** Records per row when grouped as the desk's rollup groups them. */
  fold: number
}

/** Counts and measures records. */
export function statisticsOf(records: readonly TrailRecord[]): Statistics {
  const sizes = records.map((record) => Buffer.byteLength(JSON.stringify(record))).sort((a, b) => a - b)
  const share = (holds: (record: TrailRecord) => boolean) => records.filter(holds).length / records.length
  const types = new Map<string, number>()
  for (const record of records) {
    const type = textAt(record, 'userIdentity', 'type')
    types.set(type, (types.get(type) ?? 0) + 1 / records.length)
  }
  return {
    records: records.length,
    meanBytes: sizes.reduce((sum, size) => sum + size, 0) / sizes.length,
    medianBytes: sizes[sizes.length >> 1] ?? 0,
    types,
    errors: share((record) => textAt(record, 'errorCode') !== ''),
    reads: share((record) => textAt(record, 'readOnly') === 'true'),
    fold: records.length / new Set(records.map(rowOf)).size,
  }
}

/** The row of the rollup that a record falls into: a quarter of an hour and all that is counted. */
function rowOf(record: TrailRecord): string {
  const time = textAt(record, 'eventTime')
  const quarter = `${time.slice(0, 14)}${Math.floor(Number(time.slice(14, 16)) / 15)}`
  const names = ['recipientAccountId', 'awsRegion', 'eventSource', 'eventName', 'sourceIPAddress', 'errorCode', 'readOnly']
  const who = isObject(record.userIdentity) ? ['type', 'arn', 'invokedBy'].map((name) => textAt(record, 'userIdentity', name)) : []
  return [quarter, ...names.map((name) => textAt(record, name)), ...who].join('\n')
}
