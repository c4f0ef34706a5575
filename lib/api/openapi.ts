import 'server-only'
import { z } from 'zod'
import { parameterNames, parameters } from '@/lib/filter/parameters'
import { addressActivityContract, keyActivityContract, roleActivityContract } from './activity'
import { compareContract } from './compare'
import { methodOf, type Change, type Contract } from './contract'
import { addressesContract } from './addresses'
import { connectContract } from './connect'
import { coverageContract } from './coverage'
import { decideContract, decisionsContract, escalationContract } from './decisions'
import { eventContract, eventsContract } from './events'
import { expectationEndContract, expectationPreviewContract, expectationsContract, expectContract } from './expectations'
import { exportContract } from './export'
import { facetsContract } from './facets'
import { fieldsContract } from './fields'
import { healthContract } from './health'
import { identitiesContract, identityContract, identityKindContract } from './identities'
import { heatmapContract } from './heatmap'
import { journalCheckContract, journalContract } from './journal'
import { noteContract, notesContract } from './notes'
import { problem } from './problem'
import { reportContract, reportFileContract } from './report'
import { ruleChangeContract, ruleFileContract, ruleHitsContract, ruleImportContract, ruleImportPreviewContract, rulePreviewContract, rulesContract, ruleUndoContract } from './rules'
import { calendarContract, signOffContract, signOffsContract } from './sign-offs'
import { readingListContract, reviewContract } from './review'
import { fetchContract, pauseContract, resumeContract, sourcesContract, syncContract } from './sources'
import { addressContract, keyContract, roleContract } from './subject'
import { timelineContract } from './timeline'
import { dropViewContract, renameViewContract, saveViewContract, viewContract, viewsContract } from './views'

/** Every route of the API. */
const contracts: readonly (Contract | Change)[] = [
  timelineContract,
  heatmapContract,
  eventsContract,
  eventContract,
  facetsContract,
  fieldsContract,
  addressesContract,
  identitiesContract,
  identityContract,
  compareContract,
  keyContract,
  keyActivityContract,
  addressContract,
  addressActivityContract,
  roleContract,
  roleActivityContract,
  exportContract,
  reviewContract,
  readingListContract,
  coverageContract,
  sourcesContract,
  syncContract,
  pauseContract,
  resumeContract,
  fetchContract,
  connectContract,
  healthContract,
  journalContract,
  journalCheckContract,
  decisionsContract,
  decideContract,
  identityKindContract,
  escalationContract,
  notesContract,
  noteContract,
  expectationsContract,
  expectationPreviewContract,
  expectContract,
  expectationEndContract,
  rulesContract,
  rulePreviewContract,
  ruleHitsContract,
  ruleChangeContract,
  ruleUndoContract,
  ruleImportContract,
  ruleImportPreviewContract,
  ruleFileContract,
  viewsContract,
  saveViewContract,
  viewContract,
  renameViewContract,
  dropViewContract,
  signOffsContract,
  signOffContract,
  calendarContract,
  reportContract,
  reportFileContract,
]

type Json = Record<string, unknown>

/** The API as an OpenAPI 3.1 document, made of what the routes themselves read and answer by. */
export function openApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Traildesk',
      version: '1',
      description: 'AWS CloudTrail events, counted and listed. A URL that worked once works forever: unknown parameters are ignored, errors are RFC 9457 problem documents.',
    },
    servers: [{ url: '/' }],
    paths: { ...Object.fromEntries(contracts.map(({ path }) => [path, Object.assign({}, ...contracts.filter((each) => each.path === path).map(pathOf))])), '/api/openapi.json': itself },
    components: {
      parameters: Object.fromEntries(filterParameters.map((each) => [each.name, each])),
      schemas: { Problem: schemaOf(problem, 'output') },
      responses: {
        Problem: { description: 'What went wrong, and what to do', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    },
  }
}

const itself = { get: { summary: 'This document', responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } } } } }

const one = (name: string, description: string, rest: Json = {}) => ({ name, in: 'query', description, schema: { type: 'string' }, ...rest })

const filterParameters = [
  one('from', 'Start, in the span: an ISO 8601 instant, or relative to now: -24h, -7d, now. Left out, with `to`: the last 24 hours, or the last 24 hours stored'),
  one('to', 'End, not in the span; as `from`'),
  one('tz', 'IANA time zone in which days and hours are cut; UTC if left out'),
  ...parameterNames.map((name) =>
    one(name, `${parameters[name].label}: takes ${parameters[name].takes}. Given twice: either; a value that begins with ! excludes`, {
      schema: { type: 'array', items: { type: 'string' } },
      style: 'form',
      explode: true,
    }),
  ),
]

function pathOf(contract: Contract | Change): Json {
  return {
    [methodOf(contract).toLowerCase()]: {
      summary: contract.summary,
      parameters: [
        ...ownParameters(contract),
        ...(contract.filtered ? filterParameters.map(({ name }) => ({ $ref: `#/components/parameters/${name}` })) : []),
      ],
      ...('sends' in contract && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(contract.sends, 'input') } } } }),
      responses: { 200: { description: 'The answer', content: contentOf(contract) }, default: { $ref: '#/components/responses/Problem' } },
    },
  }
}

function ownParameters({ path, takes }: Contract): Json[] {
  return Object.entries(takes.shape).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field, 'input')
    const inPath = path.includes(`{${name}}`)
    return { name, in: inPath ? 'path' : 'query', ...(inPath && { required: true }), ...(description !== undefined && { description }), schema }
  })
}

function contentOf(contract: Contract): Json {
  const schema = schemaOf(contract.answers, 'output')
  if (contract.path === reportFileContract.path) return { 'application/json': { schema }, 'text/csv': { schema } }
  if (contract.path === ruleFileContract.path) return { 'application/yaml': { schema } }
  if (contract.path !== exportContract.path) return { 'application/json': { schema } }
  return { 'application/x-ndjson': { schema }, 'text/csv': { schema } }
}

/** A schema as OpenAPI 3.1 embeds it: its dialect is that of the document. */
function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
