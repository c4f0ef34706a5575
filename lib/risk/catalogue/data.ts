import type { EventsBySource } from '../rule'

/** Sensitive data: read, shared, destroyed. */
export const dataEvents: EventsBySource = {
  'acm-pca.amazonaws.com': {
    DeleteCertificateAuthority: { severity: 'high', why: 'Removes the company’s certificate authority.' },
    GetCertificate: { severity: 'info', why: 'Reads a certificate.', techniques: ['T1040'] },
    IssueCertificate: { severity: 'medium', why: 'Makes a certificate in the company’s name.', techniques: ['T1040'] },
  },
  'acm.amazonaws.com': {
    DeleteCertificate: { severity: 'low', why: 'Removes a certificate.' },
    ExportCertificate: { severity: 'high', why: 'Takes a certificate with its private key out.' },
  },
  'appflow.amazonaws.com': {
    StartFlow: { severity: 'low', why: 'Copies data between services.' },
  },
  'athena.amazonaws.com': {
    GetQueryResults: { severity: 'info', why: 'Reads a query’s answer.', techniques: ['T1580'] },
    StartQueryExecution: { severity: 'info', why: 'Runs a query over data in buckets.' },
    UpdateWorkGroup: { severity: 'low', why: 'Changes where answers are written.' },
  },
  'backup.amazonaws.com': {
    DeleteBackupPlan: { severity: 'high', why: 'Stops regular backups.' },
    DeleteBackupSelection: { severity: 'medium', why: 'What it named is no longer backed up.', techniques: ['T1490'] },
    DeleteBackupVault: { severity: 'high', why: 'Removes a vault of backups.' },
    DeleteBackupVaultAccessPolicy: { severity: 'medium', why: 'Drops a vault’s own rules.' },
    DeleteBackupVaultLockConfiguration: { severity: 'critical', why: 'Takes away the lock that keeps backups from deletion.' },
    DeleteRecoveryPoint: { severity: 'high', why: 'Removes a backup.' },
    DisassociateRecoveryPoint: { severity: 'medium', why: 'A backup is no longer managed.' },
    PutBackupVaultAccessPolicy: { severity: 'medium', why: 'Changes who may use a vault of backups.' },
    StartCopyJob: { severity: 'low', why: 'Copies a backup elsewhere.' },
    StopBackupJob: { severity: 'medium', why: 'Stops a backup.', techniques: ['T1490'] },
    UpdateBackupPlan: { severity: 'medium', why: 'Changes what is backed up and for how long.', techniques: ['T1490'] },
    UpdateRecoveryPointLifecycle: { severity: 'medium', why: 'Changes how long a backup is kept.', techniques: ['T1490'] },
  },
  'bedrock.amazonaws.com': {
    Converse: { severity: 'info', why: 'Uses a model at the account’s cost.', needsHistory: 'raise to medium when the caller is new to it' },
    ConverseStream: { severity: 'info', why: 'Uses a model at the account’s cost.', needsHistory: 'raise to medium when the caller is new to it' },
    CreateAgent: { severity: 'low', why: 'Makes an agent.' },
    CreateAgentActionGroup: { severity: 'medium', why: 'Lets an agent call code.' },
    CreateFoundationModelAgreement: { severity: 'medium', why: 'Accepts the terms of a model.', techniques: ['T1496'] },
    CreateModelImportJob: { severity: 'medium', why: 'Brings a model from outside.' },
    CreateModelInvocationJob: { severity: 'medium', why: 'Uses a model on many inputs at the account’s cost.', techniques: ['T1496'] },
    CreateProvisionedModelThroughput: { severity: 'medium', why: 'Buys lasting use of a model.', techniques: ['T1496'] },
    DeleteDataSource: { severity: 'medium', why: 'Deletes what models draw on.', techniques: ['T1485'] },
    DeleteKnowledgeBase: { severity: 'medium', why: 'Deletes what models draw on.', techniques: ['T1485'] },
    GetFoundationModelAvailability: { severity: 'info', why: 'Reads whether a model can be used.', techniques: ['T1580'] },
    InvokeModel: {
      severity: 'info', why: 'Uses a model at the account’s cost.', techniques: ['T1580', 'T1496'],
      needsHistory: 'raise to medium when the caller is new to it',
    },
    InvokeModelWithResponseStream: {
      severity: 'info', why: 'Uses a model at the account’s cost.', techniques: ['T1496'],
      needsHistory: 'raise to medium when the caller is new to it',
    },
    ListFoundationModels: { severity: 'info', why: 'Lists models.', techniques: ['T1580'] },
    PutFoundationModelEntitlement: { severity: 'medium', why: 'Allows the account to use a model.', techniques: ['T1496'] },
    PutUseCaseForModelAccess: { severity: 'medium', why: 'Asks for access to models.', techniques: ['T1496'] },
    UpdateAgent: { severity: 'low', why: 'Changes an agent.' },
    UpdateAgentActionGroup: { severity: 'medium', why: 'Changes what code an agent calls.' },
    UpdateDataSource: { severity: 'low', why: 'Changes what models draw on.' },
  },
  'codecommit.amazonaws.com': {
    DeleteRepository: { severity: 'high', why: 'Removes source code.' },
    GitPull: { severity: 'info', why: 'Reads source code.' },
  },
  'datasync.amazonaws.com': {
    CreateTask: { severity: 'medium', why: 'Prepares to copy data from one place to another.' },
    StartTaskExecution: { severity: 'medium', why: 'Copies data from one place to another.' },
  },
  'dlm.amazonaws.com': {
    DeleteLifecyclePolicy: { severity: 'medium', why: 'Copies of disks are no longer made.', techniques: ['T1490'] },
  },
  'dms.amazonaws.com': {
    CreateReplicationTask: { severity: 'medium', why: 'Prepares to copy a database elsewhere.' },
    StartReplicationTask: { severity: 'medium', why: 'Copies a database elsewhere.', techniques: ['T1537'] },
  },
  'dynamodb.amazonaws.com': {
    DeleteBackup: { severity: 'high', why: 'Removes a table’s backup.' },
    DeleteTable: { severity: 'medium', why: 'Removes a table.' },
    ExportTableToPointInTime: { severity: 'high', why: 'Writes a whole table into a bucket.' },
    PutResourcePolicy: { severity: 'medium', why: 'Changes who may use a table.' },
    UpdateContinuousBackups: {
      severity: 'medium', why: 'Changes whether a table can be rolled back.',
      changes: [
        { to: 'high', why: 'The table can no longer be rolled back.', when: [{ path: 'requestParameters..pointInTimeRecoveryEnabled', is: ['false'] }] },
      ],
    },
    UpdateTable: {
      severity: 'info', why: 'Changes a table.',
      changes: [
        { to: 'medium', why: 'The table can now be deleted.', when: [{ path: 'requestParameters.deletionProtectionEnabled', is: ['false'] }] },
      ],
    },
    UpdateTimeToLive: { severity: 'medium', why: 'Decides which items delete themselves.', techniques: ['T1485'] },
  },
  'ebs.amazonaws.com': {
    GetSnapshotBlock: { severity: 'medium', why: 'Reads a disk’s copy block by block.' },
    ListSnapshotBlocks: { severity: 'medium', why: 'Lists the blocks of a disk’s copy.' },
  },
  'ec2.amazonaws.com': {
    AttachVolume: { severity: 'low', why: 'Puts a disk into a machine.', techniques: ['T1021.007'] },
    CopyImage: { severity: 'low', why: 'Copies a machine image.' },
    CopySnapshot: { severity: 'low', why: 'Copies a disk’s copy, perhaps to another region or without its key.' },
    CreateImage: { severity: 'low', why: 'Makes an image of a machine with its data.', techniques: ['T1537'] },
    CreateInstanceExportTask: { severity: 'high', why: 'Writes a machine with its data into a bucket.', techniques: ['T1005', 'T1537'] },
    CreateSnapshot: { severity: 'low', why: 'Copies a disk.', techniques: ['T1537', 'T1021'] },
    CreateSnapshots: { severity: 'low', why: 'Copies all disks of a machine.' },
    CreateStoreImageTask: { severity: 'high', why: 'Writes an image into a bucket.' },
    CreateVolume: { severity: 'low', why: 'Makes a disk, perhaps from a copy.', techniques: ['T1021.007'] },
    DeleteSnapshot: { severity: 'medium', why: 'Deletes a disk’s copy.', techniques: ['T1485'] },
    DeleteVolume: { severity: 'low', why: 'Deletes a disk.', techniques: ['T1485'] },
    DeregisterImage: { severity: 'low', why: 'Withdraws an image.' },
    DescribeInstanceAttribute: {
      severity: 'info', why: 'Reads a setting of a machine.', techniques: ['T1580'],
      changes: [
        { to: 'medium', why: 'The start script is read; secrets often stand in it.', when: [{ path: 'requestParameters.attribute', is: ['userData'] }] },
      ],
    },
    DescribeSnapshotAttribute: { severity: 'info', why: 'Reads who may use a disk’s copy.', techniques: ['T1580'] },
    DisableEbsEncryptionByDefault: { severity: 'high', why: 'New disks are no longer encrypted.' },
    DisableImageBlockPublicAccess: { severity: 'high', why: 'Machine images can be made public again.' },
    DisableSnapshotBlockPublicAccess: { severity: 'high', why: 'Disk copies can be made public again.' },
    ExportImage: { severity: 'high', why: 'Writes a machine image into a bucket.' },
    GetConsoleOutput: { severity: 'low', why: 'Reads a machine’s console, where secrets may stand.' },
    GetConsoleScreenshot: { severity: 'low', why: 'Takes a picture of a machine’s screen.', techniques: ['T1580'] },
    GetLaunchTemplateData: { severity: 'low', why: 'Reads a machine’s settings, start script included.', techniques: ['T1580'] },
    ModifyEbsDefaultKmsKeyId: { severity: 'medium', why: 'New disks are encrypted with another key.' },
    ModifyFpgaImageAttribute: { severity: 'low', why: 'Changes who may use an FPGA image.' },
    ModifyImageAttribute: {
      severity: 'medium', why: 'Changes who may use a machine image.', techniques: ['T1537'],
      changes: [
        { to: 'high', why: 'Others may copy the image.', values: ['image-shared'] },
      ],
    },
    ModifySnapshotAttribute: {
      severity: 'medium', why: 'Changes who may use a disk’s copy.', techniques: ['T1537'],
      changes: [
        { to: 'critical', why: 'Everybody may copy it.', values: ['snapshot-public'] },
        { to: 'high', why: 'Another account may copy it.', values: ['snapshot-shared'] },
      ],
    },
    RegisterImage: { severity: 'low', why: 'Makes an image usable.' },
    SharedSnapshotCopyInitiated: { severity: 'high', why: 'Another account copies a shared copy.', techniques: ['T1537'] },
    SharedSnapshotVolumeCreated: { severity: 'high', why: 'Another account made a disk from a shared copy.', techniques: ['T1537'] },
  },
  'ecr.amazonaws.com': {
    BatchGetImage: { severity: 'info', why: 'Reads an image.', techniques: ['T1530'] },
    DeleteRepository: { severity: 'medium', why: 'Removes a repository with its images.' },
    PutImage: { severity: 'info', why: 'Puts an image into a repository.' },
    PutImageScanningConfiguration: { severity: 'low', why: 'Changes whether images are scanned.' },
    PutImageTagMutability: { severity: 'low', why: 'Changes whether a tag can mean another image.' },
    PutReplicationConfiguration: { severity: 'medium', why: 'Copies images to elsewhere.' },
  },
  'elasticache.amazonaws.com': {
    CopySnapshot: { severity: 'low', why: 'Copies a cache’s copy, perhaps to a bucket elsewhere.' },
    DeleteReplicationGroup: { severity: 'medium', why: 'Deletes a cache.', techniques: ['T1485'] },
  },
  'elasticfilesystem.amazonaws.com': {
    DeleteFileSystem: { severity: 'high', why: 'Removes a file system.', techniques: ['T1485'] },
    DeleteMountTarget: { severity: 'medium', why: 'Cuts machines off from a file system.', techniques: ['T1485'] },
    PutBackupPolicy: { severity: 'medium', why: 'Changes whether a file system is backed up.', techniques: ['T1490'] },
    PutFileSystemPolicy: { severity: 'medium', why: 'Changes who may mount a file system.' },
  },
  'es.amazonaws.com': {
    AuthorizeVpcEndpointAccess: { severity: 'medium', why: 'Lets another account reach a search domain.' },
    DeleteDomain: { severity: 'high', why: 'Removes a search domain.' },
    DeleteElasticsearchDomain: { severity: 'high', why: 'Removes a search domain.' },
    UpdateDomainConfig: {
      severity: 'low', why: 'Changes a search domain.',
      changes: [
        { to: 'high', why: 'The policy lets in everybody or another account.', values: ['principal-everyone'] },
      ],
    },
    UpdateElasticsearchDomainConfig: {
      severity: 'low', why: 'Changes a search domain.',
      changes: [
        { to: 'high', why: 'The policy lets in everybody or another account.', values: ['principal-everyone'] },
      ],
    },
  },
  'firehose.amazonaws.com': {
    UpdateDestination: { severity: 'medium', why: 'Sends a stream of data elsewhere.', techniques: ['T1537'] },
  },
  'fsx.amazonaws.com': {
    CopyBackup: { severity: 'low', why: 'Copies a backup.' },
    DeleteBackup: { severity: 'high', why: 'Deletes a backup of a file system.', techniques: ['T1490'] },
    DeleteFileSystem: { severity: 'high', why: 'Deletes a file system.', techniques: ['T1485'] },
  },
  'glacier.amazonaws.com': {
    DeleteArchive: { severity: 'high', why: 'Deletes an archive.', techniques: ['T1485'] },
    DeleteVault: { severity: 'high', why: 'Removes an archive.' },
    SetVaultAccessPolicy: { severity: 'medium', why: 'Changes who may use an archive.' },
  },
  'kms.amazonaws.com': {
    CancelKeyDeletion: { severity: 'low', why: 'A key will not be deleted after all.' },
    CreateGrant: {
      severity: 'low', why: 'Lets another principal use a key.',
      changes: [
        { to: 'info', why: 'A service asks for it on somebody’s behalf.', who: { invoked: true } },
      ],
    },
    CreateKey: {
      severity: 'low', why: 'Makes a key.', techniques: ['T1486'],
      changes: [
        { to: 'medium', why: 'The key’s material comes from outside.', values: ['external-key-material'] },
      ],
    },
    Decrypt: { severity: 'info', why: 'Reads something encrypted.' },
    DeleteAlias: { severity: 'low', why: 'Removes the name of a key.' },
    DeleteCustomKeyStore: { severity: 'high', why: 'Removes a store of keys.', techniques: ['T1485'] },
    DeleteImportedKeyMaterial: { severity: 'high', why: 'Data under this key cannot be read any more.' },
    DisableKey: { severity: 'high', why: 'Data under this key cannot be read for now.' },
    DisableKeyRotation: { severity: 'medium', why: 'Stops the regular change of a key.' },
    DisconnectCustomKeyStore: { severity: 'high', why: 'Keys no longer work, nor what they lock.', techniques: ['T1486'] },
    Encrypt: { severity: 'info', why: 'Encrypts something.', techniques: ['T1486'] },
    GenerateDataKey: { severity: 'info', why: 'Makes a key for data.' },
    GenerateDataKeyWithoutPlaintext: { severity: 'info', why: 'Makes a key for data to be used later.', techniques: ['T1486'] },
    GetParametersForImport: { severity: 'medium', why: 'Prepares to bring key material from outside.' },
    ImportKeyMaterial: { severity: 'high', why: 'Brings key material from outside: a way to encrypt for ransom.' },
    PutKeyPolicy: {
      severity: 'medium', why: 'Changes who may use a key.', techniques: ['T1486'],
      changes: [
        { to: 'high', why: 'The policy lets in everybody or another account.', values: ['principal-everyone', 'principal-foreign-account'] },
      ],
    },
    ReplicateKey: { severity: 'medium', why: 'Copies a key to another region.' },
    RetireGrant: { severity: 'info', why: 'A right to use a key ends.' },
    RevokeGrant: { severity: 'low', why: 'Withdraws a right to use a key.' },
    ScheduleKeyDeletion: { severity: 'high', why: 'Data under this key will be lost for good.', techniques: ['T1485'] },
    UpdateAlias: { severity: 'medium', why: 'A name now means another key.' },
  },
  'rbin.amazonaws.com': {
    DeleteRule: { severity: 'high', why: 'What is deleted is no longer kept.', techniques: ['T1490'] },
    UpdateRule: { severity: 'medium', why: 'Changes how long what is deleted is kept.', techniques: ['T1490'] },
  },
  'rds.amazonaws.com': {
    CopyDBClusterSnapshot: { severity: 'low', why: 'Copies a database’s copy.' },
    CopyDBSnapshot: { severity: 'low', why: 'Copies a database’s copy.' },
    CreateDBClusterSnapshot: { severity: 'low', why: 'Copies a database cluster.' },
    CreateDBSnapshot: { severity: 'low', why: 'Copies a database.', techniques: ['T1537'] },
    DeleteDBCluster: { severity: 'high', why: 'Removes a cluster of databases.', techniques: ['T1485'] },
    DeleteDBClusterAutomatedBackup: { severity: 'high', why: 'Deletes the backups of a database.', techniques: ['T1490'] },
    DeleteDBClusterSnapshot: { severity: 'medium', why: 'Deletes a cluster’s copy.' },
    DeleteDBInstance: {
      severity: 'medium', why: 'Removes a database.', techniques: ['T1485'],
      changes: [
        { to: 'high', why: 'Neither a last snapshot nor a backup is left.', when: [{ path: 'requestParameters.skipFinalSnapshot', is: ['true'] }, { path: 'requestParameters.deleteAutomatedBackups', is: ['true'] }] },
      ],
    },
    DeleteDBInstanceAutomatedBackup: { severity: 'high', why: 'Removes the backups of a database.' },
    DeleteDBSnapshot: { severity: 'medium', why: 'Deletes a database’s copy.' },
    DeleteGlobalCluster: { severity: 'high', why: 'Removes a cluster that spans regions.', techniques: ['T1485'] },
    DownloadDBLogFilePortion: { severity: 'low', why: 'Reads a database’s log.' },
    EnableHttpEndpoint: { severity: 'medium', why: 'A database answers without a way through the network.' },
    ModifyDBCluster: {
      severity: 'low', why: 'Changes a cluster.',
      changes: [
        { to: 'high', why: 'The administrator’s password is set.', values: ['password-set'] },
        { to: 'medium', why: 'It can now be deleted.', values: ['no-deletion-protection'] },
      ],
    },
    ModifyDBClusterSnapshotAttribute: {
      severity: 'medium', why: 'Changes who may use a cluster’s copy.',
      changes: [
        { to: 'critical', why: 'Everybody may copy it.', values: ['snapshot-public'] },
        { to: 'high', why: 'Another account may copy it.', values: ['snapshot-shared'] },
      ],
    },
    ModifyDBInstance: {
      severity: 'low', why: 'Changes a database.', techniques: ['T1556', 'T1550'],
      changes: [
        { to: 'high', why: 'The administrator’s password is set, or the database gets a public address.', values: ['password-set', 'publicly-accessible'] },
        { to: 'medium', why: 'It can now be deleted.', values: ['no-deletion-protection'] },
      ],
    },
    ModifyDBSnapshotAttribute: {
      severity: 'medium', why: 'Changes who may use a database’s copy.', techniques: ['T1537'],
      changes: [
        { to: 'critical', why: 'Everybody may copy it.', values: ['snapshot-public'] },
        { to: 'high', why: 'Another account may copy it.', values: ['snapshot-shared'] },
      ],
    },
    RestoreDBClusterFromSnapshot: { severity: 'medium', why: 'Opens a copy of a database.', techniques: ['T1578.002'] },
    RestoreDBInstanceFromDBSnapshot: {
      severity: 'medium', why: 'Makes a database from a copy.',
      changes: [
        { to: 'high', why: 'The database gets a public address.', values: ['publicly-accessible'] },
      ],
    },
    RestoreDBInstanceFromS3: { severity: 'low', why: 'Makes a database from a bucket.' },
    RestoreDBInstanceToPointInTime: { severity: 'low', why: 'Opens an earlier state of a database.' },
    StartExportTask: { severity: 'high', why: 'Writes a database’s data into a bucket.', techniques: ['T1537'] },
  },
  'redshift-serverless.amazonaws.com': {
    DeleteNamespace: { severity: 'high', why: 'Deletes a warehouse.', techniques: ['T1485'] },
  },
  'redshift.amazonaws.com': {
    AuthorizeDataShare: { severity: 'medium', why: 'Shares a warehouse’s data.', techniques: ['T1537'] },
    AuthorizeSnapshotAccess: { severity: 'high', why: 'Lets another account use a warehouse’s copy.' },
    CreateClusterSnapshot: { severity: 'low', why: 'Copies a warehouse.' },
    DeleteCluster: { severity: 'high', why: 'Removes a warehouse.' },
    DeleteClusterSnapshot: { severity: 'medium', why: 'Deletes a copy of a warehouse.', techniques: ['T1490'] },
    DisableLogging: { severity: 'high', why: 'Stops the logs of a warehouse.' },
    GetClusterCredentials: { severity: 'low', why: 'Gets a password of the warehouse.' },
    ModifyCluster: {
      severity: 'low', why: 'Changes a warehouse.',
      changes: [
        { to: 'high', why: 'The administrator’s password is set, or the warehouse gets a public address.', values: ['password-set', 'publicly-accessible'] },
      ],
    },
  },
  's3.amazonaws.com': {
    CopyObject: {
      severity: 'info', why: 'Copies an object.',
      changes: [
        { to: 'high', why: 'Encrypted with a key that only the caller has.', values: ['customer-key'] },
      ],
    },
    CreateAccessPoint: { severity: 'low', why: 'Makes another entrance to a bucket.' },
    CreateBucket: { severity: 'low', why: 'Makes a bucket.' },
    CreateJob: { severity: 'medium', why: 'Does something to many objects at once.' },
    DeleteAccountPublicAccessBlock: { severity: 'critical', why: 'Takes the block on public access off the whole account.' },
    DeleteBucket: {
      severity: 'medium', why: 'Removes a bucket.', techniques: ['T1485'],
      changes: [
        { to: 'low', why: 'A service does it on somebody’s behalf.', who: { invoked: true } },
      ],
      needsHistory: 'lower to low when automation does it',
    },
    DeleteBucketEncryption: { severity: 'medium', why: 'Objects fall back to the default encryption.' },
    DeleteBucketLifecycle: { severity: 'low', why: 'Objects are no longer deleted or moved by age.' },
    DeleteBucketPolicy: { severity: 'medium', why: 'Drops a bucket’s own rules, denials included.', techniques: ['T1578'] },
    DeleteBucketPublicAccessBlock: { severity: 'high', why: 'Takes the block on public access off a bucket.' },
    DeleteBucketReplication: { severity: 'low', why: 'Ends copying to another place.' },
    DeleteObject: {
      severity: 'info', why: 'Deletes an object.', techniques: ['T1485'],
      needsHistory: 'raise to medium when one caller deletes many',
    },
    DeleteObjects: { severity: 'low', why: 'Deletes many objects at once.' },
    GetBucketAcl: { severity: 'info', why: 'Reads who may use a bucket.', techniques: ['T1526'] },
    GetBucketPolicy: { severity: 'info', why: 'Reads who may use a bucket.', techniques: ['T1526'] },
    GetBucketPublicAccessBlock: { severity: 'info', why: 'Reads whether a bucket can be public.' },
    GetBucketVersioning: { severity: 'info', why: 'Reads whether old versions are kept.', techniques: ['T1526'] },
    GetObject: {
      severity: 'info', why: 'Reads an object.', techniques: ['T1048'],
      needsHistory: 'raise to medium when one caller reads far more than it used to',
    },
    ListBuckets: { severity: 'info', why: 'Lists buckets.', techniques: ['T1526'] },
    PutAccessPointPolicy: { severity: 'medium', why: 'Changes who may use an entrance to a bucket.' },
    PutAccountPublicAccessBlock: { severity: 'high', why: 'Changes the block on public access of the whole account.' },
    PutBucketAcl: {
      severity: 'medium', why: 'Changes who may read and write a bucket.', techniques: ['T1048'],
      changes: [
        { to: 'high', why: 'It grants everybody access.', values: ['acl-public', 'acl-grantee'] },
      ],
    },
    PutBucketCors: { severity: 'low', why: 'Lets other sites\' pages read from a bucket.' },
    PutBucketEncryption: { severity: 'low', why: 'Changes how objects are encrypted.', techniques: ['T1486'] },
    PutBucketLifecycle: {
      severity: 'medium', why: 'Decides when objects are deleted.', techniques: ['T1485'],
      changes: [
        { to: 'high', why: 'Objects vanish within a week.', values: ['short-lifecycle'] },
      ],
    },
    PutBucketLifecycleConfiguration: {
      severity: 'medium', why: 'Decides when objects are deleted.',
      changes: [
        { to: 'high', why: 'Objects vanish within a week.', values: ['short-lifecycle'] },
      ],
    },
    PutBucketObjectLockConfiguration: { severity: 'medium', why: 'Changes whether objects can be deleted.' },
    PutBucketOwnershipControls: { severity: 'low', why: 'Changes whether ACLs count.' },
    PutBucketPolicy: {
      severity: 'medium', why: 'Changes who may read and write a bucket.', techniques: ['T1048'],
      changes: [
        { to: 'high', why: 'The policy lets in everybody or another account.', values: ['principal-everyone', 'principal-foreign-account'] },
      ],
    },
    PutBucketPublicAccessBlock: {
      severity: 'medium', why: 'Changes the block on public access of a bucket.',
      changes: [
        { to: 'high', why: 'The block has a hole.', values: ['public-block-off'] },
      ],
    },
    PutBucketReplication: {
      severity: 'medium', why: 'Copies every new object elsewhere.', techniques: ['T1537'],
      changes: [
        { to: 'high', why: 'The destination is in another account.', when: [{ path: 'requestParameters..Destination.Account', foreignAccount: true }] },
      ],
    },
    PutBucketVersioning: {
      severity: 'low', why: 'Changes whether old versions are kept.', techniques: ['T1490', 'T1537'],
      changes: [
        { to: 'high', why: 'Old versions are kept no longer, or can be deleted without a second factor.', values: ['versioning-off', 'mfa-delete-off'] },
      ],
    },
    PutBucketWebsite: { severity: 'medium', why: 'Serves a bucket as a web site.' },
    PutMultiRegionAccessPointPolicy: { severity: 'medium', why: 'Changes who may use an access point.' },
    PutObject: {
      severity: 'info', why: 'Writes an object.', techniques: ['T1565.001'],
      changes: [
        { to: 'high', why: 'Ransom begins so.', values: ['customer-key', 'ransom-note'] },
      ],
    },
    PutObjectAcl: {
      severity: 'medium', why: 'Changes who may read an object.',
      changes: [
        { to: 'high', why: 'It grants everybody access.', values: ['acl-public', 'acl-grantee'] },
      ],
    },
    RestoreObject: { severity: 'low', why: 'Brings an archived object back.' },
    SelectObjectContent: { severity: 'low', why: 'Searches inside objects.' },
  },
  'secretsmanager.amazonaws.com': {
    BatchGetSecretValue: { severity: 'medium', why: 'Reads many secrets at once.' },
    CancelRotateSecret: { severity: 'medium', why: 'Stops the regular change of a secret.' },
    CreateSecret: { severity: 'info', why: 'Makes a secret.' },
    DeleteResourcePolicy: { severity: 'low', why: 'Drops a secret’s own rules.' },
    DeleteSecret: {
      severity: 'medium', why: 'Deletes a secret.',
      changes: [
        { to: 'high', why: 'The secret is gone at once.', values: ['force-delete-secret'] },
      ],
    },
    DescribeSecret: { severity: 'info', why: 'Reads what is known of a secret.', techniques: ['T1555.006'] },
    EndSecretVersionDelete: { severity: 'info', why: 'The service deleted an old value.' },
    GetSecretValue: {
      severity: 'low', why: 'Reads a secret.', techniques: ['T1555.006'],
      changes: [
        { to: 'medium', why: 'A person reads it.', who: { person: true } },
      ],
      needsHistory: 'raise to medium when the caller reads many; lower to info when a service’s role reads its own secret as always',
    },
    ListSecrets: { severity: 'info', why: 'Lists secrets.', techniques: ['T1555'] },
    PutResourcePolicy: {
      severity: 'medium', why: 'Changes who may read a secret.',
      changes: [
        { to: 'high', why: 'The policy lets in everybody or another account.', values: ['principal-everyone', 'principal-foreign-account'] },
      ],
    },
    PutSecretValue: { severity: 'low', why: 'Writes a secret.' },
    ReplicateSecretToRegions: { severity: 'medium', why: 'Copies a secret to other regions.' },
    RestoreSecret: { severity: 'low', why: 'Brings a deleted secret back.' },
    RotateSecret: { severity: 'info', why: 'Makes a new value for a secret.' },
    StartSecretVersionDelete: { severity: 'info', why: 'The service begins to delete an old value.' },
    UpdateSecret: { severity: 'low', why: 'Changes a secret or its key.' },
  },
  'ses.amazonaws.com': {
    CreateEmailIdentity: { severity: 'low', why: 'Prepares to send mail from an address or domain.', techniques: ['T1496'] },
    CreateEmailIdentityPolicy: { severity: 'medium', why: 'Lets others send mail in this name.', techniques: ['T1496'] },
    CreateReceiptRule: { severity: 'medium', why: 'Decides where incoming mail goes.', techniques: ['T1114.003'] },
    DeleteIdentity: { severity: 'medium', why: 'Removes an address or domain that mail was sent from.', techniques: ['T1578', 'T1070'] },
    DeleteSuppressedDestination: { severity: 'low', why: 'Mail goes again to who did not want it.', techniques: ['T1496'] },
    GetAccount: { severity: 'info', why: 'Reads how mail is set up.', techniques: ['T1087.004'] },
    GetAccountSendingEnabled: { severity: 'info', why: 'Reads whether mail can be sent.', techniques: ['T1087'] },
    GetSendQuota: {
      severity: 'info', why: 'Reads how much mail can be sent.', techniques: ['T1580'],
      needsHistory: 'raise to medium when the key or caller is new to it',
    },
    PutAccountDetails: { severity: 'medium', why: 'Asks to send more mail.', techniques: ['T1578.005'] },
    PutAccountSendingAttributes: { severity: 'medium', why: 'Switches sending mail on or off.', techniques: ['T1496'] },
    PutIdentityPolicy: { severity: 'medium', why: 'Lets others send mail in this name.', techniques: ['T1496'] },
    SendEmail: { severity: 'info', why: 'Sends mail in the account’s name.', techniques: ['T1496.004', 'T1567'] },
    SetActiveReceiptRuleSet: { severity: 'medium', why: 'Decides where incoming mail goes.', techniques: ['T1114.003'] },
    UpdateAccountSendingEnabled: { severity: 'medium', why: 'Switches sending mail on or off.', techniques: ['T1496'] },
    VerifyDomainIdentity: { severity: 'low', why: 'Prepares to send mail in a name.', techniques: ['T1496'] },
    VerifyEmailIdentity: { severity: 'low', why: 'Prepares to send mail from an address.', techniques: ['T1496'] },
  },
  'sms-voice.amazonaws.com': {
    RequestPhoneNumber: { severity: 'medium', why: 'Rents a number to send messages from.', techniques: ['T1496'] },
    SetTextMessageSpendLimitOverride: { severity: 'medium', why: 'Changes what text messages may cost.', techniques: ['T1496'] },
  },
  'snowball.amazonaws.com': {
    CreateJob: { severity: 'medium', why: 'Orders a device to carry data away.', techniques: ['T1537'] },
  },
  'sns.amazonaws.com': {
    CreateSMSSandboxPhoneNumber: { severity: 'medium', why: 'Prepares to send text messages.', techniques: ['T1496'] },
    GetSMSAttributes: { severity: 'info', why: 'Reads how text messages are set up.', techniques: ['T1580'] },
    GetSMSSandboxAccountStatus: { severity: 'info', why: 'Reads whether text messages can be sent.', techniques: ['T1580'] },
    Publish: {
      severity: 'info', why: 'Sends a message.', techniques: ['T1496'],
      needsHistory: 'raise to medium when phoneNumber is set by a new caller',
    },
    SetSMSAttributes: { severity: 'medium', why: 'Changes what text messages may cost and say.', techniques: ['T1496'] },
  },
  'ssm.amazonaws.com': {
    DeleteParameter: { severity: 'low', why: 'Removes a parameter.' },
    DeleteParameters: { severity: 'low', why: 'Removes parameters.' },
    PutParameter: { severity: 'low', why: 'Writes a parameter, perhaps a secret one.' },
  },
  'transfer.amazonaws.com': {
    CreateServer: { severity: 'medium', why: 'Makes an entrance for file transfer.', techniques: ['T1537'] },
    CreateUser: { severity: 'medium', why: 'Makes a user for file transfer.', techniques: ['T1537'] },
    ImportSshPublicKey: { severity: 'medium', why: 'Gives a file transfer user a key.' },
  },
}
