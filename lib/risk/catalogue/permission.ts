import type { EventsBySource } from '../rule'

/** Accounts, keys and what they may do. */
export const permissionEvents: EventsBySource = {
  'account.amazonaws.com': {
    AcceptPrimaryEmailUpdate: { severity: 'critical', why: 'Moves the root user’s e-mail address to another.' },
    DeleteAlternateContact: { severity: 'medium', why: 'Removes who AWS calls about security or billing.' },
    DisableRegion: { severity: 'low', why: 'Closes a region.' },
    EnableRegion: { severity: 'medium', why: 'Opens a region that nobody may be watching.' },
    PutAlternateContact: { severity: 'medium', why: 'Changes who AWS calls about security or billing.' },
    PutContactInformation: { severity: 'medium', why: 'Changes the account’s own address.' },
    StartPrimaryEmailUpdate: { severity: 'critical', why: 'Starts to move the root user’s e-mail address.' },
  },
  'apigateway.amazonaws.com': {
    DeleteAuthorizer: { severity: 'medium', why: 'An API no longer checks who calls.' },
  },
  'appsync.amazonaws.com': {
    CreateApiKey: { severity: 'medium', why: 'Makes a key by which anybody who has it calls the API.', techniques: ['T1098.001'] },
    UpdateGraphqlApi: { severity: 'medium', why: 'Changes how callers of an API prove who they are.' },
    UpdateResolver: { severity: 'low', why: 'Changes the code that answers calls.' },
  },
  'cloudformation.amazonaws.com': {
    CreateStackInstances: { severity: 'medium', why: 'Rolls a template out to further accounts.' },
    CreateStackSet: { severity: 'medium', why: 'Rolls a template out to many accounts.' },
    SetStackPolicy: { severity: 'low', why: 'Changes what updates of a stack may touch.' },
  },
  'codebuild.amazonaws.com': {
    ImportSourceCredentials: { severity: 'medium', why: 'Stores credentials for source code.' },
    PutResourcePolicy: { severity: 'medium', why: 'Shares builds with other accounts.' },
    UpdateProjectVisibility: { severity: 'high', why: 'Decides whether builds and their logs are public.' },
  },
  'cognito-identity.amazonaws.com': {
    GetCredentialsForIdentity: { severity: 'info', why: 'Gives an app user temporary credentials.', techniques: ['T1078.004', 'T1078.001', 'T1078.003', 'T1078.002'] },
    SetIdentityPoolRoles: { severity: 'high', why: 'Decides which role app users get.' },
    UpdateIdentityPool: {
      severity: 'medium', why: 'Changes an identity pool.',
      changes: [
        { to: 'high', why: 'People who never signed in get credentials.', values: ['unauthenticated-pool'] },
      ],
    },
  },
  'cognito-idp.amazonaws.com': {
    AdminAddUserToGroup: { severity: 'low', why: 'Gives an app user the rights of a group.' },
    AdminCreateUser: { severity: 'low', why: 'Makes an app user.' },
    AdminSetUserPassword: { severity: 'medium', why: 'Sets an app user’s password.' },
    CreateIdentityProvider: { severity: 'medium', why: 'Lets people of another directory into an app.', techniques: ['T1484.002'] },
    SetUserPoolMfaConfig: { severity: 'medium', why: 'Changes whether app users need a second factor.' },
    UpdateUserPool: { severity: 'medium', why: 'Changes how app users sign in.' },
    UpdateUserPoolClient: { severity: 'medium', why: 'Changes how an app signs its users in.' },
  },
  'datapipeline.amazonaws.com': {
    CreatePipeline: { severity: 'low', why: 'Makes a pipeline that runs with a role.' },
    PutPipelineDefinition: { severity: 'medium', why: 'Changes what a pipeline runs with its role.' },
  },
  'ec2-instance-connect.amazonaws.com': {
    OpenTunnel: { severity: 'medium', why: 'Opens a tunnel to a machine without a public address.' },
    SendSSHPublicKey: { severity: 'medium', why: 'Opens a machine to an SSH key for a minute.', techniques: ['T1021.004'] },
    SendSerialConsoleSSHPublicKey: { severity: 'high', why: 'Opens a machine’s serial console to an SSH key.', techniques: ['T1021.004'] },
  },
  'ec2.amazonaws.com': {
    AssociateIamInstanceProfile: { severity: 'medium', why: 'Gives a running machine a role.' },
    CreateKeyPair: { severity: 'low', why: 'Makes an SSH key pair.', techniques: ['T1098.001'] },
    CreateReplaceRootVolumeTask: { severity: 'medium', why: 'Replaces the disk that a machine starts from.' },
    DeleteKeyPair: { severity: 'info', why: 'Removes an SSH key pair.' },
    DisassociateIamInstanceProfile: { severity: 'low', why: 'Takes a machine’s role away.' },
    EnableSerialConsoleAccess: { severity: 'high', why: 'Allows access past the network to every machine’s console.', techniques: ['T1021.008'] },
    GetPasswordData: { severity: 'high', why: 'Reads the administrator password of a Windows machine.', techniques: ['T1555'] },
    ImportKeyPair: { severity: 'medium', why: 'Brings an SSH key from outside.', techniques: ['T1098.001'] },
    ModifyInstanceAttribute: {
      severity: 'low', why: 'Changes a machine; its start script, security groups or protection.', techniques: ['T1098'],
      changes: [
        { to: 'high', why: 'The start script is replaced.', values: ['start-script'] },
        { to: 'medium', why: 'The machine can now be deleted.', values: ['termination-protection-off'] },
      ],
    },
    ModifyInstanceMetadataDefaults: { severity: 'medium', why: 'Changes how new machines hand out credentials.' },
    ModifyInstanceMetadataOptions: {
      severity: 'medium', why: 'Changes how machines hand out credentials.',
      changes: [
        { to: 'high', why: 'Machines hand out credentials to a simple request.', values: ['imds-v1'] },
      ],
    },
    ReplaceIamInstanceProfileAssociation: { severity: 'medium', why: 'Gives a running machine another role.', techniques: ['T1098.003'] },
  },
  'ecr-public.amazonaws.com': {
    SetRepositoryPolicy: { severity: 'medium', why: 'Changes who may push public images.' },
  },
  'ecr.amazonaws.com': {
    DeleteRepositoryPolicy: { severity: 'low', why: 'Drops a repository’s own rules.' },
    GetAuthorizationToken: { severity: 'info', why: 'Gets the token for pulling and pushing images.', techniques: ['T1528'] },
    PutRegistryPolicy: { severity: 'medium', why: 'Lets other accounts into the registry.' },
    SetRepositoryPolicy: {
      severity: 'medium', why: 'Changes who may pull or push images.',
      changes: [
        { to: 'high', why: 'The policy lets in everybody or another account.', values: ['principal-everyone'] },
      ],
    },
  },
  'eks.amazonaws.com': {
    AssociateAccessPolicy: { severity: 'high', why: 'Gives a principal rights inside a cluster.', techniques: ['T1098'] },
    AssociateIdentityProviderConfig: { severity: 'high', why: 'Lets people of another directory into a cluster.', techniques: ['T1484.002'] },
    CreateAccessEntry: { severity: 'medium', why: 'Lets a principal into a cluster.', techniques: ['T1098'] },
    CreatePodIdentityAssociation: { severity: 'medium', why: 'Gives pods a role.', techniques: ['T1098.003'] },
    UpdateAccessEntry: { severity: 'medium', why: 'Changes what a principal may do in a cluster.', techniques: ['T1098'] },
    UpdateClusterConfig: {
      severity: 'medium', why: 'Changes how a cluster is reached or logged.',
      changes: [
        { to: 'high', why: 'The cluster can be reached from the internet.', when: [{ path: 'requestParameters..endpointPublicAccess', is: ['true'] }] },
        { to: 'high', why: 'The cluster’s logs are off.', when: [{ path: 'requestParameters.logging..enabled', is: ['false'] }] },
      ],
    },
  },
  'glue.amazonaws.com': {
    CreateDevEndpoint: { severity: 'medium', why: 'Starts a machine that holds a role and takes an SSH key.', techniques: ['T1098'] },
    PutResourcePolicy: { severity: 'medium', why: 'Changes who may use the data catalogue.' },
    UpdateDevEndpoint: { severity: 'medium', why: 'Changes the SSH keys of a development endpoint.', techniques: ['T1098'] },
  },
  'grafana.amazonaws.com': {
    CreateWorkspaceApiKey: { severity: 'medium', why: 'Makes a key for dashboards.', techniques: ['T1098.001'] },
    UpdatePermissions: { severity: 'medium', why: 'Changes who sees dashboards.' },
  },
  'iam.amazonaws.com': {
    AddClientIDToOpenIDConnectProvider: { severity: 'medium', why: 'Accepts tokens meant for a further client.' },
    AddRoleToInstanceProfile: { severity: 'medium', why: 'Decides which role machines with this profile have.', techniques: ['T1098.001'] },
    AddUserToGroup: {
      severity: 'medium', why: 'Gives a user everything that the group may do.', techniques: ['T1098'],
      needsHistory: 'raise to high when the group has administrator rights',
    },
    AttachGroupPolicy: {
      severity: 'medium', why: 'Gives a whole group a managed policy.', techniques: ['T1098.003'],
      changes: [
        { to: 'high', why: 'The policy gives full or nearly full rights.', values: ['admin-policy', 'power-policy'] },
      ],
    },
    AttachRolePolicy: {
      severity: 'low', why: 'Gives a role a managed policy.', techniques: ['T1098'],
      changes: [
        { to: 'high', why: 'The policy gives full or nearly full rights.', values: ['admin-policy', 'power-policy'] },
      ],
    },
    AttachUserPolicy: {
      severity: 'medium', why: 'Gives a user a managed policy.', techniques: ['T1098.003'],
      changes: [
        { to: 'high', why: 'The policy gives full or nearly full rights.', values: ['admin-policy', 'power-policy'] },
      ],
    },
    ChangePassword: { severity: 'low', why: 'A user changes the own password.', techniques: ['T1078.004', 'T1136'] },
    CreateAccessKey: {
      severity: 'medium', why: 'Makes a long-lived key; whoever holds it acts as that user.', techniques: ['T1078.004', 'T1136.003'],
      changes: [
        { to: 'high', why: 'The key is for another user.', values: ['key-for-another'] },
      ],
    },
    CreateAccountAlias: { severity: 'low', why: 'Changes the name under which people sign in.' },
    CreateGroup: { severity: 'low', why: 'Makes a group of users.', techniques: ['T1098.003'] },
    CreateInstanceProfile: { severity: 'low', why: 'Makes the holder through which machines get a role.' },
    CreateLoginProfile: { severity: 'high', why: 'Gives a user a console password.', techniques: ['T1078.004', 'T1078.001', 'T1098.001'] },
    CreateOpenIDConnectProvider: { severity: 'high', why: 'Lets tokens of an outside provider open roles.', techniques: ['T1136.003'] },
    CreatePolicy: {
      severity: 'low', why: 'Makes a policy that can be attached.', techniques: ['T1098.003'],
      changes: [
        { to: 'high', why: 'The policy allows everything.', values: ['action-everything'] },
      ],
    },
    CreatePolicyVersion: {
      severity: 'medium', why: 'Changes what a policy allows wherever it is attached.', techniques: ['T1098.003'],
      changes: [
        { to: 'high', why: 'The policy allows everything from now on.', values: ['action-everything'], when: [{ path: 'requestParameters.setAsDefault', is: ['true'] }] },
      ],
    },
    CreateRole: {
      severity: 'low', why: 'Makes a role that others can assume.', techniques: ['T1136.003'],
      changes: [
        { to: 'high', why: 'The policy lets in everybody or another account.', values: ['principal-everyone', 'principal-foreign-account'] },
      ],
    },
    CreateSAMLProvider: { severity: 'high', why: 'Lets another identity provider vouch for people.', techniques: ['T1136.003'] },
    CreateServiceLinkedRole: { severity: 'info', why: 'A service gets the role that it needs.', techniques: ['T1098'] },
    CreateServiceSpecificCredential: { severity: 'medium', why: 'Makes a long-lived credential for one service.' },
    CreateUser: { severity: 'medium', why: 'Makes a new IAM user.', techniques: ['T1136.001', 'T1136.003'] },
    CreateVirtualMFADevice: { severity: 'low', why: 'Makes a second factor that must still be enabled.' },
    DeactivateMFADevice: { severity: 'high', why: 'Takes the second factor off a user.', techniques: ['T1562.001'] },
    DeleteAccessKey: { severity: 'low', why: 'Removes a key; it may also remove a trace.', techniques: ['T1578', 'T1070'] },
    DeleteAccountAlias: { severity: 'low', why: 'Removes the name under which people sign in.' },
    DeleteAccountPasswordPolicy: { severity: 'medium', why: 'Drops the account’s rules for passwords.' },
    DeleteGroup: { severity: 'low', why: 'Removes a group.' },
    DeleteGroupPolicy: { severity: 'low', why: 'Removes rights, or a denial, from a group.' },
    DeleteLoginProfile: { severity: 'low', why: 'Takes a user’s console password away.', techniques: ['T1578', 'T1070'] },
    DeleteOpenIDConnectProvider: { severity: 'medium', why: 'Removes an outside token provider.' },
    DeletePolicy: { severity: 'low', why: 'Removes a policy.' },
    DeletePolicyVersion: { severity: 'low', why: 'Removes a version of a policy.' },
    DeleteRole: { severity: 'low', why: 'Removes a role.' },
    DeleteRolePermissionsBoundary: { severity: 'high', why: 'Takes away the upper limit of a role’s rights.', techniques: ['T1098'] },
    DeleteRolePolicy: { severity: 'low', why: 'Removes rights, or a denial, from a role.', techniques: ['T1098'] },
    DeleteSAMLProvider: { severity: 'high', why: 'Removes the identity provider through which people sign in.' },
    DeleteServiceLinkedRole: { severity: 'low', why: 'Removes a service’s own role.' },
    DeleteUser: { severity: 'medium', why: 'Removes a user; it may also remove a trace.', techniques: ['T1578', 'T1070'] },
    DeleteUserPermissionsBoundary: { severity: 'high', why: 'Takes away the upper limit of a user’s rights.', techniques: ['T1098'] },
    DeleteUserPolicy: { severity: 'low', why: 'Removes rights, or a denial, from a user.', techniques: ['T1578', 'T1098'] },
    DeleteVirtualMFADevice: { severity: 'medium', why: 'Deletes a second factor.' },
    DetachGroupPolicy: { severity: 'low', why: 'Takes a managed policy from a group.' },
    DetachRolePolicy: { severity: 'low', why: 'Takes a managed policy from a role.', techniques: ['T1578', 'T1098'] },
    DetachUserPolicy: {
      severity: 'low', why: 'Takes a managed policy from a user.', techniques: ['T1578', 'T1098'],
      changes: [
        { to: 'high', why: 'A policy that held the user back is gone.', when: [{ path: 'requestParameters.policyArn', matches: '(?:[Dd]eny|[Qq]uarantine)[^/]*$' }] },
      ],
    },
    DisableOrganizationsRootCredentialsManagement: { severity: 'medium', why: 'Ends central management of root credentials.' },
    EnableMFADevice: {
      severity: 'low', why: 'Ties a second factor to a user.',
      needsHistory: 'raise to high when the user had one from elsewhere a moment ago',
    },
    EnableOrganizationsRootCredentialsManagement: { severity: 'medium', why: 'Lets root credentials of member accounts be managed centrally.' },
    EnableOrganizationsRootSessions: { severity: 'high', why: 'Allows central sessions as root in member accounts.' },
    GenerateCredentialReport: { severity: 'low', why: 'Makes the report on all credentials.' },
    GetAccountAuthorizationDetails: { severity: 'medium', why: 'Reads every user, role and policy at once.', techniques: ['T1087.004'] },
    GetCredentialReport: { severity: 'low', why: 'Reads the report on all credentials.' },
    GetUser: { severity: 'info', why: 'Reads one user.', techniques: ['T1087.004'] },
    ListAccessKeys: { severity: 'info', why: 'Lists keys.', techniques: ['T1087.004'] },
    ListRoles: { severity: 'info', why: 'Lists roles.', techniques: ['T1087'] },
    ListUsers: { severity: 'info', why: 'Lists users.', techniques: ['T1087.004'] },
    PutGroupPolicy: { severity: 'high', why: 'Writes rights straight onto a group.', techniques: ['T1098'] },
    PutRolePermissionsBoundary: { severity: 'medium', why: 'Changes the upper limit of a role’s rights.', techniques: ['T1098'] },
    PutRolePolicy: {
      severity: 'medium', why: 'Writes rights straight onto a role.', techniques: ['T1098'],
      changes: [
        { to: 'high', why: 'The policy allows everything.', values: ['action-everything'] },
      ],
    },
    PutUserPermissionsBoundary: { severity: 'medium', why: 'Changes the upper limit of a user’s rights.', techniques: ['T1098'] },
    PutUserPolicy: { severity: 'high', why: 'Writes rights straight onto a user.', techniques: ['T1098.003'] },
    RemoveRoleFromInstanceProfile: { severity: 'low', why: 'Takes the role from a profile.' },
    RemoveUserFromGroup: { severity: 'low', why: 'Takes a group’s rights from a user.' },
    ResetServiceSpecificCredential: { severity: 'medium', why: 'Makes a new secret for a service credential.' },
    ResyncMFADevice: { severity: 'info', why: 'Brings a second factor back in step.' },
    SetDefaultPolicyVersion: { severity: 'medium', why: 'Switches a policy to another version, perhaps a wider one.', techniques: ['T1098'] },
    SetSecurityTokenServicePreferences: { severity: 'medium', why: 'Changes where the account’s tokens are valid.' },
    SimulatePrincipalPolicy: { severity: 'low', why: 'Tries out what a principal may do.', techniques: ['T1087'] },
    TagRole: { severity: 'info', why: 'Tags a role; rights may depend on tags.' },
    TagUser: { severity: 'info', why: 'Tags a user; rights may depend on tags.' },
    UpdateAccessKey: {
      severity: 'medium', why: 'Switches a key on or off.', techniques: ['T1098'],
      changes: [
        { to: 'low', why: 'The key is switched off.', when: [{ path: 'requestParameters.status', is: ['Inactive'] }] },
      ],
    },
    UpdateAccountPasswordPolicy: { severity: 'medium', why: 'Changes how strong passwords must be.' },
    UpdateAssumeRolePolicy: { severity: 'high', why: 'Changes who may assume a role.', techniques: ['T1098'] },
    UpdateLoginProfile: { severity: 'high', why: 'Changes a user’s console password.', techniques: ['T1098'] },
    UpdateOpenIDConnectProviderThumbprint: { severity: 'medium', why: 'Changes which certificate of a provider is trusted.' },
    UpdateRole: { severity: 'low', why: 'Changes description or longest session of a role.' },
    UpdateSAMLProvider: { severity: 'high', why: 'Changes the identity provider that vouches for people.', techniques: ['T1098'] },
    UpdateUser: { severity: 'low', why: 'Renames a user.' },
    UploadSSHPublicKey: { severity: 'medium', why: 'Gives a user an SSH key for code repositories.' },
    UploadServerCertificate: { severity: 'low', why: 'Uploads a certificate for servers.' },
    UploadSigningCertificate: { severity: 'medium', why: 'Gives a user a certificate to sign requests with.' },
  },
  'identitystore.amazonaws.com': {
    CreateGroup: { severity: 'low', why: 'Makes a group in the identity store.' },
    CreateGroupMembership: { severity: 'medium', why: 'Gives a person everything that the group may do.' },
    CreateUser: { severity: 'medium', why: 'Makes a person in the identity store.' },
    DeleteUser: { severity: 'low', why: 'Removes a person from the identity store.' },
    UpdateUser: { severity: 'low', why: 'Changes a person’s details.' },
  },
  'lakeformation.amazonaws.com': {
    BatchGrantPermissions: { severity: 'medium', why: 'Gives principals rights on data.' },
    GrantPermissions: { severity: 'medium', why: 'Gives a principal rights on data.' },
    PutDataLakeSettings: { severity: 'medium', why: 'Changes who administers a data lake.' },
  },
  'lambda.amazonaws.com': {
    AddLayerVersionPermission20181031: {
      severity: 'medium', why: 'Lets others use a layer.',
      changes: [
        { to: 'high', why: 'Everybody may use it.', values: ['principal-string'] },
      ],
    },
    AddPermission20150331: { severity: 'medium', why: 'Lets others call a function.' },
    AddPermission20150331v2: {
      severity: 'medium', why: 'Lets others call a function.', techniques: ['T1098'],
      changes: [
        { to: 'high', why: 'Everybody or another account may call it.', values: ['principal-string', 'principal-foreign-account'] },
      ],
    },
    CreateFunctionUrlConfig: {
      severity: 'medium', why: 'Opens a function to the internet by URL.', techniques: ['T1098', 'T1133'],
      changes: [
        { to: 'high', why: 'Nobody has to sign in.', values: ['url-without-auth'] },
      ],
    },
    RemovePermission20150331v2: { severity: 'low', why: 'Withdraws a right to call a function.' },
    UpdateFunctionUrlConfig: {
      severity: 'medium', why: 'Changes who may reach a function by URL.',
      changes: [
        { to: 'high', why: 'Nobody has to sign in.', values: ['url-without-auth'] },
      ],
    },
  },
  'organizations.amazonaws.com': {
    AcceptHandshake: { severity: 'medium', why: 'The account joins an organisation, or takes an offer of it.' },
    CreatePolicy: { severity: 'low', why: 'Writes a policy for the organisation.' },
    EnableAWSServiceAccess: { severity: 'medium', why: 'Lets a service act in all accounts.' },
    PutResourcePolicy: { severity: 'high', why: 'Lets others manage the organisation.', techniques: ['T1098'] },
    RegisterDelegatedAdministrator: { severity: 'high', why: 'Gives an account power over others of the organisation.', techniques: ['T1098'] },
  },
  'quicksight.amazonaws.com': {
    RegisterUser: { severity: 'medium', why: 'Lets somebody see dashboards.' },
    UpdatePublicSharingSettings: { severity: 'high', why: 'Dashboards may be shown to everybody.' },
  },
  'ram.amazonaws.com': {
    AssociateResourceShare: { severity: 'medium', why: 'Adds resources or accounts to a share.' },
    CreateResourceShare: {
      severity: 'medium', why: 'Shares resources with other accounts.',
      changes: [
        { to: 'high', why: 'Accounts outside the organisation may be let in.', values: ['external-share'] },
      ],
    },
    EnableSharingWithAwsOrganization: { severity: 'medium', why: 'Lets resources be shared over the whole organisation.' },
    UpdateResourceShare: {
      severity: 'low', why: 'Changes a share.',
      changes: [
        { to: 'medium', why: 'Accounts outside the organisation may be let in.', values: ['external-share'] },
      ],
    },
  },
  'rds.amazonaws.com': {
    AddRoleToDBCluster: { severity: 'medium', why: 'Gives a database a role.', techniques: ['T1098.003'] },
    AddRoleToDBInstance: { severity: 'medium', why: 'Gives a database a role.', techniques: ['T1098.003'] },
  },
  'redshift.amazonaws.com': {
    GetClusterCredentialsWithIAM: { severity: 'low', why: 'Gets a password for a warehouse.' },
    ModifyClusterIamRoles: { severity: 'medium', why: 'Gives a warehouse other roles.', techniques: ['T1098.003'] },
  },
  'rolesanywhere.amazonaws.com': {
    CreateProfile: { severity: 'medium', why: 'Decides which roles certificates can open.' },
    CreateTrustAnchor: { severity: 'high', why: 'Trusts a certificate authority: whoever it certifies can open roles from outside.' },
    UpdateTrustAnchor: { severity: 'high', why: 'Changes which certificate authority is trusted.' },
  },
  'sagemaker.amazonaws.com': {
    CreateNotebookInstance: { severity: 'low', why: 'Starts a notebook that holds a role.' },
    CreateNotebookInstanceLifecycleConfig: { severity: 'medium', why: 'Code that runs when notebooks start.' },
    CreatePresignedDomainUrl: { severity: 'low', why: 'Makes a link into a studio and its role.' },
    CreatePresignedNotebookInstanceUrl: { severity: 'medium', why: 'Makes a link into a notebook and its role.' },
    UpdateNotebookInstanceLifecycleConfig: { severity: 'medium', why: 'Changes code that runs when notebooks start.' },
  },
  'sns.amazonaws.com': {
    AddPermission: { severity: 'medium', why: 'Lets another account use a topic.' },
  },
  'sqs.amazonaws.com': {
    AddPermission: { severity: 'medium', why: 'Lets another account use a queue.' },
  },
  'ssm-guiconnect.amazonaws.com': {
    StartConnection: { severity: 'medium', why: 'Opens the screen of a Windows machine.', techniques: ['T1021.001'] },
  },
  'ssm.amazonaws.com': {
    CreateActivation: { severity: 'medium', why: 'Lets machines from outside register.' },
    CreateAssociation: { severity: 'low', why: 'Makes machines run a document again and again.' },
    CreateDocument: { severity: 'low', why: 'Makes a document that machines can run.' },
    DescribeInstanceInformation: { severity: 'info', why: 'Lists the machines that can be commanded.', techniques: ['T1580'] },
    DescribeParameters: { severity: 'info', why: 'Lists parameters.' },
    GetParameter: {
      severity: 'info', why: 'Reads a parameter, perhaps a secret one.',
      changes: [
        { to: 'low', why: 'A person reads it decrypted.', when: [{ path: 'requestParameters.withDecryption', is: ['true'] }], who: { person: true } },
      ],
    },
    GetParameters: {
      severity: 'info', why: 'Reads parameters, perhaps secret ones.', techniques: ['T1526', 'T1552'],
      changes: [
        { to: 'low', why: 'A person reads it decrypted.', when: [{ path: 'requestParameters.withDecryption', is: ['true'] }], who: { person: true } },
      ],
    },
    GetParametersByPath: {
      severity: 'info', why: 'Reads whole trees of parameters.',
      changes: [
        { to: 'low', why: 'A person reads it decrypted.', when: [{ path: 'requestParameters.withDecryption', is: ['true'] }], who: { person: true } },
      ],
    },
    ModifyDocumentPermission: {
      severity: 'medium', why: 'Shares a document with other accounts.',
      changes: [
        { to: 'high', why: 'Everybody may read the document.', values: ['foreign-document-share'] },
      ],
    },
    RegisterManagedInstance: { severity: 'medium', why: 'A machine from outside registers itself.' },
    RegisterTaskWithMaintenanceWindow: { severity: 'medium', why: 'Makes machines run something again and again.' },
    ResumeSession: { severity: 'medium', why: 'Continues a shell on a machine.', techniques: ['T1021', 'T1651'] },
    SendCommand: {
      severity: 'medium', why: 'Runs commands on machines.', techniques: ['T1021', 'T1651'],
      changes: [
        { to: 'high', why: 'A shell command on many machines at once.', values: ['shell-document'], when: [{ path: 'requestParameters.instanceIds', countAtLeast: 10 }] },
      ],
      needsHistory: 'raise to high when the caller is new to it',
    },
    StartAutomationExecution: { severity: 'low', why: 'Runs a runbook with its rights.' },
    StartSession: { severity: 'medium', why: 'Opens a shell on a machine.', techniques: ['T1021', 'T1651'] },
    UpdateAssociation: { severity: 'medium', why: 'Changes what machines run again and again.' },
    UpdateDocument: { severity: 'medium', why: 'Changes what machines run.' },
    UpdateDocumentDefaultVersion: { severity: 'medium', why: 'Changes what machines run.' },
    UpdateServiceSetting: { severity: 'low', why: 'Changes a setting of Systems Manager for the account.' },
  },
  'sso-directory.amazonaws.com': {
    AddMemberToGroup: { severity: 'medium', why: 'Gives a person everything that the group may do.', techniques: ['T1098.001'] },
    CreateBearerToken: { severity: 'high', why: 'Makes a token by which people can be added from outside.', techniques: ['T1098.001'] },
    CreateGroup: { severity: 'low', why: 'Makes a group in the directory.', techniques: ['T1098.003'] },
    CreateUser: { severity: 'medium', why: 'Makes a person in the directory of Identity Center.', techniques: ['T1098.001'] },
    DeleteUser: { severity: 'low', why: 'Removes a person from the directory.' },
    DisableMfaDeviceForUser: { severity: 'high', why: 'Takes the second factor off a person.' },
    RemoveMemberFromGroup: { severity: 'low', why: 'Takes a group’s rights from a person.' },
    UpdateMfaDeviceForUser: { severity: 'low', why: 'Changes a person’s second factor.' },
    UpdatePassword: { severity: 'high', why: 'Sets a person’s password.' },
  },
  'sso.amazonaws.com': {
    AssociateDirectory: { severity: 'high', why: 'Changes the directory that people come from.' },
    AttachCustomerManagedPolicyReferenceToPermissionSet: { severity: 'medium', why: 'Widens a permission set.' },
    AttachManagedPolicyToPermissionSet: {
      severity: 'medium', why: 'Widens a permission set.',
      changes: [
        { to: 'high', why: 'The permission set gets full rights.', values: ['admin-policy'] },
      ],
    },
    CreateAccountAssignment: {
      severity: 'medium', why: 'Gives a person or group access to an account.', techniques: ['T1098'],
      needsHistory: 'raise to high when the permission set is administrative',
    },
    CreateApplication: { severity: 'medium', why: 'Lets an app sign people in.' },
    CreateInstance: { severity: 'high', why: 'Sets up a new Identity Center instance.' },
    CreatePermissionSet: { severity: 'medium', why: 'Makes a set of rights that can be assigned in any account.' },
    CreateTrustedTokenIssuer: { severity: 'high', why: 'Trusts tokens of another issuer.' },
    DeleteAccountAssignment: { severity: 'low', why: 'Takes access to an account away.' },
    DeleteInstance: { severity: 'high', why: 'Deletes an Identity Center instance with its assignments.' },
    DeleteMfaDeviceForUser: { severity: 'high', why: 'Removes a person’s second factor.', techniques: ['T1556.006'] },
    DeletePermissionsBoundaryFromPermissionSet: { severity: 'high', why: 'Takes the upper limit off a permission set.' },
    DisableExternalIdPConfigurationForDirectory: { severity: 'high', why: 'Takes sign-in from the outside identity provider.' },
    DisassociateDirectory: { severity: 'high', why: 'Cuts off the directory that people come from.' },
    EnableExternalIdPConfigurationForDirectory: { severity: 'high', why: 'Hands sign-in to an outside identity provider.' },
    ProvisionPermissionSet: { severity: 'low', why: 'Applies a permission set to accounts.' },
    PutInlinePolicyToPermissionSet: { severity: 'high', why: 'Writes rights straight into a permission set.' },
    PutMfaDeviceManagementForDirectory: { severity: 'high', why: 'Changes whether people need a second factor.', techniques: ['T1556.006'] },
    StartSSO: { severity: 'high', why: 'Sets up a new Identity Center instance.', techniques: ['T1136'] },
    UpdatePermissionSet: { severity: 'low', why: 'Changes a permission set.' },
    UpdateSsoConfiguration: { severity: 'high', why: 'Changes how people sign in everywhere.', techniques: ['T1098'] },
  },
  'sts.amazonaws.com': {
    AssumeRole: {
      severity: 'info', why: 'Opens a role session.', techniques: ['T1078.004', 'T1199'],
      needsHistory: 'raise to medium when the caller is of another account that is new, or the role has administrator rights and was never used by the caller',
    },
    AssumeRoleWithSAML: { severity: 'info', why: 'Opens a role session for someone an identity provider vouches for.', techniques: ['T1199'] },
    AssumeRoleWithWebIdentity: { severity: 'info', why: 'Opens a role session with an outside token.', techniques: ['T1199', 'T1550'] },
    AssumeRoot: { severity: 'high', why: 'Opens a session as root of a member account.' },
    DecodeAuthorizationMessage: { severity: 'low', why: 'Reads why something was denied.' },
    GetCallerIdentity: {
      severity: 'info', why: 'Asks who one is; the first thing that a thief does with a key.', techniques: ['T1087.004'],
      needsHistory: 'raise to medium when the key or the address is new',
    },
    GetFederationToken: { severity: 'medium', why: 'Makes temporary credentials that outlive the key’s deactivation.', techniques: ['T1078'] },
    GetSessionToken: { severity: 'low', why: 'Makes temporary credentials from a user’s key.', techniques: ['T1199'] },
  },
  'vpc-lattice.amazonaws.com': {
    PutAuthPolicy: { severity: 'medium', why: 'Changes who may call services.' },
    PutResourcePolicy: { severity: 'medium', why: 'Shares services with other accounts.' },
  },
  'workmail.amazonaws.com': {
    RegisterToWorkMail: { severity: 'medium', why: 'Makes a mailbox.', techniques: ['T1496'] },
    ResetPassword: { severity: 'high', why: 'Sets the password of a mailbox.', techniques: ['T1098'] },
  },
}
