import type { NamePattern } from '../rule'

/** What reads, where a record does not say so itself. */
export const readingNames = /^(?:Describe|List|Get|Head|BatchGet|Search)/

const pattern = (cls: NamePattern['class'], why: string, ...patterns: string[]): NamePattern[] =>
  patterns.map((each) => ({ pattern: each, class: cls, why }))

/** Keywords in the names of changes; the first that matches classes an event that the catalogue does not list. */
export const namePatterns: readonly NamePattern[] = [
  ...pattern('network', 'Changes who can reach machines.', 'AuthorizeSecurityGroup*', 'RevokeSecurityGroup*', 'ModifySecurityGroup*', 'CreateSecurityGroup*', 'DeleteSecurityGroup*', '*SecurityGroup*'),
  ...pattern('network', 'Changes a subnet filter.', 'CreateNetworkAclEntry', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'CreateNetworkAcl*', 'DeleteNetworkAcl*', '*NetworkAcl*'),
  ...pattern('network', 'Changes the ways of the network.', '*InternetGateway*', '*TransitGateway*', '*VpcPeering*', '*VpcEndpoint*', '*RouteTable*', '*VpnConnection*', '*PublicPorts*', '*WebACL*'),
  ...pattern('audit', 'Changes what is watched and recorded.', '*Logging*', '*Trail*', '*FlowLog*', '*EventSelector*', '*Detector*', '*ConfigurationRecorder*', '*DeliveryChannel*', '*SecurityHub*', '*Finding*', '*Alarm*'),
  ...pattern('authentication', 'Changes how somebody signs in.', '*MFADevice*', '*MfaDevice*', '*LoginProfile*', '*ConsoleLogin*', '*SignIn*'),
  ...pattern('permission', 'Changes keys or passwords.', '*AccessKey*', '*Password*', '*Credential*', '*SSHPublicKey*'),
  ...pattern('permission', 'Changes who may do what.', 'Attach*Policy', 'Detach*Policy', 'Put*Policy', 'Set*Policy', 'Delete*Policy', '*Permission*', '*PermissionsBoundary', '*AssumeRole*', 'AddUserTo*', '*InstanceProfile*', '*AccessEntry*', '*TrustAnchor*'),
  ...pattern('data', 'Shares, copies or removes data.', '*Snapshot*', '*SecretValue*', '*Secret', '*Backup*', '*RecoveryPoint*', '*PublicAccessBlock*', '*KeyDeletion*', 'Export*'),
  ...pattern('component', 'Starts something.', 'Run*', 'Start*'),
  ...pattern('component', 'Makes something new.', 'Create*'),
  ...pattern('component', 'Removes something.', 'Delete*', 'Terminate*'),
  ...pattern('component', 'Stops something.', 'Stop*'),
  ...pattern('component', 'Changes something.', 'Modify*', 'Update*', 'Put*'),
]

/** Everyday traffic of machines: it changes nothing that a reviewer looks for, however often it comes. */
export const noise: readonly string[] = [
  ...['Decrypt', 'Encrypt', 'GenerateDataKey*', 'ReEncrypt*', 'Sign', 'Verify*', 'GenerateMac', 'RetireGrant'].map((name) => `kms.amazonaws.com/${name}`),
  ...['GetObject*', 'HeadObject', 'PutObject', 'CopyObject', 'DeleteObject', 'UploadPart*', 'CreateMultipartUpload', 'CompleteMultipartUpload', 'AbortMultipartUpload', 'PutObjectTagging'].map((name) => `s3.amazonaws.com/${name}`),
  ...['PutLogEvents', 'CreateLogStream', 'CreateLogGroup', 'StartQuery', 'StopQuery'].map((name) => `logs.amazonaws.com/${name}`),
  ...['UpdateInstanceInformation', 'UpdateInstanceAssociationStatus', 'PutInventory', 'PutComplianceItems', 'PutConfigurePackageResult'].map((name) => `ssm.amazonaws.com/${name}`),
  ...['*Item', '*Items', 'Query', 'Scan', 'PartiQL*'].map((name) => `dynamodb.amazonaws.com/${name}`),
  ...['SendMessage*', 'ReceiveMessage', 'DeleteMessage*', 'ChangeMessageVisibility*'].map((name) => `sqs.amazonaws.com/${name}`),
  ...['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'BatchCheckLayerAvailability', 'BatchGetImage'].map((name) => `ecr.amazonaws.com/${name}`),
  'ssmmessages.amazonaws.com/*', 'ec2messages.amazonaws.com/*', 'xray.amazonaws.com/Put*', 'monitoring.amazonaws.com/PutMetricData', 'sts.amazonaws.com/AssumeRole*',
  'ecs.amazonaws.com/Submit*StateChange*', 'ecs.amazonaws.com/DiscoverPollEndpoint', 'kinesis.amazonaws.com/PutRecord*', 'firehose.amazonaws.com/PutRecord*', 'lambda.amazonaws.com/Invoke', 'sns.amazonaws.com/Publish',
  'bedrock.amazonaws.com/InvokeModel*', 'bedrock.amazonaws.com/Converse*', 'cognito-identity.amazonaws.com/GetId', 'events.amazonaws.com/PutEvents', 'config.amazonaws.com/PutEvaluations', 'health.amazonaws.com/*',
]
