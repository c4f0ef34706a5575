import type { Place } from '../estate'
import type { Random } from '../random'
import { always, failure, read, write, type Operation } from './operation'

const missing = (kind: string, code: string, of: (random: Random) => string) => ({
  code: `Client.Invalid${code}.NotFound`,
  message: (_place: Place, random: Random) => `The ${kind} ID '${of(random)}' does not exist`,
  share: 0.05,
})

/** `{"xSet":{"items":[{"xId":"…"}]},"filterSet":{}}`, or without the items, as consoles ask for everything. */
const listed =
  (set: string, id: string, of: (place: Place) => readonly string[]): Operation['details'] =>
  (place, random) => ({
    request: random.chance(0.6)
      ? `{"${set}":{"items":[{"${id}":"${random.pick(of(place))}"}]},"filterSet":{}}`
      : `{"maxResults":1000,"${set}":{},"filterSet":{}}`,
  })

const machine: Operation['details'] = (place, random) => ({
  request: `{"instanceId":"${random.pick(place.instances)}","attribute":"${random.pick(['userData', 'disableApiTermination', 'sourceDestCheck'])}"}`,
})

const done = (id: string) => `{"requestId":"${id}","_return":true}`

export const ec2 = {
  describeInstances: read(
    'ec2',
    'DescribeInstances',
    listed('instancesSet', 'instanceId', (place) => place.instances),
    { failures: [failure('Client.RequestLimitExceeded', 'Request limit exceeded.', 0.1)] },
  ),
  describeInstanceStatus: read(
    'ec2',
    'DescribeInstanceStatus',
    listed('instancesSet', 'instanceId', (place) => place.instances),
  ),
  describeInstanceAttribute: read('ec2', 'DescribeInstanceAttribute', machine),
  describeVolumes: read(
    'ec2',
    'DescribeVolumes',
    listed('volumeSet', 'volumeId', (place) => place.volumes),
  ),
  describeVolumeStatus: read(
    'ec2',
    'DescribeVolumeStatus',
    listed('volumeSet', 'volumeId', (place) => place.volumes),
  ),
  describeSnapshots: read('ec2', 'DescribeSnapshots', (place) => ({
    request: `{"maxResults":1000,"snapshotSet":{},"ownersSet":{"items":[{"owner":"${place.account.id}"}]},"sharedUsersSet":{},"filterSet":{}}`,
  })),
  describeImages: read('ec2', 'DescribeImages', (place, random) => ({
    request: `{"executableBySet":{},"imagesSet":{"items":[{"imageId":"${random.pick(place.images)}"}]},"ownersSet":{},"filterSet":{},"includeDeprecated":true,"includeDisabled":false}`,
  })),
  describeVpcs: read(
    'ec2',
    'DescribeVpcs',
    listed('vpcSet', 'vpcId', (place) => place.vpcs),
  ),
  describeVpcAttribute: read('ec2', 'DescribeVpcAttribute', (place, random) => ({
    request: `{"vpcId":"${random.pick(place.vpcs)}","attribute":"${random.pick(['enableDnsSupport', 'enableDnsHostnames'])}"}`,
  })),
  describeSubnets: read(
    'ec2',
    'DescribeSubnets',
    listed('subnetSet', 'subnetId', (place) => place.subnets),
  ),
  describeSecurityGroups: read('ec2', 'DescribeSecurityGroups', (place, random) => ({
    request: `{"securityGroupSet":{},"securityGroupIdSet":{"items":[{"groupId":"${random.pick(place.groups)}"}]},"filterSet":{}}`,
  })),
  describeRouteTables: read(
    'ec2',
    'DescribeRouteTables',
    listed('routeTableIdSet', 'routeTableId', (place) => place.tables),
    { failures: [missing('routeTable', 'RouteTableID', (random) => `rtb-0${random.hex(16)}`)] },
  ),
  describeNetworkInterfaces: read(
    'ec2',
    'DescribeNetworkInterfaces',
    listed('networkInterfaceIdSet', 'networkInterfaceId', (place) => place.interfaces),
  ),
  describeNetworkAcls: read('ec2', 'DescribeNetworkAcls', (place, random) => ({
    request: `{"networkAclIdSet":{},"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":[{"value":"${random.pick(place.vpcs)}"}]}}]}}`,
  })),
  describeAddresses: read('ec2', 'DescribeAddresses', always('{"publicIpsSet":{},"filterSet":{},"allocationIdsSet":{}}')),
  describeAvailabilityZones: read('ec2', 'DescribeAvailabilityZones', always('{"availabilityZoneSet":{},"availabilityZoneIdSet":{}}')),
  describeRegions: read('ec2', 'DescribeRegions', always('{"regionSet":{},"allRegions":true}')),
  describeAccountAttributes: read(
    'ec2',
    'DescribeAccountAttributes',
    always('{"accountAttributeNameSet":{"items":[{"attributeName":"default-vpc"}]},"filterSet":{}}'),
  ),
  describeTags: read('ec2', 'DescribeTags', (place, random) => ({
    request: `{"maxResults":1000,"filterSet":{"items":[{"name":"resource-id","valueSet":{"items":[{"value":"${random.pick(place.instances)}"}]}}]}}`,
  })),
  describeNatGateways: read('ec2', 'DescribeNatGateways', (place, random) => ({
    request: `{"DescribeNatGatewaysRequest":{"Filter":{"Name":"vpc-id","tag":1,"Value":{"tag":1,"content":"${random.pick(place.vpcs)}"}}}}`,
  })),
  describeLaunchTemplates: read('ec2', 'DescribeLaunchTemplates', always('{"DescribeLaunchTemplatesRequest":{"MaxResults":200}}')),
  createTags: write('ec2', 'CreateTags', (place, random) => {
    const requestId = random.uuid()
    return {
      requestId,
      request: `{"resourcesSet":{"items":[{"resourceId":"${random.pick(place.instances)}"}]},"tagSet":{"items":[{"key":"release","value":"${random.hex(7)}"}]}}`,
      response: done(requestId),
    }
  }),
  createSnapshot: write('ec2', 'CreateSnapshot', (place, random) => {
    const requestId = random.uuid()
    const volume = random.pick(place.volumes)
    return {
      requestId,
      request: `{"volumeId":"${volume}","description":"nightly"}`,
      response: `{"requestId":"${requestId}","snapshotId":"snap-0${random.hex(16)}","volumeId":"${volume}","status":"pending","progress":"","ownerId":"${
        place.account.id
      }","volumeSize":"100","description":"nightly","encrypted":true}`,
    }
  }),
  deleteSnapshot: write(
    'ec2',
    'DeleteSnapshot',
    (_place, random) => {
      const requestId = random.uuid()
      return { requestId, request: `{"snapshotId":"snap-0${random.hex(16)}","force":false}`, response: done(requestId) }
    },
    { failures: [failure('Client.InvalidSnapshot.NotFound', 'The specified snapshot does not exist.', 0.1)] },
  ),
  runInstances: write('ec2', 'RunInstances', (place, random) => {
    const requestId = random.uuid()
    return {
      requestId,
      request: `{"instancesSet":{"items":[{"minCount":1,"maxCount":1}]},"instanceType":"m6g.large","blockDeviceMapping":{},"monitoring":{"enabled":false},"subnetId":"${random.pick(
        place.subnets,
      )}","disableApiTermination":false,"disableApiStop":false,"launchTemplate":{"launchTemplateId":"lt-0${random.hex(16)}","version":"7"}}`,
      response: `{"requestId":"${requestId}","reservationId":"r-0${random.hex(16)}","ownerId":"${place.account.id}","groupSet":{},"instancesSet":{"items":[{"instanceId":"i-0${random.hex(
        16,
      )}","imageId":"${random.pick(place.images)}","instanceState":{"code":0,"name":"pending"},"amiLaunchIndex":0,"instanceType":"m6g.large"}]}}`,
    }
  }),
  terminateInstances: write('ec2', 'TerminateInstances', (place, random) => {
    const requestId = random.uuid()
    const instance = random.pick(place.instances)
    return {
      requestId,
      request: `{"instancesSet":{"items":[{"instanceId":"${instance}"}]}}`,
      response: `{"requestId":"${requestId}","instancesSet":{"items":[{"instanceId":"${
        instance
      }","currentState":{"code":32,"name":"shutting-down"},"previousState":{"code":16,"name":"running"}}]}}`,
    }
  }),
  authorizeIngress: write('ec2', 'AuthorizeSecurityGroupIngress', (place, random) => {
    const requestId = random.uuid()
    const group = random.pick(place.groups)
    return {
      requestId,
      request: `{"groupId":"${group}","ipPermissions":{"items":[{"ipProtocol":"tcp","fromPort":443,"toPort":443,"groups":{},"ipRanges":{"items":[{"cidrIp":"10.20.0.0/16"}]},"ipv6Ranges":{},"prefixListIds":{}}]}}`,
      response: `{"requestId":"${requestId}","_return":true,"securityGroupRuleSet":{"items":[{"groupOwnerId":"${place.account.id}","groupId":"${
        group
      }","securityGroupRuleId":"sgr-0${random.hex(16)}","isEgress":false,"ipProtocol":"tcp","fromPort":443,"toPort":443,"cidrIpv4":"10.20.0.0/16"}]}}`,
    }
  }),
}
