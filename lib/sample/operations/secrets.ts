import type { Place } from '../estate'
import type { Random } from '../random'
import { always, failure, read, resource, write, type Operation } from './operation'

const secret: Operation['details'] = (place, random) => ({ request: `{"secretId":"${random.pick(place.secrets)}"}` })

const parameterArn = (place: Place, name: string) => `arn:aws:ssm:${place.region}:${place.account.id}:parameter${name}`

const parameter: Operation['details'] = (place, random) => {
  const name = random.pick(place.parameters)
  return {
    request: `{"name":"${name}","withDecryption":true}`,
    resources: `[{"accountId":"${place.account.id}","ARN":"${parameterArn(place, name)}"}]`,
  }
}

const opened =
  (context: (place: Place, random: Random) => string): Operation['details'] =>
  (place, random) => ({
    request: `{"encryptionContext":${context(place, random)},"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}`,
    resources: resource(place, 'AWS::KMS::Key', random.pick(place.keys)),
  })

const sealed =
  (context: (place: Place, random: Random) => string): Operation['details'] =>
  (place, random) => {
    const key = random.pick(place.keys)
    return {
      request: `{"keyId":"${key}","keySpec":"AES_256","encryptionContext":${context(place, random)}}`,
      resources: resource(place, 'AWS::KMS::Key', key),
    }
  }

const ofSecret = (place: Place, random: Random) => `{"SecretARN":"${random.pick(place.secrets)}","SecretVersionId":"${random.uuid()}"}`
const ofParameter = (place: Place, random: Random) => `{"PARAMETER_ARN":"${parameterArn(place, random.pick(place.parameters))}"}`
const ofBucket = (place: Place, random: Random) => `{"aws:s3:arn":"arn:aws:s3:::${random.pick(place.buckets)}"}`
const ofFunction = (place: Place, random: Random) =>
  `{"aws:lambda:FunctionArn":"arn:aws:lambda:${place.region}:${place.account.id}:function:${random.pick(place.functions)}"}`

export const secrets = {
  get: read('secretsmanager', 'GetSecretValue', secret),
  describe: read('secretsmanager', 'DescribeSecret', secret, {
    failures: [failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.", 0.04)],
  }),
  list: read('secretsmanager', 'ListSecrets', always('{"maxResults":100}')),
  resourcePolicy: read('secretsmanager', 'GetResourcePolicy', secret),
}

export const parameters = {
  get: read('ssm', 'GetParameter', parameter, { failures: [failure('ParameterNotFound', '', 0.04)] }),
  describe: read(
    'ssm',
    'DescribeParameters',
    (place, random) => ({ request: `{"filters":[{"key":"Name","values":["${random.pick(place.parameters)}"]}],"maxResults":50}` }),
    { failures: [failure('ThrottlingException', 'Rate exceeded', 0.25)] },
  ),
  tags: read('ssm', 'ListTagsForResource', (place, random) => ({
    request: `{"resourceType":"Parameter","resourceId":"${random.pick(place.parameters)}"}`,
  })),
  put: write('ssm', 'PutParameter', (place, random) => ({
    request: `{"name":"${random.pick(place.parameters)}","type":"SecureString","overwrite":true,"tier":"Standard","value":"HIDDEN_DUE_TO_SECURITY_REASONS"}`,
    response: `{"version":${1 + random.below(90)},"tier":"Standard"}`,
  })),
}

export const kms = {
  forSecret: read('kms', 'Decrypt', opened(ofSecret), { through: 'secretsmanager.amazonaws.com' }),
  forParameter: read('kms', 'Decrypt', opened(ofParameter), { through: 'ssm.amazonaws.com' }),
  forBucket: read('kms', 'Decrypt', opened(ofBucket), { through: 's3.amazonaws.com' }),
  forFunction: read('kms', 'Decrypt', opened(ofFunction)),
  dataKey: read('kms', 'GenerateDataKey', sealed(ofBucket), { through: 's3.amazonaws.com' }),
  trailKey: read(
    'kms',
    'GenerateDataKey',
    sealed((place) => `{"aws:cloudtrail:arn":"arn:aws:cloudtrail:us-east-1:${place.account.id}:trail/fernway-trail"}`),
  ),
  describeKey: read('kms', 'DescribeKey', (place, random) => {
    const key = random.pick(place.keys)
    return { request: `{"keyId":"${key}"}`, resources: resource(place, 'AWS::KMS::Key', key) }
  }),
}
