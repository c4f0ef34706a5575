import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { awsCredentialsFound } from './aws-presence'

function home(files: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'traildesk-home-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, '.aws'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, '.aws', name), text)
  return folder
}

it('finds credentials where the AWS SDK would, and says where without saying what', () => {
  expect(awsCredentialsFound({}, home())).toBeUndefined()
  expect(awsCredentialsFound({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x' }, home())).toBe('environment variables')
  expect(awsCredentialsFound({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }, home())).toBeUndefined()
  expect(awsCredentialsFound({}, home({ credentials: '[default]\naws_access_key_id = AKIA\n' }))).toBe('the profile default')
  expect(awsCredentialsFound({}, home({ config: '[profile audit]\nsso_session = corp\n' }))).toBeUndefined()
  expect(awsCredentialsFound({ AWS_PROFILE: 'audit' }, home({ config: '[profile audit]\nsso_session = corp\n' }))).toBe('the profile audit')
  expect(awsCredentialsFound({ AWS_PROFILE: 'other' }, home({ config: '[profile audit]\n' }))).toBeUndefined()
  expect(awsCredentialsFound({ AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn' }, home())).toBe('a web identity')
  expect(awsCredentialsFound({ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2' }, home())).toBe('the role of this container')
})
