import type { Agent, AgentKind } from '../rule'

const of = (kind: AgentKind, ...needles: string[]): Agent[] => needles.map((needle) => ({ needle, kind }))

/** Parts of user agents, in any case of letters; the first that is found decides. */
export const agents: readonly Agent[] = [
  ...of('attack-tool', 'pacu', 'kali', 'parrot', 'pentoo', 'stratus-red-team', 'scoutsuite', 'prowler', 'cloudfox', 'peirates', 'trufflehog', 'gitleaks', 'nuclei', 'sqlmap', 'hydra'),
  ...of('file-carrier', 'S3 Browser', 'S3Browser', 'CyberDuck', 'WinSCP', 'rclone', 'MSP360'),
  ...of('cloudshell', 'AWSCloudShell', 'exec-env/CloudShell'),
  // Its older versions name curl, on which they stand.
  ...of('library', 'aws-sdk-php'),
  ...of('raw-client', 'curl/', 'python-requests/', 'Go-http-client/', 'PostmanRuntime/'),
  ...of('command-line', 'aws-cli/'),
  ...of('browser', 'Mozilla/'),
]
