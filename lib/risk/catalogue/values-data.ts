import type { ValueRule } from '../rule'

const kind = 'value'
const trail = ['cloudtrail.amazonaws.com/CreateTrail', 'cloudtrail.amazonaws.com/UpdateTrail']
const selectors = ['cloudtrail.amazonaws.com/PutEventSelectors']
const shares = ['*/Modify*Attribute']
const storing = ['*/*DB*', '*/*Volume*', '*/*Cluster', '*/*FileSystem*', '*/*Domain*', '*/RunInstances', '*/*LaunchTemplate*', '*/CreateLaunchConfiguration', '*/CopySnapshot', '*/CopyImage', '*/RegisterImage', '*/*ReplicationInstance', '*/*ReplicationGroup', '*/CreateWorkspaces']
/** Words of a note that asks for money, in the spellings that occur; a bare `Decrypt` is too common a word in a trail. */
const ransomWords = [
  'ransom', 'Ransom', 'RANSOM', 'recover', 'Recover', 'RECOVER', 'restore', 'Restore', 'RESTORE', 'decrypt', 'DECRYPT', 'Decrypt_', 'Decrypt-', '_Decrypt', '-Decrypt',
  'how_to', 'how-to', 'how to', 'How_to', 'How-to', 'How to', 'HOW_TO', 'HOW-TO', 'HOW TO', 'HowTo',
]

/** Values that say what is watched no longer. */
export const auditValues: readonly ValueRule[] = [
  { id: 'trail-one-region', kind, class: 'audit', severity: 'high', why: 'The trail no longer sees the other regions.', on: trail, paths: ['requestParameters.isMultiRegionTrail'], test: { is: ['false'] } },
  { id: 'trail-no-global', kind, class: 'audit', severity: 'high', why: 'The trail no longer sees IAM and STS.', on: trail, paths: ['requestParameters.includeGlobalServiceEvents'], test: { is: ['false'] } },
  { id: 'trail-no-validation', kind, class: 'audit', severity: 'high', why: 'Files can no longer be proved unaltered.', on: trail, paths: ['requestParameters.enableLogFileValidation'], test: { is: ['false'] } },
  { id: 'trail-no-management', kind, class: 'audit', severity: 'high', why: 'The trail no longer records management events.', on: selectors, paths: ['requestParameters.eventSelectors[].includeManagementEvents'], test: { is: ['false'] } },
  { id: 'trail-read-write', kind, class: 'audit', severity: 'medium', why: 'The trail leaves out half of the events.', on: selectors, paths: ['requestParameters.eventSelectors[].readWriteType'], test: { is: ['ReadOnly', 'WriteOnly'] } },
  { id: 'trail-excludes', kind, class: 'audit', severity: 'medium', why: 'The trail leaves out a service.', on: selectors, paths: ['requestParameters.eventSelectors[].excludeManagementEventSources[]'], test: { present: true } },
  { id: 'detector-off', kind, class: 'audit', severity: 'critical', why: 'GuardDuty is off.', on: ['guardduty.amazonaws.com/UpdateDetector'], paths: ['requestParameters.enable'], test: { is: ['false'] } },
  { id: 'finding-archived', kind, class: 'audit', severity: 'high', why: 'Findings disappear by themselves.', on: ['*/CreateFilter', '*/UpdateFilter'], paths: ['requestParameters.action'], test: { is: ['ARCHIVE'] } },
  { id: 'bucket-logging-off', kind, class: 'audit', severity: 'high', why: 'Access to the bucket is no longer recorded.', on: ['s3.amazonaws.com/PutBucketLogging'], paths: ['requestParameters.BucketLoggingStatus'], test: { lacks: 'LoggingEnabled' } },
]

/** Values that say whose the data becomes, and whether it survives. */
export const dataValues: readonly ValueRule[] = [
  { id: 'short-lifecycle', kind, class: 'data', severity: 'high', why: 'Objects vanish within days; for a bucket of logs, evidence does.', on: ['*/PutBucketLifecycle*'], paths: ['requestParameters.LifecycleConfiguration..Expiration.Days'], test: { matches: '^[1-7]$' } },
  { id: 'acl-public', kind, class: 'data', severity: 'high', why: 'Everybody may read, or write.', paths: ['requestParameters..x-amz-acl', 'requestParameters..x-amz-acl[]', 'requestParameters..accessControlList', 'requestParameters..accessControlList[]'], test: { matches: '^public-read(-write)?$' }, needles: ['public-read'] },
  { id: 'acl-grantee', kind, class: 'data', severity: 'high', why: 'Everybody, or everybody with any AWS account, gets in.', paths: ['requestParameters.AccessControlPolicy..Grantee.URI', ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((right) => `requestParameters..x-amz-grant-${right}`)], test: { matches: 'global/(?:AllUsers|AuthenticatedUsers)' }, needles: ['global/AllUsers', 'global/AuthenticatedUsers'] },
  { id: 'public-block-off', kind, class: 'data', severity: 'high', why: 'The block on public access has a hole.', on: ['*/Put*PublicAccessBlock'], paths: ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'].map((key) => `requestParameters.PublicAccessBlockConfiguration.${key}`), test: { is: ['false'] } },
  { id: 'versioning-off', kind, class: 'data', severity: 'medium', why: 'What is overwritten or deleted is gone.', on: ['*/PutBucketVersioning'], paths: ['requestParameters.VersioningConfiguration.Status'], test: { is: ['Suspended'] } },
  { id: 'mfa-delete-off', kind, class: 'data', severity: 'high', why: 'Old versions can be deleted without a second factor.', on: ['*/PutBucketVersioning'], paths: ['requestParameters.VersioningConfiguration.MfaDelete'], test: { is: ['Disabled'] } },
  { id: 'snapshot-public', kind, class: 'data', severity: 'critical', why: 'Everybody may copy this data.', on: ['*/Modify*SnapshotAttribute'], paths: ['requestParameters.createVolumePermission.add.items[].group', 'requestParameters.valuesToAdd[]'], test: { is: ['all'] } },
  { id: 'snapshot-shared', kind, class: 'data', severity: 'high', why: 'Another account may copy this data.', on: ['*/Modify*SnapshotAttribute'], paths: ['requestParameters.createVolumePermission.add.items[].userId', 'requestParameters.valuesToAdd[]'], test: { foreignAccount: true } },
  { id: 'image-shared', kind, class: 'data', severity: 'high', why: 'Everybody may copy this image with its data.', on: shares, paths: ['requestParameters.launchPermission.add.items[].group'], test: { is: ['all'] } },
  { id: 'image-shared', kind, class: 'data', severity: 'high', why: 'Another account may copy this image with its data.', on: shares, paths: ['requestParameters.launchPermission.add.items[].userId'], test: { foreignAccount: true } },
  { id: 'publicly-accessible', kind, class: 'data', severity: 'high', why: 'The database gets a public address.', paths: ['requestParameters.publiclyAccessible'], test: { is: ['true'] }, needles: ['publiclyAccessible'] },
  { id: 'not-encrypted', kind, class: 'data', severity: 'medium', why: 'The data is stored in the clear.', on: storing, paths: ['requestParameters.storageEncrypted', 'requestParameters..encrypted', 'requestParameters..Encrypted'], test: { is: ['false'] } },
  { id: 'no-final-snapshot', kind, class: 'data', severity: 'medium', why: 'Nothing of the database is left.', on: ['*/DeleteDB*', '*/DeleteCluster', '*/DeleteReplicationGroup'], paths: ['requestParameters.skipFinalSnapshot', 'requestParameters.skipFinalClusterSnapshot'], test: { is: ['true'] } },
  // What is made without the protection never had it.
  { id: 'no-deletion-protection', kind, class: 'data', severity: 'medium', why: 'It can now be deleted.', notOn: ['*/Create*', '*/Restore*'], paths: ['requestParameters.deletionProtection', 'requestParameters..deletionProtectionEnabled'], test: { is: ['false'] }, needles: ['deletionProtection'] },
  { id: 'force-delete-secret', kind, class: 'data', severity: 'high', why: 'The secret is gone at once and for good.', on: ['*/DeleteSecret'], paths: ['requestParameters.forceDeleteWithoutRecovery'], test: { is: ['true'] }, needsHistory: 'lower to low when automation deletes what it made within the hour' },
  { id: 'key-soon-deleted', kind, class: 'data', severity: 'high', why: 'The shortest wait before a key is lost.', on: ['*/ScheduleKeyDeletion'], paths: ['requestParameters.pendingWindowInDays'], test: { is: ['7'] } },
  { id: 'external-key-material', kind, class: 'data', severity: 'medium', why: 'The key’s material comes from outside.', on: ['*/CreateKey'], paths: ['requestParameters.origin'], test: { is: ['EXTERNAL'] } },
  { id: 'customer-key', kind, class: 'data', severity: 'high', why: 'Encrypted with a key that only the caller has: ransom begins so.', paths: ['requestParameters.x-amz-server-side-encryption-customer-algorithm'], test: { present: true }, needles: ['x-amz-server-side-encryption-customer-algorithm'] },
  { id: 'ransom-note', kind, class: 'data', severity: 'high', why: 'The name of a note that asks for money.', on: ['*/PutObject'], paths: ['requestParameters.key'], test: { matches: `(?:${ransomWords.join('|')}).*\\.(?:[tT][xX][tT]|[hH][tT][mM][lL])` }, needles: ransomWords },
]

/** Values that say what a component is. */
export const componentValues: readonly ValueRule[] = [
  { id: 'termination-protection-off', kind, class: 'component', severity: 'medium', why: 'It can now be deleted.', on: ['*/ModifyInstanceAttribute', '*/UpdateTerminationProtection', '*/SetTerminationProtection'], paths: ['requestParameters.disableApiTermination.value', 'requestParameters..enableTerminationProtection', 'requestParameters.terminationProtected'], test: { is: ['false'] } },
  { id: 'start-script', kind, class: 'component', severity: 'high', why: 'Code that runs as root at the next start.', on: ['*/ModifyInstanceAttribute'], paths: ['requestParameters.attribute'], test: { is: ['userData'] } },
  // Machines are started with a script every day; what counts is the script of one that exists already.
  { id: 'start-script', kind, class: 'component', severity: 'high', why: 'Code that runs as root at the next start.', on: ['*/ModifyInstanceAttribute'], paths: ['requestParameters.userData', 'requestParameters.userData.value'], test: { present: true } },
  {
    id: 'mining-machine', kind, class: 'component', severity: 'high', why: 'A machine of the dear kind that thieves like.',
    on: ['*/RunInstances', '*/RequestSpot*', '*/CreateFleet', '*/CreateLaunchTemplate*', '*/CreateLaunchConfiguration', '*/ModifyInstanceAttribute'],
    paths: ['requestParameters..instanceType', 'requestParameters..InstanceType', 'requestParameters.instanceType.value'], test: { matches: '^(?:p|g|inf|trn|x|u-|hpc)[0-9a-z-]*\\.|\\.(?:metal|(?:1[6-9]|[2-9][0-9])xlarge)' },
    needsHistory: 'lower to low when the caller starts such machines always',
  },
  { id: 'shell-document', kind, class: 'component', severity: 'medium', why: 'Any command runs on the machines.', on: ['*/SendCommand', '*/StartAutomationExecution', '*/CreateAssociation'], paths: ['requestParameters.documentName', 'requestParameters.name'], test: { matches: '^AWS-Run(?:ShellScript|PowerShellScript|RemoteScript)$' } },
]

/** Values that say how somebody signed in. */
export const authenticationValues: readonly ValueRule[] = [
  // Not for federated people: their factor is checked elsewhere.
  { id: 'no-mfa-sign-in', kind, class: 'authentication', severity: 'high', why: 'A password alone was enough.', on: ['*/ConsoleLogin'], paths: ['additionalEventData.MFAUsed'], test: { is: ['No'] }, also: [{ path: 'responseElements.ConsoleLogin', is: ['Success'] }, { path: 'userIdentity.type', is: ['IAMUser', 'Root'] }] },
  { id: 'sign-in-failed', kind, class: 'authentication', severity: 'low', why: 'A sign-in failed.', on: ['*/ConsoleLogin'], paths: ['responseElements.ConsoleLogin'], test: { is: ['Failure'] }, aboutFailure: true, needsHistory: 'raise to medium when five fail within ten minutes, to high when one then succeeds' },
  { id: 'no-such-user', kind, class: 'authentication', severity: 'medium', why: 'Somebody guesses names.', on: ['*/ConsoleLogin'], paths: ['errorMessage'], test: { matches: 'No username found in supplied account' }, aboutFailure: true },
  // Identity Center hides names of people who do exist, too; so only at the console.
  { id: 'hidden-user', kind, class: 'authentication', severity: 'low', why: 'A name was typed that does not exist, perhaps a password in the wrong box.', on: ['*/ConsoleLogin', '*/CheckMfa'], paths: ['userIdentity.userName'], test: { is: ['HIDDEN_DUE_TO_SECURITY_REASONS'] }, aboutFailure: true },
]
