import { asInstance } from '../entries/robot'
import { later, type Script } from './script'

/** A region in which the company has nothing. */
const unused = 'ap-northeast-3'

/** The credentials of a machine are used elsewhere, to run many big machines where nobody looks. */
export const mining: Script = {
  name: 'mining',
  title: 'Stolen machine credentials start machines in a region never used',
  who: 'role checkout-service of account 111122223333, session of an instance in us-east-1',
  story:
    `The temporary credentials of an instance are used from outside, in ${unused}, where the company has nothing. Quotas are read, the first big machines are ` +
    'refused for lack of quota, then a key pair and a security group are made and smaller ones start, again and again, until the credentials run out; and once more the next night.',
  play({ seed, accounts: [prod], place, call, enter, random }) {
    const home = place(prod, 'us-east-1'),
      here = place(prod, unused)
    const instance = home.instances[0] ?? ''
    const machine = enter(
      [28, '20:55:12'],
      home,
      'The instance gets its credentials',
      asInstance(seed, instance, home.hosts[0] ?? '', 'checkout'),
    )
    const thief = { ...machine, ip: '192.0.2.203', agent: 'Boto3/1.26.90 Python/3.10.6 Linux/5.15.0-60-generic Botocore/1.29.90' }
    const by = { by: thief, place: here }
    call({
      ...by,
      place: home,
      at: [28, '22:40:09'],
      call: 'sts:GetCallerIdentity',
      reads: true,
      step: 'The credentials are used from outside',
    })
    for (const wait of [0, 3, 7])
      call({
        ...by,
        at: [28, later('22:41:00', wait)],
        call: 'servicequotas:GetServiceQuota',
        reads: true,
        request: { serviceCode: 'ec2', quotaCode: 'L-DB2E81BA' },
        step: 'Reads quotas in a region never used',
      })
    for (const wait of [12, 15])
      call({
        ...by,
        at: [28, later('22:41:00', wait)],
        call: 'ec2:DescribeInstanceTypes',
        reads: true,
        request: { instanceTypeSet: {}, filterSet: {} },
        step: 'Reads quotas in a region never used',
      })

    const run = (instanceType: string, maxCount: number) => ({
      instancesSet: { items: [{ imageId: here.images[0] ?? '', minCount: 1, maxCount, keyName: 'kp-7f3a' }] },
      instanceType,
      blockDeviceMapping: {},
      monitoring: { enabled: false },
      disableApiTermination: true,
      userData: '<sensitiveDataRemoved>',
    })
    for (const wait of [0, 21, 45, 70]) {
      call({
        ...by,
        at: [28, later('22:44:30', wait)],
        call: 'ec2:RunInstances',
        request: run('p4d.24xlarge', 8),
        step: 'Big machines are refused',
        error: [
          'Client.VcpuLimitExceeded',
          'You have requested more vCPU capacity than your current vCPU limit of 0 allows for the instance bucket that the specified instance type belongs to.',
        ],
      })
    }
    call({
      ...by,
      at: [28, '22:49:02'],
      call: 'ec2:CreateKeyPair',
      request: { keyName: 'kp-7f3a', keyType: 'rsa', keyFormat: 'pem' },
      response: { keyName: 'kp-7f3a', keyMaterial: '<sensitiveDataRemoved>' },
      step: 'Makes a key pair and a security group',
    })
    call({
      ...by,
      at: [28, '22:49:40'],
      call: 'ec2:CreateSecurityGroup',
      request: { groupName: 'default-sg2', groupDescription: 'default', vpcId: here.vpcs[0] ?? '' },
      response: { _return: true, groupId: here.groups[0] ?? '' },
      step: 'Makes a key pair and a security group',
    })
    const starts: readonly (readonly [number, string])[] = [
      [28, '22:52:10'],
      [28, '22:58:31'],
      [28, '23:20:02'],
      [29, '00:05:47'],
      [29, '00:44:18'],
      [29, '01:30:55'],
      [29, '02:15:26'],
    ]
    const start = (caller: typeof thief, at: readonly [number, string]) => {
      const items = Array.from({ length: 5 }, (_, index) => ({
        instanceId: `i-0${random.hex(16)}`,
        imageId: here.images[0] ?? '',
        instanceState: { code: 0, name: 'pending' },
        amiLaunchIndex: index,
        instanceType: 'c6a.8xlarge',
        keyName: 'kp-7f3a',
      }))
      call({
        by: caller,
        place: here,
        at,
        call: 'ec2:RunInstances',
        request: run('c6a.8xlarge', 5),
        step: 'Starts machines, five at a time',
        response: { reservationId: `r-0${random.hex(16)}`, ownerId: prod.id, groupSet: {}, instancesSet: { items } },
      })
    }
    for (const at of starts) start(thief, at)

    const renewed = enter(
      [29, '22:31:20'],
      home,
      'The instance gets new credentials',
      asInstance(seed, instance, home.hosts[0] ?? '', 'checkout'),
    )
    for (const time of ['22:58:12', '23:09:37', '23:41:39']) start({ ...renewed, ip: thief.ip, agent: thief.agent }, [29, time])
  },
}
