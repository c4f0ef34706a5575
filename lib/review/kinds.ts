import type { EventClass } from '@/lib/cloudtrail/facts'

/** What a story is about. One story is of one kind. */
export const storyKinds = [
  'machine-credentials', 'watchers', 'root', 'turned', 'sign-in', 'keys', 'rights', 'passwords', 'secrets', 'sharing', 'destruction', 'ways-in',
  'network', 'running', 'data', 'permission', 'authentication', 'looking-around', 'place', 'volume',
] as const
export type StoryKind = (typeof storyKinds)[number]

/** What a kind is called, and what it adds to the rank, with the reason. */
export interface KindFacts {
  label: string
  points: number
  why: string
}

/**
 * How much each kind matters beside the severity of its events: what blinds the defender or gives an intruder a way to
 * stay weighs most, what may be work as usual least.
 */
export const kinds: Readonly<Record<StoryKind, KindFacts>> = {
  'machine-credentials': { label: 'Credentials of a machine', points: 25, why: 'Credentials of a machine are used somewhere else: they have been taken.' },
  watchers: { label: 'Watchers', points: 20, why: 'CloudTrail or another watcher itself was touched: what follows may be hidden.' },
  root: { label: 'Root', points: 15, why: 'The root user acted; nothing limits it.' },
  turned: { label: 'Denied, then allowed', points: 18, why: 'What was denied before is now allowed.' },
  'sign-in': { label: 'Sign-in', points: 8, why: 'A sign-in that was not as it should be.' },
  keys: { label: 'Keys and passwords', points: 12, why: 'Made a lasting way to sign in.' },
  rights: { label: 'Rights', points: 6, why: 'Changed who may do what.' },
  passwords: { label: 'Passwords of machines', points: 12, why: 'Asked for passwords of machines.' },
  secrets: { label: 'Secrets', points: 10, why: 'Read many secrets, or settings that often hold them.' },
  sharing: { label: 'Sharing', points: 10, why: 'Opened data to others.' },
  destruction: { label: 'Removal', points: 4, why: 'Removed data or means to restore it.' },
  'ways-in': { label: 'Ways into machines', points: 6, why: 'Opened a way into machines.' },
  network: { label: 'Network', points: 5, why: 'Changed who can reach what.' },
  running: { label: 'Components', points: 2, why: 'Made, changed or removed parts of the system.' },
  data: { label: 'Data', points: 3, why: 'Changed or read sensitive data.' },
  permission: { label: 'Permissions', points: 3, why: 'Used sensitive permissions.' },
  authentication: { label: 'Authentication', points: 3, why: 'Acted in a way that says something of who it is.' },
  'looking-around': { label: 'Looking around', points: 6, why: 'Tried one thing after another that it may not do.' },
  place: { label: 'New place', points: 4, why: 'Acted from a place, or in a place, where it never was.' },
  volume: { label: 'Volume', points: 4, why: 'Did far more than it ever does at that hour.' },
}

/** Names by which events of the catalogue belong to a kind, whatever their class; the first that matches decides. */
const byName: readonly (readonly [StoryKind, RegExp])[] = [
  ['watchers', /^(Delete|Disassociate|Stop|Disable|Put)\w*(FlowLogs|QueryLog\w*|Logging\w*|LogGroup|LogStream|Alarms?|AlarmActions|Detector|Recorder|EventRule)$/],
  ['sign-in', /^(ConsoleLogin|GetSigninToken|PasswordRecovery\w*|SwitchRole|CredentialVerification|CheckMfa)$/],
  ['passwords', /^(GetPasswordData|GetInstanceAccessDetails|DownloadDefaultKeyPair|GetConsoleScreenshot|GetConsoleOutput)$/],
  ['secrets', /^((Batch)?GetSecretValue|GetParameters?(ByPath|History)?|GetFunction(Configuration)?(\d{8}(v\d)?)?)$/],
  ['keys', /^(Create(AccessKey|LoginProfile|ServiceSpecificCredential|VirtualMFADevice|User|TrustAnchor|Profile|SAMLProvider|OpenIDConnectProvider)|Update(AccessKey|LoginProfile|SAMLProvider)|UploadSigningCertificate|UploadSSHPublicKey|ResetServiceSpecificCredential|Deactivate\w*MFADevice|DeleteVirtualMFADevice|DeleteMfaDeviceForUser|PutMfaDeviceManagementForDirectory|EnableMFADevice|CreateBearerToken|Create\w*ApiKey|(Reset|Update)Password|GetFederationToken|ChangePassword)$/],
  ['sharing', /^(Modify(Snapshot|Image|DB(Cluster)?Snapshot|FpgaImage)Attribute|SharedSnapshot\w*|SharedImage\w*|PutBucket(Policy|Acl|PublicAccessBlock|Replication|Website|Cors)|PutObjectAcl|(Put|Delete)\w*PublicAccessBlock|SetRepositoryPolicy|PutResourcePolicy|PutKeyPolicy|CreateGrant|CreateResourceShare|AssociateResourceShare|AuthorizeDataShare|UpdateProjectVisibility|UpdatePublicSharingSettings|EnableAddressTransfer|AddLayerVersionPermission\w*|AddPermission\w*|CreateFunctionUrlConfig|CreateStoreImageTask|CreateInstanceExportTask|ExportImage|StartExportTask|StartExportTask\w*)$/],
  ['ways-in', /^(SendCommand|StartSession|ResumeSession|Send\w*SSHPublicKey|StartAutomationExecution|CreateAssociation|EnableSerialConsoleAccess|ModifyInstanceAttribute|ExecuteCommand|UpdateFunctionCode\w*|CreateKeyPair|ImportKeyPair|CreateEnvironmentEC2|OpenTunnel|StartConnection|CreateInstanceConnectEndpoint|UpdateAssociation|UpdateDocument\w*|CreateReplaceRootVolumeTask)$/],
  ['destruction', /^(Delete|Terminate|ScheduleKeyDeletion|Purge|Disable|Deregister|PutBucketLifecycle|PutLifecycle)/],
]

const byClass: Readonly<Record<EventClass, StoryKind>> = {
  audit: 'watchers', network: 'network', permission: 'rights', component: 'running', data: 'data', authentication: 'authentication', none: 'running',
}

const reads = /^(Get|List|Describe|Head|Batch|Search|Lookup)/

/** The kind of story to which an event of the catalogue belongs. */
export function kindOf({ event, class: cls, isRoot }: { event: string; class: EventClass; isRoot: boolean }): StoryKind {
  if (isRoot) return 'root'
  if (cls === 'audit') return 'watchers'
  const named = byName.find(([, pattern]) => pattern.test(event))?.[0]
  // To take rights or network rules away removes no data.
  if (named && !(named === 'destruction' && (cls === 'permission' || cls === 'network'))) return named
  return cls === 'permission' && reads.test(event) ? 'permission' : byClass[cls]
}

/**
 * Events that matter by their number, though one alone is everyday, and how many of one actor on one day are a story; of
 * several events, shares of these add up.
 */
export const manyOf: Readonly<Record<string, number>> = {
  // What is secret.
  GetSecretValue: 8, BatchGetSecretValue: 3, GetParameter: 8, GetParameters: 8, GetParametersByPath: 3, GetPasswordData: 8, DescribeInstanceAttribute: 10,
  // Functions with their environments, in which secrets often stand.
  GetFunction: 20, GetFunction20150331v2: 20, GetFunctionConfiguration: 20, GetFunctionConfiguration20150331v2: 20,
  // Data, read, written anew or deleted.
  GetObject: 200, CopyObject: 50, DeleteObject: 50, DeleteObjects: 5, DeleteBucket: 3, DeleteTable: 3, DeleteSnapshot: 7, DeleteDBInstance: 2, DeleteDBSnapshot: 8, DeleteRecoveryPoint: 5,
  // What costs money, or harms others: machines, models, mail and messages.
  RunInstances: 5, CreateFleet: 5, RequestSpotInstances: 5, TerminateInstances: 7, CreateCluster: 4, CreateService: 6, RunTask: 50,
  InvokeModel: 30, InvokeModelWithResponseStream: 30, Converse: 30, ConverseStream: 30, SendEmail: 50, SendRawEmail: 50, Publish: 50,
}

/** Events of `manyOf` that are read of a day, whatever their severity. */
export const countedEvents: readonly string[] = Object.keys(manyOf)
