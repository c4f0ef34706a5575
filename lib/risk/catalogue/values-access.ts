import type { ValueRule } from '../rule'

const kind = 'value'
const leaving = ['*/Revoke*', '*/Delete*', '*/Detach*', '*/Remove*', '*/Disassociate*']
/** What changes who may pass the network. */
const passes = ['*/*SecurityGroup*', '*/*NetworkAclEntry', '*/*InstancePublicPorts']
const notOpening = [...leaving, '*/UpdateSecurityGroupRuleDescriptions*']
const egress = ['*/AuthorizeSecurityGroupEgress']
const portPaths = ['requestParameters..fromPort', 'requestParameters..FromPort', 'requestParameters.portRange.from']
const blockPaths = ['cidrIp', 'CidrIp', 'cidrIpv4', 'CidrIpv4', 'cIDRIP', 'cidrBlock', 'CidrBlock', 'cidrs[]', 'cidrIpv6', 'CidrIpv6', 'ipv6CidrBlock', 'ipv6Cidrs[]'].map((key) => `requestParameters..${key}`)

/** Values that say who can reach what through the network. */
export const networkValues: readonly ValueRule[] = [
  {
    id: 'open-ipv4', kind, class: 'network', severity: 'high', why: 'Open to every IPv4 address.',
    notOn: [...notOpening, '*/*NetworkAclEntry'],
    paths: blockPaths, test: { is: ['0.0.0.0/0'] }, needles: ['0.0.0.0/0'],
    unless: [{ to: 'low', on: egress }, { to: 'low', near: { portsWithin: [80, 443] } }],
  },
  {
    id: 'open-ipv6', kind, class: 'network', severity: 'high', why: 'Open to every IPv6 address.',
    notOn: [...notOpening, '*/*NetworkAclEntry'],
    paths: blockPaths, test: { is: ['::/0'] }, needles: ['::/0'],
    unless: [{ to: 'low', on: egress }, { to: 'low', near: { portsWithin: [80, 443] } }],
  },
  {
    id: 'wide-block', kind, class: 'network', severity: 'medium', why: 'Open to a very large block of addresses.',
    on: passes, notOn: notOpening, paths: blockPaths, test: { matches: '^[0-9.]+/[0-7]$', differs: '^0\\.0\\.0\\.0/0$' },
    unless: [{ to: 'low', on: egress }],
  },
  {
    id: 'all-ports', kind, class: 'network', severity: 'medium', why: 'Every port and protocol at once.',
    on: ['*/*SecurityGroup*'], notOn: notOpening, paths: ['requestParameters..ipProtocol', 'requestParameters..IpProtocol'], test: { is: ['-1'] },
  },
  {
    id: 'admin-port', kind, class: 'network', severity: 'medium', why: 'A port for administration.',
    on: passes, notOn: notOpening, paths: portPaths, test: { holdsPort: [22, 3389, 5985, 5986] },
    unless: [{ to: 'low', on: egress }, { to: 'high', near: { openBlock: true } }],
  },
  {
    id: 'database-port', kind, class: 'network', severity: 'medium', why: 'A port of a database.',
    on: passes, notOn: notOpening, paths: portPaths, test: { holdsPort: [1433, 1521, 3306, 5432, 5439, 6379, 9042, 9200, 11211, 27017] },
    unless: [{ to: 'low', on: egress }, { to: 'high', near: { openBlock: true } }],
  },
  {
    id: 'file-port', kind, class: 'network', severity: 'medium', why: 'A port for files or remote control without encryption.',
    on: passes, notOn: notOpening, paths: portPaths, test: { holdsPort: [21, 23, 135, 139, 445, 873, 2049, 2375] },
    unless: [{ to: 'low', on: egress }],
  },
  {
    id: 'acl-allow-all', kind, class: 'network', severity: 'high', why: 'The subnet filter lets everybody through.',
    on: ['*/CreateNetworkAclEntry', '*/ReplaceNetworkAclEntry'],
    paths: ['requestParameters.cidrBlock', 'requestParameters.ipv6CidrBlock'], test: { is: ['0.0.0.0/0', '::/0'] },
    also: [{ path: 'requestParameters.ruleAction', is: ['allow'] }],
  },
  {
    id: 'source-dest-check-off', kind, class: 'network', severity: 'medium', why: 'The machine may pass on traffic of others.',
    paths: ['requestParameters.sourceDestCheck', 'requestParameters.sourceDestCheck.value'], test: { is: ['false'] }, needles: ['sourceDestCheck'],
  },
  {
    id: 'public-ip-on-launch', kind, class: 'network', severity: 'medium', why: 'New machines get public addresses.',
    paths: ['requestParameters.mapPublicIpOnLaunch', 'requestParameters.mapPublicIpOnLaunch.value'], test: { is: ['true'] }, needles: ['mapPublicIpOnLaunch'],
  },
  {
    id: 'internet-facing', kind, class: 'network', severity: 'low', why: 'The entrance is reachable from the internet.',
    paths: ['requestParameters.scheme'], test: { is: ['internet-facing'] }, needles: ['internet-facing'],
  },
]

/** Values that say who may do what. */
export const permissionValues: readonly ValueRule[] = [
  { id: 'principal-everyone', kind, class: 'permission', severity: 'high', why: 'The policy lets everybody in.', policy: 'everyone', needles: ['Effect'] },
  {
    id: 'principal-string', kind, class: 'permission', severity: 'high', why: 'Everybody may call it.',
    on: ['*/*Permission*'], notOn: leaving, paths: ['requestParameters.principal', 'requestParameters.Principal'], test: { is: ['*'] },
  },
  { id: 'principal-foreign-account', kind, class: 'permission', severity: 'medium', why: 'Another account gets in.', policy: 'foreign', needles: ['Effect'] },
  {
    id: 'principal-foreign-account', kind, class: 'permission', severity: 'medium', why: 'Another account gets in.',
    on: ['*/*Permission*', '*/Modify*Attribute*'], notOn: leaving, test: { foreignAccount: true },
    paths: ['requestParameters..principal', 'requestParameters..add..userId', 'requestParameters..valuesToAdd[]', 'requestParameters.accountIdsToAdd[]'],
  },
  { id: 'action-everything', kind, class: 'permission', severity: 'high', why: 'The policy allows every action.', policy: 'all-actions', needles: ['Effect'] },
  { id: 'action-iam-everything', kind, class: 'permission', severity: 'high', why: 'The policy allows its holder to widen the own rights.', policy: 'own-rights', needles: ['Effect'] },
  { id: 'pass-role-any', kind, class: 'permission', severity: 'medium', why: 'Its holder may hand any role to a service.', policy: 'pass-role', needles: ['Effect'] },
  { id: 'not-action', kind, class: 'permission', severity: 'medium', why: 'The policy allows all but a list; easy to get wrong.', policy: 'all-but', needles: ['Effect'] },
  {
    id: 'admin-policy', kind, class: 'permission', severity: 'high', why: 'Full rights over the account.', notOn: leaving,
    paths: ['requestParameters.policyArn', 'requestParameters..managedPolicyArn'], test: { matches: ':policy/AdministratorAccess$' }, needles: ['policy/AdministratorAccess'],
  },
  {
    id: 'power-policy', kind, class: 'permission', severity: 'high', why: 'Nearly full rights over the account.', notOn: leaving,
    paths: ['requestParameters.policyArn', 'requestParameters..managedPolicyArn'], test: { matches: ':policy/(PowerUserAccess|IAMFullAccess|job-function/SystemAdministrator)$' },
    needles: ['policy/PowerUserAccess', 'policy/IAMFullAccess', 'job-function/SystemAdministrator'],
  },
  {
    id: 'eks-admin', kind, class: 'permission', severity: 'high', why: 'Full rights inside a cluster.', notOn: leaving,
    paths: ['requestParameters.policyArn'], test: { matches: 'AmazonEKSClusterAdminPolicy$' }, needles: ['AmazonEKSClusterAdminPolicy'],
  },
  {
    id: 'key-for-another', kind, class: 'permission', severity: 'high', why: 'Somebody makes credentials for another user.',
    on: ['iam.amazonaws.com/CreateAccessKey', 'iam.amazonaws.com/CreateLoginProfile', 'iam.amazonaws.com/UpdateLoginProfile'],
    paths: ['requestParameters.userName'], test: { unlike: 'userIdentity.userName' },
  },
  {
    id: 'no-password-reset', kind, class: 'permission', severity: 'low', why: 'The one who set the password can go on using it.',
    on: ['*/*LoginProfile'], paths: ['requestParameters.passwordResetRequired'], test: { is: ['false'] },
  },
  {
    id: 'password-set', kind, class: 'permission', severity: 'medium', why: 'A database’s administrator password was set.',
    paths: ['requestParameters.masterUserPassword'], test: { present: true }, needles: ['masterUserPassword'],
  },
  {
    id: 'url-without-auth', kind, class: 'permission', severity: 'high', why: 'Everybody can call the function.',
    on: ['*/CreateFunctionUrlConfig', '*/UpdateFunctionUrlConfig'], paths: ['requestParameters.authType'], test: { is: ['NONE'] },
  },
  {
    id: 'imds-v1', kind, class: 'permission', severity: 'medium', why: 'Machines hand out credentials to a simple request.',
    paths: ['requestParameters..httpTokens'], test: { is: ['optional'] }, needles: ['httpTokens'],
  },
  {
    id: 'foreign-document-share', kind, class: 'permission', severity: 'high', why: 'Everybody may read the document.',
    on: ['*/ModifyDocumentPermission'], paths: ['requestParameters.accountIdsToAdd[]'], test: { is: ['all', 'All'] },
  },
  {
    id: 'external-share', kind, class: 'permission', severity: 'medium', why: 'Accounts outside the organisation may be let in.',
    paths: ['requestParameters.allowExternalPrincipals'], test: { is: ['true'] }, needles: ['allowExternalPrincipals'],
  },
  {
    id: 'unauthenticated-pool', kind, class: 'permission', severity: 'high', why: 'Credentials for people who never signed in.',
    paths: ['requestParameters.allowUnauthenticatedIdentities'], test: { is: ['true'] }, needles: ['allowUnauthenticatedIdentities'],
  },
  {
    id: 'quarantine', kind, class: 'permission', severity: 'critical', why: 'AWS itself found this key in public.',
    paths: ['requestParameters.policyArn'], test: { matches: 'AWSCompromisedKeyQuarantine' }, needles: ['AWSCompromisedKeyQuarantine'],
  },
]
