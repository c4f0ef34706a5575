import { resolve } from 'node:path'
import { isMap, isNode, isScalar, isSeq, type Node } from 'yaml'
import type { z } from 'zod'
import { account, bucket, configFile, folder } from './config-file'
import { lookupDays, usualDays, type SourceSettings } from './source-settings'
import { linedYaml, type Lined, type Problem } from './yaml-lines'

/** What a configuration file says, as far as it is right. */
export interface Config {
  sources: SourceSettings[]
  /** Days of events that are kept; all if undefined. */
  keep: number | undefined
  /** Bytes that copies may take; no limit if undefined. */
  cacheBytes: number | undefined
  problems: Problem[]
}

const largest = 1_000_000

/**
 * Reads a configuration file. An entry with a mistake is left out and named, with its line and what to do; the rest holds.
 * Never throws.
 * @param at the folder that relative paths begin at
 */
export function readConfig(yaml: string, at: string): Config {
  try {
    return configIn(yaml, at)
  } catch (error) {
    return { sources: [], keep: undefined, cacheBytes: undefined, problems: [{ line: 1, message: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}` }] }
  }
}

function configIn(yaml: string, at: string): Config {
  if (yaml.length > largest) return { sources: [], keep: undefined, cacheBytes: undefined, problems: [{ line: 1, message: 'The file is larger than 1 MB; none of it applies.' }] }
  const lined = linedYaml(yaml, 'core')
  const problems = [...lined.problems]
  const { contents } = lined.document
  const known = Object.keys(configFile.shape)
  const config: Config = { sources: [], keep: undefined, cacheBytes: undefined, problems }
  if (!isMap(contents)) {
    problems.push({ line: 1, message: `The file must hold settings; there are ${known.join(', ')}.` })
    return config
  }
  for (const { key } of contents.items) {
    if (isScalar(key) && known.includes(String(key.value))) continue
    problems.push({ line: lined.lineOf(key, 1), message: `“${isScalar(key) ? String(key.value) : ''}” is no setting; there are ${known.join(', ')}.` })
  }

  /** A setting of the whole, if it is there and right. */
  const one = <Schema extends z.ZodType>(setting: string, schema: Schema): z.output<Schema> | undefined => {
    const node = contents.get(setting, true)
    return isNode(node) ? checked(lined, node, schema, setting, problems) : undefined
  }
  config.keep = one('keep', configFile.shape.keep)
  config.cacheBytes = one('cacheSize', configFile.shape.cacheSize)
  const days = one('days', configFile.shape.days)

  /** The entries of a list that are right, each with its line. */
  const all = <Schema extends z.ZodType>(list: 'accounts' | 'buckets' | 'folders', schema: Schema): { line: number; entry: z.output<Schema> }[] => {
    const node = contents.get(list, true)
    if (node === undefined || (isScalar(node) && node.value === null)) return []
    if (!isSeq(node)) {
      problems.push({ line: lined.lineOf(node, 1), message: `“${list}” must be a list: begin each entry with a hyphen.` })
      return []
    }
    return node.items.flatMap((item, index) => {
      const line = lined.lineOf(item, lined.lineOf(node, 1))
      const entry = isNode(item) ? checked(lined, item, schema, `${list}[${index}]`, problems) : undefined
      return entry === undefined ? [] : [{ line, entry }]
    })
  }

  const taken = new Map<string, number>()
  const add = (line: number, source: SourceSettings) => {
    const other = taken.get(source.name)
    if (other !== undefined) return void problems.push({ line, message: `Another source is called “${source.name}”, that of line ${other}; this one is left out. Give it a “name” of its own.` })
    taken.set(source.name, line)
    config.sources.push(source)
  }
  /** As far back as is asked for, kept and to be had; more than is kept is a mistake. */
  const back = (line: number, asked: number | undefined, most = Infinity): number => {
    const wanted = asked ?? Math.min(days ?? usualDays, most)
    if (asked !== undefined && config.keep !== undefined && asked > config.keep) problems.push({ line, message: `days: ${asked} is more than the ${config.keep} that “keep” keeps; so many are read. Give more to “keep”, or less to “days”.` })
    return Math.min(wanted, config.keep ?? Infinity)
  }
  for (const { line, entry } of all('accounts', account)) {
    add(line, { kind: 'lookup', name: entry.name ?? nameOfAccount(entry), access: accessOf(entry), regions: entry.regions ?? [], days: back(line, entry.days, lookupDays) })
  }
  for (const { line, entry } of all('buckets', bucket)) {
    const { url, name, region, endpoint, forcePathStyle, queue } = entry
    const [, bucketName = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? []
    const optional = { ...(region && { region }), ...(endpoint && { endpoint }), ...(forcePathStyle !== undefined && { forcePathStyle }), ...(queue && { queue }) }
    add(line, {
      kind: 's3', name: name ?? slug(`s3-${bucketName}${path && `-${path}`}`), access: accessOf(entry), bucket: bucketName, prefix: path && `${path}/`, days: back(line, entry.days),
      isRequesterPays: entry.requesterPays ?? false, ...optional,
    })
  }
  for (const { line, entry } of all('folders', folder)) {
    const path = resolve(at, entry.path)
    add(line, { kind: 'folder', name: entry.name ?? slug(`logs-${path.split(/[\\/]/).at(-1) ?? ''}`), folder: path })
  }
  if (config.sources.length === 0) problems.push({ line: 1, message: 'No source is configured rightly, so there is nothing to read. Give “accounts”, “buckets” or “folders”.' })
  problems.sort((a, b) => a.line - b.line)
  return config
}

/** What a node holds, or undefined if that is not right; then it is named. */
function checked<Schema extends z.ZodType>(lined: Lined, node: Node, schema: Schema, where: string, problems: Problem[]): z.output<Schema> | undefined {
  const read = schema.safeParse(node.toJS(lined.document))
  if (read.success) return read.data
  const line = lined.lineOf(node, 1)
  for (const issue of read.error.issues.flatMap(deepest)) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined]
    for (const key of keys) {
      const at = [where, ...issue.path.map(String)].join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]')
      problems.push({ line: lined.lineWithin(node, issue.path, line, key), message: `${at}: ${messageOf(issue, key)}` })
    }
  }
  return undefined
}

type Issue = z.core.$ZodIssue

/** Of what may be one thing or another, what is wrong within the one that was meant; else the issue itself. */
function deepest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const within = issue.errors.flat().filter(({ path }) => path.length > 0)
  return within.length === 0 ? [issue] : within.map((each) => ({ ...each, path: [...issue.path, ...each.path] }))
}

const wanted: Partial<Record<string, string>> = {
  string: 'takes a text; put it into quotes', number: 'takes a number', int: 'takes a whole number', boolean: 'takes true or false', array: 'takes a list', object: 'takes settings, each on a line of its own',
}

function messageOf(issue: Issue, key: string | undefined): string {
  if (key !== undefined) return `“${key}” is no setting here. Check how it is spelled, or leave it out.`
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is missing'
  if (issue.code === 'invalid_type') return wanted[issue.expected] ?? issue.message
  return issue.message
}

const accessOf = ({ profile, role, externalId, sessionName = 'traildesk' }: z.output<typeof account> | z.output<typeof bucket>) => ({
  ...(profile !== undefined && { profile }),
  ...(role !== undefined && { role: { arn: role, sessionName, ...(externalId !== undefined && { externalId }) } }),
})

/** The account of the role, or the profile; the account whose credentials are found is called as without a configuration. */
function nameOfAccount({ profile, role }: z.output<typeof account>): string {
  const id = role === undefined ? profile : role.split(':')[4]
  return id === undefined ? 'lookup-events' : slug(`lookup-${id}`)
}

const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9._-]+/g, '-').slice(0, 100)
