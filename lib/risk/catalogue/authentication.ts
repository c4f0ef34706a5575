import type { EventsBySource } from '../rule'

/** Who signs in, and how. */
export const authenticationEvents: EventsBySource = {
  'cloudshell.amazonaws.com': {
    CreateEnvironment: { severity: 'low', why: 'Makes a shell environment inside the console.' },
    CreateSession: { severity: 'low', why: 'Opens a shell inside the console.', techniques: ['T1059.009'] },
    GetFileDownloadUrls: { severity: 'medium', why: 'Takes files out of a console shell.' },
    GetFileUploadUrls: { severity: 'low', why: 'Brings files into a console shell.' },
  },
  'rolesanywhere.amazonaws.com': {
    CreateSession: { severity: 'low', why: 'A certificate opens a role session from outside.' },
  },
  'signin.amazonaws.com': {
    AuthorizeOAuth2Access: { severity: 'info', why: 'An app is allowed to sign in for a person.' },
    CheckMfa: { severity: 'info', why: 'The second factor was asked for.' },
    ConsoleLogin: {
      severity: 'info', why: 'A sign-in to the console.', techniques: ['T1078.004'],
      changes: [
        { to: 'high', why: 'The root user signed in.', who: { identityTypes: ['Root'] } },
        { to: 'high', why: 'A password alone was enough.', values: ['no-mfa-sign-in'] },
        { to: 'medium', why: 'The sign-in failed.', when: [{ path: 'responseElements.ConsoleLogin', is: ['Failure'] }] },
      ],
    },
    CreateOAuth2Token: { severity: 'info', why: 'A sign-in token is made for a command line or app.' },
    CredentialChallenge: { severity: 'info', why: 'Identity Center asks for a password or factor.' },
    CredentialVerification: {
      severity: 'info', why: 'Identity Center checks a password or factor.',
      changes: [
        { to: 'low', why: 'The password or factor was wrong.', when: [{ path: 'serviceEventDetails.CredentialVerification', is: ['Failure'] }] },
      ],
    },
    EmailUpdated: { severity: 'critical', why: 'The root e-mail address was changed.' },
    ExitRole: { severity: 'info', why: 'A console user goes back to the own identity.' },
    GetSigninToken: {
      severity: 'low', why: 'Turns temporary keys into a console session.', techniques: ['T1078.004'],
      changes: [
        { to: 'medium', why: 'The user agent is no known tool.', when: [{ path: 'userAgent', differs: '^\\[?(Jersey/|aws-vault|granted|leapp|saml2aws|aws-sdk-|Boto3/|Botocore/|aws-cli/|Mozilla/|[a-z0-9-]+\\.amazonaws\\.com|AWS Internal)' }] },
      ],
    },
    PasswordRecoveryCompleted: { severity: 'critical', why: 'The root password was reset.' },
    PasswordRecoveryRequested: { severity: 'high', why: 'Somebody asks to reset the root password.', techniques: ['T1078'] },
    PasswordUpdated: { severity: 'high', why: 'The root password was changed.' },
    RenewRole: { severity: 'info', why: 'A console role session is renewed.' },
    SwitchRole: { severity: 'info', why: 'A console user takes on another role.', techniques: ['T1021'] },
    UserAuthentication: { severity: 'info', why: 'A person signed in through Identity Center.' },
  },
  'sso.amazonaws.com': {
    Authenticate: { severity: 'info', why: 'A person signs in to the access portal.' },
    CreateToken: {
      severity: 'info', why: 'A device gets a token of Identity Center.',
      needsHistory: 'raise to medium when grantType is a device code and the address is new',
    },
    Federate: { severity: 'info', why: 'A person goes from the portal into an account.' },
    GetRoleCredentials: { severity: 'info', why: 'A person gets keys of a role for the command line.' },
    StartDeviceAuthorization: { severity: 'low', why: 'A device asks for access; device code phishing begins so.' },
  },
}
