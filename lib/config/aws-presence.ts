import 'server-only'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

type Variables = Record<string, string | undefined>

/**
 * Where the AWS SDK would find credentials, in words; undefined if nowhere. AWS is not called, and of files only the names of
 * sections are looked at: whether the credentials are any good shows when they are used. The role of an EC2 instance cannot be
 * seen in this way.
 */
export function awsCredentialsFound(variables: Variables, home = homedir()): string | undefined {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_PROFILE: profile } = variables
  const sections = new Set([
    ...sectionsOf(variables.AWS_SHARED_CREDENTIALS_FILE || join(home, '.aws', 'credentials')),
    ...sectionsOf(variables.AWS_CONFIG_FILE || join(home, '.aws', 'config')),
  ])
  if (profile) return sections.has(profile) ? `the profile ${profile}` : undefined
  if (id && secret) return 'environment variables'
  if (sections.has('default')) return 'the profile default'
  if (variables.AWS_WEB_IDENTITY_TOKEN_FILE && variables.AWS_ROLE_ARN) return 'a web identity'
  if (variables.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || variables.AWS_CONTAINER_CREDENTIALS_FULL_URI) return 'the role of this container'
  return undefined
}

/** The profiles that a file of the AWS configuration has. */
function sectionsOf(path: string): string[] {
  try {
    if (!existsSync(path)) return []
    return [...readFileSync(path, 'utf8').matchAll(/^\s*\[\s*(?:profile\s+)?([^\]]+?)\s*\]/gm)].flatMap(([, name]) => name ?? [])
  } catch {
    return []
  }
}
