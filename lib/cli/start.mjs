#!/usr/bin/env node
// npm start: installs and builds what is missing, makes sample logs if no others are given, and runs the desk.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from './build.mjs'
import { checkNode, fail, install, root } from './install.mjs'

const usage = `npm start [-- [--logs DIR] [--aws [--regions A,B]] [--bucket s3://NAME/PREFIX [--days N] [--queue URL]] [--data DIR] [--cache-size SIZE] [--rules FILE]]

One desk reads all that is given.

  --logs DIR    a folder of trail files, .json or .json.gz, at any depth; without it, sample logs are shown
  --aws         the events of the AWS account whose credentials are found (AWS_PROFILE and all else that the SDK knows),
                by cloudtrail:LookupEvents
  --regions A,B the regions to ask; without it, the region of the profile, and those of IAM, STS and sign-in
  --bucket URL  the S3 bucket that a trail delivers to, s3://NAME or s3://NAME/PREFIX (what stands before AWSLogs/)
  --days N      how many days back to fetch from it; without it 90
  --queue URL   the SQS queue that tells of the bucket's new objects, https://sqs.REGION.amazonaws.com/ACCOUNT/NAME
  --requester-pays  says that these credentials' account pays for reading the bucket
  --config FILE a file (YAML) that names several accounts, regions, buckets and folders; without it and all of the above, traildesk.yaml
                in the folder that npm start is called from, if there is one
  --data DIR    where the store lies; without it, a folder in .traildesk
  --cache-size SIZE  how much disk the copies of what was fetched from AWS may take, such as 20GB; without it, all are kept
  --rules FILE  the team's own risk rules (YAML)
  PORT          in the environment: the port, 3000 if left out`

const host = '127.0.0.1'
/** As in lib/config/connect-offer.ts: somebody who looked at the sample wants to see the account whose credentials were found. */
const connectExitCode = 75
const calledFrom = process.env.INIT_CWD ?? process.cwd()

checkNode()
const options = optionsGiven()
const port = portGiven()
const url = `http://${host}:${port}`
await checkPort()
install('production')
if (!options.dev) build()
run(settingsGiven())

function optionsGiven() {
  try {
    const text = { type: 'string' }
    const { values } = parseArgs({ options: { logs: text, config: text, data: text, rules: text, aws: { type: 'boolean' }, regions: text, bucket: text, days: text, queue: text, 'cache-size': text, 'requester-pays': { type: 'boolean' }, host: text, dev: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
    if (values.help) {
      console.log(usage)
      process.exit(0)
    }
    const isLoopback = values.host === undefined || ['127.0.0.1', 'localhost'].includes(values.host)
    if (!isLoopback) fail(`The desk has no sign-in yet, so it listens on ${host} only; --host ${values.host} is refused. To reach it from elsewhere, use an SSH tunnel.`)
    if (values.bucket === undefined && (values.days !== undefined || values.queue !== undefined || values['requester-pays'])) fail('--days, --queue and --requester-pays say how --bucket is read; give that, too.')
    const size = values['cache-size']
    if (size !== undefined && !/^\d{1,6}(\.\d{1,3})? ?(k|M|G|T)B$/i.test(size)) fail(`--cache-size takes a size such as 500MB or 20GB; “${size}” is not that.`)
    if (values.regions !== undefined && !values.aws) fail('--regions says where --aws asks; give both.')
    return values
  } catch (error) {
    return fail(`${error.message}\n\n${usage}`)
  }
}

function portGiven() {
  const given = process.env.PORT || '3000'
  const number = Number(given)
  if (!Number.isInteger(number) || number < 1 || number > 65535) fail(`PORT takes a number from 1 to 65535; “${given}” is not that.`)
  return number
}

function checkPort() {
  return new Promise((free) => {
    const probe = createServer()
    probe.once('error', ({ code }) => fail(code === 'EADDRINUSE' ? `Port ${port} is taken. Choose another: PORT=${port + 1} npm start` : `Port ${port} cannot be used (${code}).`))
    probe.listen(port, host, () => probe.close(free))
  })
}

/** Where records come from, as lib/config/settings.ts takes it, and the data folder: that of the first, which may have been there before the others. */
function settingsGiven() {
  const places = [...(options.aws ? [aws()] : []), ...(options.bucket === undefined ? [] : [bucket(options.bucket)]), ...(options.logs === undefined ? [] : [folder(options.logs)])]
  const config = options.config === undefined ? (places.length === 0 ? configFound() : undefined) : configGiven(options.config)
  const [first = { store: config === undefined ? 'sample' : `desk-${hashOf(realpathSync(config))}` }] = places
  const data = options.data === undefined ? join(root, '.traildesk', first.store) : resolve(calledFrom, options.data)
  return { data, config, sources: places.length === 0 && config === undefined ? [sample(data)] : places.map(({ source }) => source) }
}

function configGiven(given) {
  const file = resolve(calledFrom, given)
  if (!existsSync(file) || !statSync(file).isFile()) fail(`There is no file ${file}. Give the configuration file with --config.`)
  return file
}

/** The file that is taken without being named; so that nobody wonders, it is told. */
function configFound() {
  const file = join(calledFrom, 'traildesk.yaml')
  if (!existsSync(file)) return undefined
  console.log(`Reading ${file}`)
  return file
}

/** Sample logs, made at the first start; they and their store never meet real ones. */
function sample(data) {
  const out = join(data, 'logs')
  if (!existsSync(join(out, 'sample.json'))) {
    console.log('Making sample logs of an invented company…')
    const { status } = spawnSync(process.execPath, [join(root, 'lib', 'cli', 'sample.mjs'), '--out', out], { stdio: 'inherit' })
    if (status !== 0) fail('The sample logs could not be made; the reason stands above.')
  }
  return { kind: 'sample', name: 'sample', folder: join(out, 'AWSLogs') }
}

/** What tells a data folder from others, from what tells its logs from others. */
function hashOf(text) {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** A folder of trail files. */
function folder(given) {
  const logs = resolve(calledFrom, given)
  if (!existsSync(logs)) fail(`There is no folder ${logs}. Give the folder of trail files with --logs.`)
  if (!statSync(logs).isDirectory()) fail(`${logs} is a file. Give the folder that it lies in with --logs.`)
  return { store: `logs-${hashOf(realpathSync(logs))}`, source: { kind: 'folder', name: 'logs', folder: logs } }
}

/** The AWS account whose credentials the SDK finds, by its profile. */
function aws() {
  const regions = (options.regions ?? '').split(',').map((region) => region.trim()).filter((region) => region !== '')
  const odd = regions.find((region) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
  if (odd !== undefined) fail(`--regions takes regions as AWS spells them, such as eu-west-1,us-east-1; “${odd}” is not one.`)
  return { store: `aws-${hashOf(process.env.AWS_PROFILE || 'default')}`, source: { kind: 'lookup', name: 'lookup-events', regions } }
}

/** The S3 bucket of a trail. */
function bucket(given) {
  const [, name, prefix] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?)\/?)?$/.exec(given) ?? fail(`--bucket takes s3://NAME or s3://NAME/PREFIX; “${given}” is not that.`)
  const days = options.days ?? '90'
  if (!/^[1-9]\d{0,3}$/.test(days) || Number(days) > 3650) fail(`--days takes a whole number from 1 to 3650; “${days}” is not that.`)
  const { queue } = options
  if (queue !== undefined && !/^https?:\/\/[^/?#@\s]+\/\d{12}\/[A-Za-z0-9_-]{1,80}$/.test(queue)) fail(`--queue takes the URL of an SQS queue, such as https://sqs.eu-west-1.amazonaws.com/111122223333/trail; “${queue}” is not that.`)
  const source = { kind: 's3', name: 's3', bucket: name, prefix: prefix ? `${prefix}/` : '', days: Number(days), isRequesterPays: options['requester-pays'] === true, queue }
  return { store: `s3-${hashOf(given.replace(/\/$/, ''))}`, source }
}

/** Starts again on the account; the sample's data folder is left as it is. */
function connect() {
  options.aws = true
  if (options.data !== undefined) options.data = `${options.data}-aws`
  console.log('Starting again on your AWS account')
  run(settingsGiven())
}

function run({ data, sources, config = '' }) {
  const env = {
    ...process.env,
    TRAILDESK_DATA: data,
    TRAILDESK_SOURCES: JSON.stringify(sources),
    TRAILDESK_CONFIG: config,
    TRAILDESK_MAY_CONNECT: sources[0]?.kind === 'sample' ? '1' : '',
    TRAILDESK_CACHE_SIZE: options['cache-size'] ?? '',
    TRAILDESK_RULES: options.rules === undefined ? '' : resolve(calledFrom, options.rules),
    // The engine's queries run on these threads; four would let slow ones hold up the quick.
    UV_THREADPOOL_SIZE: '16',
    // The engine's allocator gives large pieces back at once otherwise, and asks for them again with the next batch.
    JE_MALLOC_CONF: 'oversize_threshold:0',
    NEXT_TELEMETRY_DISABLED: '1',
    // Next would end the process before what is being written is.
    NEXT_MANUAL_SIG_HANDLE: '1',
    // What the AWS SDK will need in later years is nothing to the person at the terminal.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    NODE_ENV: options.dev ? 'development' : 'production',
  }
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const server = spawn(process.execPath, [next, options.dev ? 'dev' : 'start', '-H', host, '-p', String(port)], {
    cwd: root,
    env,
    stdio: ['ignore', options.dev ? 'inherit' : 'pipe', 'inherit'],
  })
  let isReady = false
  // Next's own greeting says nothing that the line with the URL does not.
  server.stdout?.on('data', (text) => {
    for (const line of String(text).split('\n')) if (line.trim() !== '' && !/^\s*(▲|-|✓)/.test(line)) console.log(line)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  server.on('exit', (code, signal) => {
    if (code === connectExitCode) return connect()
    process.exit(code ?? (signal === null || isReady ? 0 : 1))
  })
  const look = async () => {
    const ready = await fetch(`${url}/api/health`).then((answer) => answer.json(), () => undefined)
    if (ready?.ready !== true) return void setTimeout(look, 100)
    isReady = true
    console.log(`Traildesk is ready at ${url}`)
  }
  void look()
}
