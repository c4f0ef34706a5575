import next from 'eslint-config-next/core-web-vitals'
import tseslint from 'typescript-eslint'

/** Forbids imports of the named parts of the house, with the reason that a reader of the error needs. */
const notFrom = (parts, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: parts.map((part) => `@/${part}/**`), message }] }],
})

export default tseslint.config(
  { ignores: ['.next/**', 'node_modules/**', 'next-env.d.ts', '.traildesk/**', 'test-results/**', 'playwright-report/**'] },
  ...next,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  { files: ['lib/**'], rules: notFrom(['app', 'components'], 'lib knows nothing of pages: imports run downward only.') },
  {
    files: ['components/**'],
    rules: notFrom(
      ['app', 'lib/engine', 'lib/sources', 'lib/ingest', 'lib/queries'],
      'Components speak to the API through typed hooks.',
    ),
  },
  {
    files: ['lib/cloudtrail/**', 'lib/risk/**'],
    rules: notFrom(
      ['app', 'components', 'lib/engine', 'lib/sources', 'lib/ingest', 'lib/queries', 'lib/api'],
      'What a record is and how risky it is are pure functions: nothing upstream or downstream.',
    ),
  },
  {
    files: ['lib/sources/**'],
    rules: notFrom(
      ['app', 'components', 'lib/engine', 'lib/ingest', 'lib/queries', 'lib/api', 'lib/filter'],
      'A source knows nothing of SQL or of pictures.',
    ),
  },
  {
    files: ['lib/queries/**'],
    rules: notFrom(['app', 'components', 'lib/sources', 'lib/ingest'], 'A query knows nothing of where records come from.'),
  },
  {
    files: ['lib/journal/**'],
    rules: notFrom(['app', 'components', 'lib/engine', 'lib/sources', 'lib/ingest', 'lib/queries', 'lib/api'], 'The journal is a file of what people decided: it knows nothing of events but the Filter.'),
  },
  { files: ['lib/cli/**', 'lib/sample/**', 'e2e/**', 'lib/ingest/terminal.ts', 'lib/journal/verify-command.ts'], rules: { 'no-console': 'off' } },
)
