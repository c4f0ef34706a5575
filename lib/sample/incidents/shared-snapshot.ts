import { throughIdentityCenter } from '../entries/person'
import { company } from '../estate'
import { staffOf } from '../people'
import type { Caller } from '../record'
import { later, type Script } from './script'

/** An account that is none of the company's. */
const stranger = '999900001111'

/** A database's disk leaves the company as a snapshot. */
export const sharedSnapshot: Script = {
  name: 'shared-snapshot',
  title: 'A snapshot is shared with a foreign account',
  who: `kavya.iyer@${company}, DatabaseAdministrator in account 111122223333`,
  story:
    `Somebody makes a snapshot of a database's volume, late in the evening by her clock, and shares it with account ${stranger}, which is none of the company's. ` +
    'The next morning a volume is created from it over there; then the sharing is taken back and the snapshot deleted.',
  play({ seed, accounts: [prod], place, call, enter, random }) {
    const here = place(prod, 'eu-central-1')
    const member = staffOf(seed).find(({ person }) => person.login === 'kavya.iyer')
    if (!member) return
    const sign = throughIdentityCenter(seed, member.person, 'DatabaseAdministrator')
    const volumeId = here.volumes[3] ?? '',
      snapshotId = `snap-0${random.hex(16)}`
    const kavya = enter([22, '17:48:30'], here, 'Signs in', sign)
    for (const wait of [0, 14, 26, 61]) {
      call({
        by: kavya,
        at: [22, later('17:49:20', wait)],
        place: here,
        call: 'ec2:DescribeVolumes',
        reads: true,
        request: { volumeSet: { items: [{ volumeId }] }, filterSet: {} },
        step: 'Looks for the volume of a database',
      })
    }
    call({
      by: kavya,
      at: [22, '17:52:08'],
      place: here,
      call: 'ec2:CreateSnapshot',
      request: { volumeId, description: 'tmp' },
      response: { snapshotId, volumeId, status: 'pending', ownerId: prod.id, volumeSize: '500', encrypted: false },
      step: 'Makes a snapshot of it',
    })
    const attribute = { snapshotId, attributeType: 'CREATE_VOLUME_PERMISSION' }
    call({
      by: kavya,
      at: [22, '18:20:44'],
      place: here,
      call: 'ec2:ModifySnapshotAttribute',
      request: { ...attribute, createVolumePermission: { add: { items: [{ userId: stranger }] } } },
      response: { _return: true },
      step: `Shares it with ${stranger}`,
    })
    const ec2: Caller = {
      session: 'ec2',
      arn: 'ec2.amazonaws.com',
      head: `{"accountId":"${prod.id}","invokedBy":"ec2.amazonaws.com"`,
      rest: '',
      ip: 'ec2.amazonaws.com',
      agent: 'ec2.amazonaws.com',
      via: 'aws',
      kind: 'robot',
    }
    call({
      by: ec2,
      at: [23, '02:36:19'],
      place: here,
      call: 'ec2:SharedSnapshotVolumeCreated',
      type: 'AwsServiceEvent',
      tail: `,"serviceEventDetails":{"snapshotId":"${snapshotId}"}`,
      step: 'Somebody over there makes a volume from it',
    })
    const again = enter([23, '05:10:03'], here, 'Comes back the next morning', sign)
    call({
      by: again,
      at: [23, '05:12:40'],
      place: here,
      call: 'ec2:ModifySnapshotAttribute',
      request: { ...attribute, createVolumePermission: { remove: { items: [{ userId: stranger }] } } },
      response: { _return: true },
      step: 'Takes the sharing back',
    })
    call({
      by: again,
      at: [23, '05:13:22'],
      place: here,
      call: 'ec2:DeleteSnapshot',
      request: { snapshotId, force: false },
      response: { _return: true },
      step: 'Deletes the snapshot',
    })
  },
}
