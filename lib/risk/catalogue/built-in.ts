import type { EventClass } from '@/lib/cloudtrail/facts'
import type { EventEntry, EventsBySource, Rules } from '../rule'
import { agents } from './agents'
import { auditEvents } from './audit'
import { authenticationEvents } from './authentication'
import { circumstances } from './circumstances'
import { componentEvents } from './component'
import { dataEvents } from './data'
import { namePatterns, noise } from './names'
import { networkEvents } from './network'
import { permissionEvents } from './permission'
import { networkValues, permissionValues } from './values-access'
import { auditValues, authenticationValues, componentValues, dataValues } from './values-data'

const entriesOf = (cls: EventClass, events: EventsBySource): EventEntry[] =>
  Object.entries(events).flatMap(([source, byName]) =>
    Object.entries(byName).map(([name, facts]) => ({ id: `${source}/${name}`, kind: 'event' as const, class: cls, source, name, ...facts })),
  )

/** The rules that Traildesk brings along. */
export const builtInRules: Rules = {
  events: [
    ...entriesOf('audit', auditEvents),
    ...entriesOf('authentication', authenticationEvents),
    ...entriesOf('component', componentEvents),
    ...entriesOf('data', dataEvents),
    ...entriesOf('network', networkEvents),
    ...entriesOf('permission', permissionEvents),
  ],
  names: namePatterns,
  noise,
  values: [...networkValues, ...permissionValues, ...auditValues, ...dataValues, ...componentValues, ...authenticationValues],
  circumstances,
  agents,
  accounts: [],
  changes: [],
  off: [],
}
