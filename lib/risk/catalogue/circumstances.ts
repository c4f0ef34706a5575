import type { Circumstance } from '../rule'

/** Error codes that say that somebody may not do what they tried. */
export const deniedCodes = 'AccessDenied|UnauthorizedOperation|AuthorizationError|Forbidden'

/** Who acts, with what and how it ended: told by the signature of a record. */
export const circumstances: readonly Circumstance[] = [
  {
    id: 'root', class: 'authentication', severity: 'high', why: 'The root user acted.',
    who: { identityTypes: ['Root'] }, path: ['userIdentity', 'type'],
    lower: [{ to: 'info', who: { invoked: true } }, { to: 'low', who: { only: 'reads' } }],
  },
  { id: 'root-key', class: 'authentication', severity: 'critical', why: 'A long-lived key of the root user is in use.', who: { identityTypes: ['Root'], keyPrefix: 'AKIA', invoked: false }, path: ['userIdentity', 'accessKeyId'] },
  { id: 'boundary-removed', class: 'permission', severity: 'high', why: 'The upper limit of rights is gone.', who: { eventName: '^Delete.*PermissionsBoundary' }, path: ['eventName'] },
  {
    id: 'session-without-mfa', class: 'authentication', severity: 'low', why: 'A change without a second factor.',
    who: { identityTypes: ['IAMUser'], fromConsole: 'true', mfa: 'false', only: 'changes' }, path: ['userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated'],
  },
  {
    id: 'machine-key-by-hand', class: 'authentication', severity: 'medium', why: 'Somebody works by hand with a machine’s credentials.',
    who: { identityTypes: ['AssumedRole'], machine: true, invoked: false, agents: ['attack-tool', 'file-carrier', 'cloudshell', 'raw-client', 'command-line', 'browser'], only: 'changes' }, path: ['userAgent'],
  },
  // On a real account a sixth of all records carries one: it says more of the identity than of each event.
  { id: 'attack-tool', class: 'authentication', severity: 'medium', why: 'A tool for attacks or assessments.', who: { agents: ['attack-tool'] }, path: ['userAgent'], colours: true },
  { id: 's3-browser', class: 'data', severity: 'medium', why: 'A program to carry files away with.', who: { agents: ['file-carrier'], only: 'changes' }, path: ['userAgent'] },
  { id: 'raw-client', class: 'authentication', severity: 'low', why: 'Requests made without an SDK.', who: { agents: ['raw-client'], only: 'changes' }, path: ['userAgent'] },
  { id: 'cloudshell', class: 'authentication', severity: 'low', why: 'Made from a shell inside the console.', who: { agents: ['cloudshell'], only: 'changes' }, path: ['userAgent'] },
  {
    id: 'denied', class: 'permission', severity: 'low', why: 'Somebody tried what they may not do.', aboutFailure: true,
    who: { errorCode: deniedCodes }, path: ['errorCode'], needsHistory: 'raise to medium when one identity collects ten kinds within an hour',
  },
  {
    id: 'invalid-key', class: 'authentication', severity: 'info', why: 'A key that is wrong, deleted or outdated is in use.', aboutFailure: true,
    who: { errorCode: 'InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken|UnrecognizedClientException' }, path: ['errorCode'],
  },
  {
    id: 'region-off', class: 'component', severity: 'low', why: 'Somebody looks at regions that nobody uses.', aboutFailure: true,
    who: { errorCode: 'OptInRequired' }, path: ['errorCode'], needsHistory: 'also Client.UnauthorizedOperation in a region never used',
  },
]
