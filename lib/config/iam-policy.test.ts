import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { iamPolicy } from './iam-policy'

it('is the policy that the README gives', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')
  const [, block = ''] = /```json\n(\{"Version"[\s\S]*?)```/.exec(readme) ?? []
  expect(JSON.parse(block)).toEqual(iamPolicy)
})
