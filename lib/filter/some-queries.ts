import fc from 'fast-check'
import { parameterNames, type ParameterName } from './parameters'
import { guarded, literal } from './spelling'

const spelling = (texts: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...texts).map(literal),
    fc.constantFrom(...texts).map((text) => `${text.slice(0, 3).replace(/[\\*]/g, '\\$&')}*`).map(guarded),
    fc.constantFrom(...texts).map((text) => `*${text.slice(1).replace(/[\\*]/g, '\\$&')}`),
    fc.constantFrom('none', 'any', '*', '**', 'D*e_*s'),
  )

const paths = ['eventName', 'userIdentity.userName', 'responseElements.credentials', 'responseElements.credentials.accessKeyId', 'readOnly', 'a\\.b[].c[]', '\\!x\\:', 'no.such[].place']

/** For tests: query strings with random choices, whose values are often among `texts`. */
export function someQueries(texts: Partial<Record<ParameterName, readonly string[]>>, names: readonly ParameterName[] = parameterNames): fc.Arbitrary<URLSearchParams> {
  const one = fc.constantFrom(...names).chain((name) => {
    const own: Partial<Record<ParameterName, fc.Arbitrary<string>>> = {
      class: fc.constantFrom('component', 'network', 'permission', 'authentication', 'data', 'audit', 'none'),
      severity: fc.constantFrom('info', 'low', 'medium', 'high', 'critical'),
      source: fc.constantFrom('folder', 's3'),
      readonly: fc.constantFrom('true', 'false', 'none'),
      hour: fc.integer({ min: 0, max: 23 }).map(String),
      arrived: fc.constantFrom('after:0', 'after:1', 'until:0', 'until:1', 'until:12'),
      weekday: fc.integer({ min: 1, max: 7 }).map(String),
      agent: fc.oneof(fc.constantFrom(...(texts.agent ?? ['x'])).map((text) => guarded(text) || 'none'), fc.constantFrom('BOTO', 'aws', 'none', 'any')),
      q: fc.constantFrom('stoplogging', 'ALICE', 'alice DescribeInstances', 'größe', 'AKIAONE AccessDenied'),
      field: fc.tuple(fc.constantFrom(...paths), spelling(texts.field ?? ['x'])).map(([path, value]) => `${path}:${value}`),
      ip: fc.oneof(spelling(texts.ip ?? ['x']), fc.constantFrom('10.0.0.0/8', '10.1.2.3/32', '0.0.0.0/0', '::/0', '2001:db8::/32', '10.1.*')),
    }
    const value = own[name] ?? spelling(texts[name] ?? ['x'])
    return fc.record({ name: fc.constant(name), values: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), value), { minLength: 1, maxLength: 3 }) })
  })
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Chatham', 'America/St_Johns', 'Australia/Lord_Howe')
  return fc.tuple(fc.uniqueArray(one, { maxLength: 3, selector: ({ name }) => name }), zone).map(([chosen, tz]) => {
    const search = new URLSearchParams({ tz })
    for (const { name, values } of chosen) for (const [turn, value] of values) search.append(name, turn === 0 ? `!${value}` : value)
    return search
  })
}
