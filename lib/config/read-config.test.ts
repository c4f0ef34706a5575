import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { jsonSchemaText } from './json-schema'
import { readConfig } from './read-config'
import { sourceName, sourceSettings } from './source-settings'

it('reads accounts, buckets and folders', () => {
  const { sources, keep, cacheBytes, problems } = readConfig(
    `
days: 30
keep: 400
cacheSize: 1.5 GB
accounts:
  - profile: security
    regions: all
  - role: arn:aws:iam::444455556666:role/security/TraildeskRead
    externalId: "0042"
    regions: [eu-west-1, us-east-1]
    days: 7
  - {}
buckets:
  - url: s3://trail-archive/security/
    role: arn:aws:iam::777788889999:role/LogArchive
    sessionName: desk
    region: eu-central-1
    requesterPays: true
    days: 365
    queue: https://sqs.eu-central-1.amazonaws.com/777788889999/trail
  - name: minio
    url: s3://trail-archive
    endpoint: https://minio.internal:9000
    forcePathStyle: false
folders:
  - path: ./old logs
`,
    '/etc/traildesk',
  )
  expect(problems).toEqual([])
  expect(keep).toBe(400)
  expect(cacheBytes).toBe(1_500_000_000)
  expect(sources).toEqual([
    { kind: 'lookup', name: 'lookup-security', access: { profile: 'security' }, regions: 'all', days: 30 },
    { kind: 'lookup', name: 'lookup-444455556666', access: { role: { arn: 'arn:aws:iam::444455556666:role/security/TraildeskRead', externalId: '0042', sessionName: 'traildesk' } }, regions: ['eu-west-1', 'us-east-1'], days: 7 },
    { kind: 'lookup', name: 'lookup-events', access: {}, regions: [], days: 30 },
    {
      kind: 's3', name: 's3-trail-archive-security', access: { role: { arn: 'arn:aws:iam::777788889999:role/LogArchive', sessionName: 'desk' } }, bucket: 'trail-archive', prefix: 'security/', days: 365,
      isRequesterPays: true, region: 'eu-central-1', queue: 'https://sqs.eu-central-1.amazonaws.com/777788889999/trail',
    },
    { kind: 's3', name: 'minio', access: {}, bucket: 'trail-archive', prefix: '', days: 30, isRequesterPays: false, endpoint: 'https://minio.internal:9000', forcePathStyle: false },
    { kind: 'folder', name: 'logs-old-logs', folder: '/etc/traildesk/old logs' },
  ])
  for (const source of sources) expect(sourceSettings.parse(source)).toEqual(source)
})

it('names each mistake with its line and what to do, and takes the rest', () => {
  const { sources, problems } = readConfig(
    `acounts: []
keep: forever
cacheSize: 20 gigs
accounts:
  - profile: good
  - profile: security
    regons: [eu-west-1]
  - regions: [eu-west-1,
      Ireland]
  - role: TraildeskRead
  - externalId: abc
  - profile: good
  - regions: everywhere
  - profile: 12
  - profile: old
    days: 400
buckets:
  - url: https://trail-archive.s3.amazonaws.com
    requesterPays: yes please
  - days: 3
folders: ./logs
`,
    '/',
  )
  expect(sources.map(({ name }) => name)).toEqual(['lookup-good'])
  expect(problems).toEqual([
    { line: 1, message: '“acounts” is no setting; there are accounts, buckets, folders, days, keep, cacheSize.' },
    { line: 2, message: 'keep: takes a number' },
    { line: 3, message: 'cacheSize: takes a size such as 500MB or 20GB' },
    { line: 7, message: 'accounts[1]: “regons” is no setting here. Check how it is spelled, or leave it out.' },
    { line: 9, message: 'accounts[2].regions[1]: a region is spelled as in eu-west-1' },
    { line: 10, message: 'accounts[3].role: a role is given by its ARN, as in arn:aws:iam::111122223333:role/TraildeskRead' },
    { line: 11, message: 'accounts[4]: externalId and sessionName are said to a role: give “role”, or leave them out' },
    { line: 12, message: 'Another source is called “lookup-good”, that of line 5; this one is left out. Give it a “name” of its own.' },
    { line: 13, message: 'accounts[6].regions: takes all, or a list of regions such as [eu-west-1, us-east-1]' },
    { line: 14, message: 'accounts[7].profile: takes a text; put it into quotes' },
    { line: 16, message: 'accounts[8].days: is at most 90: AWS keeps no more for LookupEvents' },
    { line: 18, message: 'buckets[0].url: takes s3://NAME or s3://NAME/PREFIX, where PREFIX is what stands before AWSLogs/' },
    { line: 19, message: 'buckets[0].requesterPays: takes true or false' },
    { line: 20, message: 'buckets[1].url: is missing' },
    { line: 21, message: '“folders” must be a list: begin each entry with a hyphen.' },
  ])
})

it.each([
  ['', 'The file must hold settings'],
  ['just words', 'The file must hold settings'],
  ['accounts: [', 'line'],
  ['folders: []', 'nothing to read'],
  [`a: &a [1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nfolders:\n  - path: x\n    name: *c`, 'cannot be read'],
])('never throws, whatever the file holds: %j', (yaml, told) => {
  const { problems } = readConfig(yaml, '/')
  expect(problems.map(({ line, message }) => `line ${line}: ${message}`).join('\n')).toContain(told)
})

it('fetches no more days than are kept, and says so where more were asked for', () => {
  const { sources, problems } = readConfig('keep: 30\naccounts:\n  - profile: a\nbuckets:\n  - url: s3://trail-archive\n    days: 365\n', '/')
  expect(sources.map((source) => 'days' in source && source.days)).toEqual([30, 30])
  expect(problems).toEqual([{ line: 5, message: 'days: 365 is more than the 30 that “keep” keeps; so many are read. Give more to “keep”, or less to “days”.' }])
})

it('lets several buckets name one queue, by its URL', () => {
  const queue = 'https://sqs.eu-west-1.amazonaws.com/111122223333/trail'
  const { sources, problems } = readConfig(`buckets:\n  - url: s3://one\n    queue: ${queue}\n  - url: s3://other\n    queue: ${queue}\n  - url: s3://third\n    queue: arn:aws:sqs:eu-west-1:111122223333:trail\n`, '/')
  expect(sources.map((source) => 'queue' in source && source.queue)).toEqual([queue, queue])
  expect(problems).toEqual([{ line: 7, message: expect.stringMatching(/^buckets\[2\].queue: takes the URL of a queue/) as string }])
})

it('has the JSON Schema that is served made of the schema it reads by', () => {
  expect(readFileSync(join(process.cwd(), 'public/traildesk.schema.json'), 'utf8'), 'Run npm run schema, and commit what it writes.').toBe(jsonSchemaText())
})

it('lets no source be called as a file of the desk’s own in the data folder, nor lie outside of it', () => {
  const names = ['store', 'cache', 'staging', 'judged-by', 'journal.ndjson', 'journal.cut-off', 'ledger.ndjson', 'views.json', 'paused.json', 'belongs-to.json', '..', '../x', '/x', '.hidden']
  for (const name of names) expect(sourceName.safeParse(name).success, name).toBe(false)
  for (const name of ['logs', 'journal-archive', 's3-trail.example', 'store-1', 'views']) expect(sourceName.safeParse(name).success, name).toBe(true)
})
