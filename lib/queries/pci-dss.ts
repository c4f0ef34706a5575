import 'server-only'

/**
 * What PCI DSS 4.0.1 asks of audit logs (10.2) and of their review (10.4), and which events or entries show it. Which systems
 * hold cardholder data only the team knows: numbers are of all that CloudTrail records of the accounts.
 */
interface Requirement {
  id: string
  asks: string
  /** What shows it here. */
  shown: string
  /** The events that it is about, as parameters of the URL; none where it is about the review. */
  query?: string
}

export const requirements: readonly Requirement[] = [
  { id: '10.2.1.1', asks: 'All individual user access to cardholder data', shown: 'Events of the class data', query: 'class=data' },
  { id: '10.2.1.2', asks: 'All actions taken by any individual with administrative access', shown: 'Events of the root user; who else administers, only the team knows', query: 'type=Root' },
  { id: '10.2.1.3', asks: 'All access to audit logs', shown: 'Events of CloudTrail itself', query: 'service=cloudtrail' },
  { id: '10.2.1.4', asks: 'All invalid logical access attempts', shown: 'Events that were denied', query: 'error=*AccessDenied*&error=*Unauthorized*' },
  { id: '10.2.1.4', asks: 'All invalid logical access attempts', shown: 'Failed sign-ins to the console', query: 'event=ConsoleLogin&field=responseElements.ConsoleLogin:Failure' },
  { id: '10.2.1.5', asks: 'All changes to identification and authentication credentials', shown: 'Events of the class permission that change something', query: 'class=permission&readonly=false' },
  { id: '10.2.1.6', asks: 'All initialization of new audit logs, and all starting, stopping, or pausing of the existing audit logs', shown: 'Trails and event data stores made, started, stopped, changed or deleted', query: 'service=cloudtrail&readonly=false' },
  { id: '10.2.1.7', asks: 'All creation and deletion of system-level objects', shown: 'Events of the class component', query: 'class=component' },
  { id: '10.2.2', asks: 'User, type of event, date and time, success or failure, origination, and what was affected, of each event', shown: 'Every stored event, its record kept as AWS wrote it', query: '' },
  { id: '10.4.1', asks: 'Audit logs are reviewed at least once daily', shown: 'Days signed off, with the decisions on what was to be looked at' },
  { id: '10.4.1.1', asks: 'Automated mechanisms are used to perform audit log reviews', shown: 'The queue of stories, ranked by a rule that is told with each' },
  { id: '10.4.2', asks: 'Logs of all other system components are reviewed periodically', shown: 'Every account and region that is delivered is part of the same review' },
  { id: '10.4.3', asks: 'Exceptions and anomalies identified during the review process are addressed', shown: 'Suspicious items with their decisions, open until they are closed' },
]
