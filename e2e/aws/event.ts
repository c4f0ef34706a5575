import { z } from 'zod'

/** An event as LookupEvents answers it. What is not known of it is undefined, which JSON leaves out: AWS never says null. */
export interface Event {
  EventId: string
  EventName: string | undefined
  ReadOnly: 'true' | 'false' | undefined
  AccessKeyId: string | undefined
  /** Seconds since 1970. */
  EventTime: number
  EventSource: string | undefined
  Username: string | undefined
  Resources: { ResourceType: string | undefined; ResourceName: string | undefined }[]
  /** The record's text, byte for byte as it was given. */
  CloudTrailEvent: string
}

/** An event with what decides who may see it. */
export interface Held {
  event: Event
  category: 'Management' | 'Insight'
  account: string
  region: string
}

/** Of any record: whether LookupEvents knows its like at all. */
const kind = z.object({ eventCategory: z.string().optional(), eventType: z.string().optional(), managementEvent: z.boolean().optional() })

// Real records lack, mask and mistype most of their fields; only what says where an event belongs must be there.
const text = z.string().min(1).optional().catch(undefined)
const lenient = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).optional().catch(undefined)
const record = z.object({
  eventID: z.string().min(1),
  eventTime: z.iso.datetime(),
  awsRegion: z.string().min(1),
  recipientAccountId: z.string().min(1),
  eventName: text,
  eventSource: text,
  readOnly: z.boolean().optional().catch(undefined),
  userIdentity: lenient({ type: text, principalId: text, userName: text, accessKeyId: text }),
  resources: z.array(z.object({ ARN: text, type: text }).catch({ ARN: undefined, type: undefined })).catch([]),
  insightDetails: lenient({ eventName: text, eventSource: text }),
})

/**
 * The event that LookupEvents makes of a record's text, or undefined for what it never serves: data, network and aggregated events.
 * AWS finds most resources of an event in its parameters; here they are only those that the record itself lists.
 * @throws Error if it is not JSON, or does not say its id, time, region and account
 */
export function heldOf(raw: string): Held | undefined {
  const json: unknown = JSON.parse(raw)
  const category = categoryOf(kind.parse(json))
  if (category === undefined) return undefined
  const { eventID, eventTime, awsRegion, recipientAccountId, readOnly, userIdentity, resources, insightDetails, ...names } = record.parse(json)
  const event: Event = {
    EventId: eventID,
    EventName: names.eventName ?? insightDetails?.eventName,
    ReadOnly: readOnly === undefined ? undefined : readOnly ? 'true' : 'false',
    AccessKeyId: userIdentity?.accessKeyId,
    EventTime: Date.parse(eventTime) / 1000,
    EventSource: names.eventSource ?? insightDetails?.eventSource,
    Username: usernameOf(userIdentity),
    Resources: resources.map(({ ARN, type }) => ({ ResourceType: type, ResourceName: ARN })),
    CloudTrailEvent: raw,
  }
  return { event, category, account: recipientAccountId, region: awsRegion }
}

/** Records older than version 1.07 have no category: their type and `managementEvent` tell. */
function categoryOf({ eventCategory, eventType, managementEvent }: z.infer<typeof kind>): Held['category'] | undefined {
  if (eventCategory === undefined) return eventType === 'AwsCloudTrailInsight' ? 'Insight' : managementEvent === false ? undefined : 'Management'
  return eventCategory === 'Management' || eventCategory === 'Insight' ? eventCategory : undefined
}

/** A role's session and a federated user are known by the name that follows the id; an AWS service has none. */
function usernameOf(identity: z.infer<typeof record>['userIdentity']): string | undefined {
  if (identity?.type === 'Root') return 'root'
  if (identity?.type === 'AssumedRole' || identity?.type === 'FederatedUser') return identity.principalId?.split(':', 2)[1] || undefined
  return identity?.userName
}
