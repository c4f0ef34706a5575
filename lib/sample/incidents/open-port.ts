import { company } from '../estate'
import { throughIdentityCenter } from '../entries/person'
import { staffOf } from '../people'
import { later, type Script } from './script'

/** Somebody opens SSH to everybody for a quarter of an hour and never closes it. */
export const openPort: Script = {
  name: 'open-port',
  title: 'SSH opened to the world and forgotten',
  who: `grace.coleman@${company}, PowerUserAccess in account 111122223333`,
  story:
    'An engineer who cannot reach a machine opens port 22 of its security group to 0.0.0.0/0, sends herself a key and gets in. ' +
    'The rule is never taken back. Six days later she looks at the screen of a machine that behaves oddly; the rule is still there.',
  play({ seed, accounts: [prod], place, call, enter, random }) {
    const here = place(prod, 'us-east-1')
    const member = staffOf(seed).find(({ person }) => person.login === 'grace.coleman')
    const group = here.groups[2] ?? '',
      instance = here.instances[1] ?? ''
    if (!member) return
    const sign = throughIdentityCenter(seed, member.person, 'PowerUserAccess')
    const grace = enter([8, '20:14:20'], here, 'Signs in', sign)
    const describe = { by: grace, place: here, reads: true, step: 'Looks for the machine and its security group' }
    for (const wait of [0, 8, 31])
      call({
        ...describe,
        at: [8, later('20:15:05', wait)],
        call: 'ec2:DescribeInstances',
        request: { instancesSet: { items: [{ instanceId: instance }] }, filterSet: {} },
      })
    for (const wait of [12, 40])
      call({
        ...describe,
        at: [8, later('20:15:05', wait)],
        call: 'ec2:DescribeSecurityGroups',
        request: { securityGroupIdSet: { items: [{ groupId: group }] }, filterSet: {} },
      })
    const requestId = random.uuid()
    const range = { ipProtocol: 'tcp', fromPort: 22, toPort: 22 }
    call({
      by: grace,
      at: [8, '20:17:31'],
      place: here,
      call: 'ec2:AuthorizeSecurityGroupIngress',
      request: {
        groupId: group,
        ipPermissions: {
          items: [
            {
              ...range,
              groups: {},
              ipRanges: { items: [{ cidrIp: '0.0.0.0/0', description: 'temporary' }] },
              ipv6Ranges: {},
              prefixListIds: {},
            },
          ],
        },
      },
      response: {
        requestId,
        _return: true,
        securityGroupRuleSet: {
          items: [
            {
              groupOwnerId: prod.id,
              groupId: group,
              securityGroupRuleId: `sgr-0${random.hex(16)}`,
              description: 'temporary',
              isEgress: false,
              ...range,
              cidrIpv4: '0.0.0.0/0',
            },
          ],
        },
      },
      step: 'Opens port 22 to 0.0.0.0/0',
    })
    call({
      by: grace,
      at: [8, '20:19:02'],
      place: here,
      call: 'ec2-instance-connect:SendSSHPublicKey',
      request: { instanceId: instance, instanceOSUser: 'ec2-user', availabilityZone: 'us-east-1b' },
      response: { success: true },
      step: 'Sends a key to the machine',
    })
    const again = enter([14, '15:30:10'], here, 'Comes back six days later', sign)
    call({
      by: again,
      at: [14, '15:31:44'],
      place: here,
      call: 'ec2:GetConsoleScreenshot',
      reads: true,
      request: { instanceId: instance },
      step: 'Looks at what is wrong with the machine',
    })
    call({
      by: again,
      at: [14, '15:32:20'],
      place: here,
      call: 'ec2:DescribeInstanceAttribute',
      reads: true,
      request: { instanceId: instance, attribute: 'userData' },
      step: 'Looks at what is wrong with the machine',
    })
  },
}
