import { serviceNames, type Place } from '../estate'
import type { Random } from '../random'
import { always, failure, read, write, type Operation } from './operation'

const throttled = (share: number) => [failure('ThrottlingException', 'Rate exceeded', share)]

const group: Operation['details'] = (place, random) => ({
  request: `{"logGroupName":"/aws/lambda/${random.pick(place.functions)}","limit":50}`,
})
const func: Operation['details'] = (place, random) => ({ request: `{"functionName":"${random.pick(place.functions)}"}` })
const database: Operation['details'] = (place, random) => ({ request: `{"dBInstanceIdentifier":"${random.pick(place.databases)}"}` })
const stack: Operation['details'] = (place, random) => ({ request: `{"stackName":"${place.account.name}-${random.pick(serviceNames)}"}` })
const balancer: Operation['details'] = (place, random) => ({ request: `{"loadBalancerArn":"${random.pick(place.balancers)}"}` })
const service = (place: Place, random: Random) => `"cluster":"${place.account.name}","services":["${random.pick(serviceNames)}"]`

export const logs = {
  groups: read('logs', 'DescribeLogGroups', always('{"limit":50,"includeLinkedAccounts":false}'), { failures: throttled(0.06) }),
  streams: read('logs', 'DescribeLogStreams', group),
  filter: read('logs', 'FilterLogEvents', group),
  createStream: write('logs', 'CreateLogStream', (place, random) => ({
    request: `{"logGroupName":"/aws/lambda/${random.pick(place.functions)}","logStreamName":"[$LATEST]${random.hex(32)}"}`,
  })),
}

export const lambda = {
  list: read('lambda', 'ListFunctions20150331', always('{"maxItems":50,"functionVersion":"ALL"}')),
  get: read('lambda', 'GetFunction20150331v2', func, { failures: throttled(0.06) }),
  configuration: read('lambda', 'GetFunctionConfiguration20150331v2', func),
  updateCode: write('lambda', 'UpdateFunctionCode20150331v2', (place, random) => {
    const name = random.pick(place.functions)
    return {
      request: `{"functionName":"${name}","imageUri":"${place.account.id}.dkr.ecr.${place.region}.amazonaws.com/${name}:${random.hex(7)}","publish":true,"dryRun":false}`,
      response: `{"functionName":"${name}","functionArn":"arn:aws:lambda:${place.region}:${place.account.id}:function:${name}","role":"arn:aws:iam::${
        place.account.id
      }:role/${name}","codeSize":0,"timeout":30,"memorySize":512,"version":"${random.below(400)}","packageType":"Image","state":"Active","lastUpdateStatus":"InProgress"}`,
    }
  }),
}

export const rds = {
  instances: read('rds', 'DescribeDBInstances', database, {
    failures: [failure('DBInstanceNotFound', 'DBInstance former-db not found.', 0.03)],
  }),
  snapshots: read('rds', 'DescribeDBSnapshots', database),
  engines: read('rds', 'DescribeDBEngineVersions', always('{"engine":"postgres","defaultOnly":false,"includeAll":false}')),
  clusters: read('rds', 'DescribeDBClusters', always('{"maxRecords":100,"includeShared":false}')),
  tags: read('rds', 'ListTagsForResource', (place, random) => ({
    request: `{"resourceName":"arn:aws:rds:${place.region}:${place.account.id}:db:${random.pick(place.databases)}"}`,
  })),
  maintenance: read('rds', 'DescribePendingMaintenanceActions'),
}

export const monitoring = {
  alarms: read('monitoring', 'DescribeAlarms', always('{"maxRecords":100}'), { failures: throttled(0.06) }),
  metrics: read('monitoring', 'ListMetrics', always('{"namespace":"AWS/EC2","recentlyActive":"PT3H"}'), { failures: throttled(0.08) }),
  dashboards: read('monitoring', 'ListDashboards'),
  health: read(
    'health',
    'DescribeEventAggregates',
    always(
      '{"aggregateField":"eventTypeCategory","filter":{"eventStatusCodes":["open","upcoming"],"eventTypeCategories":["issue","accountNotification","scheduledChange"]}}',
    ),
  ),
  hubs: read('notifications', 'ListNotificationHubs'),
  costs: read(
    'ce',
    'GetCostAndUsage',
    always('{"granularity":"DAILY","metrics":["UnblendedCost"],"groupBy":[{"type":"DIMENSION","key":"SERVICE"}]}'),
  ),
  organisation: read('organizations', 'DescribeOrganization'),
}

export const delivery = {
  token: read('ecr', 'GetAuthorizationToken'),
  layers: read('ecr', 'BatchCheckLayerAvailability', (place, random) => ({
    request: `{"registryId":"${place.account.id}","repositoryName":"${random.pick(serviceNames)}","layerDigests":["sha256:${random.hex(64)}"]}`,
  })),
  image: read('ecr', 'BatchGetImage', (place, random) => ({
    request: `{"registryId":"${place.account.id}","repositoryName":"${random.pick(serviceNames)}","imageIds":[{"imageTag":"${random.hex(7)}"}],"acceptedMediaTypes":["application/vnd.oci.image.manifest.v1+json"]}`,
  })),
  putImage: write('ecr', 'PutImage', (place, random) => ({
    request: `{"registryId":"${place.account.id}","repositoryName":"${random.pick(serviceNames)}","imageTag":"${random.hex(7)}","imageManifestMediaType":"application/vnd.oci.image.manifest.v1+json"}`,
  })),
  services: read('ecs', 'DescribeServices', (place, random) => ({ request: `{${service(place, random)}}` })),
  tasks: read('ecs', 'DescribeTasks', (place, random) => ({
    request: `{"cluster":"${place.account.name}","tasks":["${random.hex(32)}"]}`,
  })),
  registerTask: write('ecs', 'RegisterTaskDefinition', (place, random) => ({
    request: `{"family":"${random.pick(serviceNames)}","networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"cpu":"512","memory":"1024","containerDefinitions":[{"name":"app","image":"${
      place.account.id
    }.dkr.ecr.${place.region}.amazonaws.com/app:${random.hex(7)}","essential":true}]}`,
  })),
  updateService: write('ecs', 'UpdateService', (place, random) => ({
    request: `{"cluster":"${place.account.name}","service":"${random.pick(serviceNames)}","forceNewDeployment":true}`,
  })),
  stacks: read('cloudformation', 'DescribeStacks', stack),
  stackEvents: read('cloudformation', 'DescribeStackEvents', stack),
}

export const fleet = {
  groups: read('autoscaling', 'DescribeAutoScalingGroups', always('{"maxRecords":100}'), { failures: throttled(0.06) }),
  balancers: read('elasticloadbalancing', 'DescribeLoadBalancers', always('{"pageSize":400}')),
  listeners: read('elasticloadbalancing', 'DescribeListeners', balancer),
  health: read('elasticloadbalancing', 'DescribeTargetHealth', (place, random) => ({
    request: `{"targetGroupArn":"arn:aws:elasticloadbalancing:${place.region}:${place.account.id}:targetgroup/${random.pick(serviceNames)}/${place.vpcs[0]?.slice(4, 20)}"}`,
  })),
  registerTargets: write('elasticloadbalancing', 'RegisterTargets', (place, random) => ({
    request: `{"targetGroupArn":"arn:aws:elasticloadbalancing:${place.region}:${place.account.id}:targetgroup/${random.pick(serviceNames)}/${place.vpcs[0]?.slice(
      4,
      20,
    )}","targets":[{"id":"${random.pick(place.instances)}"}]}`,
  })),
  inventory: read('ssm', 'DescribeInstanceInformation', always('{"maxResults":50,"filters":[{"key":"PingStatus","values":["Online"]}]}')),
  heartbeat: write('ssm', 'UpdateInstanceInformation', (_place, _random, session) => ({
    request: `{"instanceId":"${session}","agentVersion":"3.3.1611.0","agentStatus":"Active","platformType":"Linux","platformName":"Amazon Linux","platformVersion":"2023","agentName":"amazon-ssm-agent"}`,
  })),
  associations: read('ssm', 'ListInstanceAssociations', (_place, _random, session) => ({
    request: `{"instanceId":"${session}","maxResults":20}`,
  })),
  rules: read('config', 'DescribeConfigRules'),
  recorders: read('config', 'DescribeConfigurationRecorderStatus'),
  trails: read('cloudtrail', 'DescribeTrails', always('{"includeShadowTrails":true,"trailNameList":[]}')),
  trailStatus: read('cloudtrail', 'GetTrailStatus', (place) => ({
    request: `{"name":"arn:aws:cloudtrail:us-east-1:${place.account.id}:trail/fernway-trail"}`,
  })),
}

const tableOf = (place: Place, random: Random) => `${place.account.name}-${random.pick(serviceNames)}`
const row: Operation['details'] = (place, random) => {
  const table = tableOf(place, random)
  return {
    request: `{"tableName":"${table}","key":{"id":"HIDDEN_DUE_TO_SECURITY_REASONS"},"consistentRead":false}`,
    resources: `[{"accountId":"${place.account.id}","type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:${place.region}:${place.account.id}:table/${table}"}]`,
  }
}

export const dynamodb = {
  describe: read('dynamodb', 'DescribeTable', (place, random) => ({ request: `{"tableName":"${tableOf(place, random)}"}` })),
  list: read('dynamodb', 'ListTables', always('{"limit":100}')),
  get: read('dynamodb', 'GetItem', row, { data: true, failures: throttled(0.05) }),
}
