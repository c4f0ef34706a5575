import 'server-only'
import { any, sql, type Sql } from '@/lib/engine/sql'

/**
 * What is read of a record by the engine; all else of it stays in `raw`. Texts that come again and again are read as
 * LowCardinality: what is asked of them is then worked out once for each distinct text of a block.
 */
const shape = sql`'Tuple(
  eventTime String, eventID String, eventSource LowCardinality(String), eventName LowCardinality(String), awsRegion LowCardinality(String),
  recipientAccountId LowCardinality(String), accountId LowCardinality(String), errorCode LowCardinality(String),
  readOnly LowCardinality(String), sourceIPAddress LowCardinality(String), userAgent LowCardinality(String),
  sessionCredentialFromConsole LowCardinality(String),
  responseElements Tuple(credentials Tuple(accessKeyId String)),
  userIdentity Tuple(type LowCardinality(String), principalId LowCardinality(String), arn LowCardinality(String),
    accountId LowCardinality(String), userName LowCardinality(String), invokedBy LowCardinality(String),
    identityProvider LowCardinality(String), accessKeyId LowCardinality(String),
    sessionContext Tuple(
      sourceIdentity LowCardinality(String),
      sessionIssuer Tuple(arn LowCardinality(String), userName LowCardinality(String), type LowCardinality(String)),
      webIdFederationData Tuple(federatedProvider LowCardinality(String)), attributes Tuple(mfaAuthenticated LowCardinality(String))),
    onBehalfOf Tuple(userId LowCardinality(String), identityStoreArn LowCardinality(String))))'`

/** What is read of a record that opens a session or changes a key, besides: few do. */
const openingShape = sql`'Tuple(sharedEventID String, requestParameters Tuple(roleArn String, roleSessionName String, accessKeyId String),
  responseElements Tuple(assumedRoleUser Tuple(arn String), federatedUser Tuple(arn String), accessKey Tuple(accessKeyId String)), additionalEventData Tuple(SwitchFrom String))'`

/** Whether a record opens a session, and whether by switching roles, as lib/cloudtrail/opening.ts has it. */
const isOpening = sql`(r.responseElements.credentials.accessKeyId != '' OR r.errorCode = '' AND r.eventName IN (
  'AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'GetFederationToken', 'GetSessionToken', 'SwitchRole'))`
/** Whether a record changes a lasting key, and which, as lib/cloudtrail/key-change.ts has it. */
const changesKey = sql`(r.eventSource = 'iam.amazonaws.com' AND r.errorCode = '' AND r.eventName IN ('CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'))`
const changedKey = sql`multiIf(NOT ${changesKey}, '', r.eventName = 'CreateAccessKey', o.responseElements.accessKey.accessKeyId, o.requestParameters.accessKeyId)`
const isSwitch = sql`r.eventName = 'SwitchRole' AND o.additionalEventData.SwitchFrom != ''`

/** As `identityOfArn`, `sessionArnOf` and `roleOfIssuer` there. */
const identityOfArn = (arn: Sql) => sql`replaceRegexpOne(${arn}, '(?s)^.*:assumed-role/AWSReservedSSO_[^/]+/(.)', 'identity-center:\\\\1')`
const roleArn = sql`'(?s)^arn:([^:]*):iam::([0-9]*):role/(?:.*/)?([^/]+)$'`
const asked = sql`if(o.requestParameters.roleSessionName != '' AND match(o.requestParameters.roleArn, ${roleArn}), concat(
  replaceRegexpOne(o.requestParameters.roleArn, ${roleArn}, 'arn:\\\\1:sts::\\\\2:assumed-role/\\\\3/'), o.requestParameters.roleSessionName), '')`
const issuer = sql`r.userIdentity.sessionContext.sessionIssuer.arn`
const role = sql`if(match(${issuer}, '^arn:[^:]*:iam::[0-9]*:role/'), ${issuer}, '')`

/** The identity under which an opened session acts. */
const opens = sql`if(${isOpening}, ${identityOfArn(sql`multiIf(${isSwitch}, r.userIdentity.arn, o.responseElements.assumedRoleUser.arn != '',
  o.responseElements.assumedRoleUser.arn, o.responseElements.federatedUser.arn != '', o.responseElements.federatedUser.arn, ${asked})`)}, '')`

/** What stands between the members of an identity or a signature: no member of a plain record holds it. */
const separator = sql`'\\x01'`

/** The members on which an identity depends, in the order of `identityMembers` in lib/cloudtrail/identity; after them, whether it signs in. */
const members = sql`r.userIdentity.type, r.userIdentity.principalId, r.userIdentity.arn, r.userIdentity.accountId, r.userIdentity.userName,
  r.userIdentity.invokedBy, r.userIdentity.identityProvider, r.userIdentity.sessionContext.sessionIssuer.arn,
  r.userIdentity.sessionContext.sessionIssuer.userName, r.userIdentity.sessionContext.sessionIssuer.type,
  r.userIdentity.sessionContext.webIdFederationData.federatedProvider, r.userIdentity.onBehalfOf.userId,
  r.userIdentity.onBehalfOf.identityStoreArn, if(r.eventName = 'ConsoleLogin', r.eventName, '')`

const truth = (text: Sql) => sql`if(lower(trimBoth(${text})) IN ('true', 'false'), lower(trimBoth(${text})), '')`

/** The members of a risk signature, in the order of `signatureFrom` in judge-batch.ts. */
const signature = sql`r.eventSource, r.eventName, r.errorCode, ${truth(sql`r.readOnly`)}, r.userIdentity.type,
  if(r.userIdentity.invokedBy != '' OR r.userIdentity.type = 'AWSService', 'true', ''), substringUTF8(r.userIdentity.accessKeyId, 1, 4),
  lower(r.userIdentity.sessionContext.attributes.mfaAuthenticated), ${truth(sql`r.sessionCredentialFromConsole`)},
  if(match(r.userIdentity.principalId, ':i-[0-9a-f]+$'), 'true', ''),
  toString(arrayFirstIndex(found -> found > 0, multiSearchAllPositionsCaseInsensitive(r.userAgent, (
    SELECT groupArray(needle) FROM (SELECT needle FROM agent_needles ORDER BY position)))))`

const whole = (parts: Sql) => sql`concatWithSeparator(${separator}, ${parts})`

const begins = (texts: readonly Sql[]) => any(texts.map((text) => sql`substring(${text}, 1, 1) IN ('{', '[')`))

/** Whether a text begins as a list or an object does; the user agent, which often has a bracket, only if it is one. */
const isNested = sql`${begins([
  sql`r.eventID`, sql`r.eventSource`, sql`r.eventName`, sql`r.awsRegion`, sql`r.recipientAccountId`, sql`r.accountId`, sql`r.errorCode`,
  sql`r.readOnly`, sql`r.sourceIPAddress`, sql`r.sessionCredentialFromConsole`, sql`r.responseElements.credentials.accessKeyId`,
  sql`r.userIdentity.accessKeyId`, sql`r.userIdentity.sessionContext.attributes.mfaAuthenticated`, sql`r.userIdentity.type`,
  sql`r.userIdentity.principalId`, sql`r.userIdentity.arn`, sql`r.userIdentity.accountId`, sql`r.userIdentity.userName`,
  sql`r.userIdentity.invokedBy`, sql`r.userIdentity.identityProvider`, sql`r.userIdentity.sessionContext.sessionIssuer.arn`,
  sql`r.userIdentity.sessionContext.sessionIssuer.userName`, sql`r.userIdentity.sessionContext.sessionIssuer.type`,
  sql`r.userIdentity.sessionContext.webIdFederationData.federatedProvider`, sql`r.userIdentity.onBehalfOf.userId`,
  sql`r.userIdentity.onBehalfOf.identityStoreArn`, sql`r.userIdentity.sessionContext.sourceIdentity`,
])}
  OR ${isOpening} AND ${begins([
    sql`o.sharedEventID`, sql`o.requestParameters.roleArn`, sql`o.requestParameters.roleSessionName`, sql`o.responseElements.assumedRoleUser.arn`,
    sql`o.responseElements.federatedUser.arn`, sql`o.additionalEventData.SwitchFrom`,
  ])}
  OR ${changesKey} AND ${begins([sql`o.responseElements.accessKey.accessKeyId`, sql`o.requestParameters.accessKeyId`])}
  OR substring(r.userAgent, 1, 1) IN ('{', '[') AND JSONType(raw, 'userAgent') != 'String'`

/**
 * Where the engine reads a value that is an object or a list as its text, Traildesk reads nothing; and a separator within
 * a text would move the members (JSON can hold it only as this escape). Such a record is read with care.
 */
const isOdd = sql`${isNested} OR position(raw, '\\\\u0001') > 0 OR position(raw, ${separator}) > 0`

const time = sql`parseDateTimeBestEffortOrZero(r.eventTime, 'UTC')`

/** Texts that ordinary records begin with; only then is a time read by the engine, and only if it reads the very same time. */
const isPlain = sql`match(r.eventTime, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$')
  AND formatDateTime(${time}, '%Y-%m-%dT%H:%i:%SZ', 'UTC') = r.eventTime AND r.eventID != '' AND NOT (${isOdd})`

/**
 * Puts records into the table `incoming`, with all that can be told of them by the engine itself.
 * @param from gives the columns `file` and `raw`
 */
export const extract = (from: Sql): Sql => sql`
  INSERT INTO incoming SELECT file, raw, ${isPlain}, ${time}, sipHash64(r.eventID),
    replaceRegexpOne(r.eventSource, '\\\\.amazonaws\\\\.com(\\\\.cn)?$', ''), r.eventName, r.awsRegion,
    multiIf(r.recipientAccountId != '', r.recipientAccountId, r.userIdentity.accountId != '', r.userIdentity.accountId, r.accountId),
    r.userIdentity.type, r.userIdentity.accessKeyId, r.sourceIPAddress, r.userAgent, r.errorCode, ${truth(sql`r.readOnly`)},
    if(r.responseElements.credentials.accessKeyId != '', r.responseElements.credentials.accessKeyId, ${changedKey}), sipHash128(${whole(members)}), ${whole(members)}, sipHash128(${whole(signature)}), ${whole(signature)},
    ${role}, r.userIdentity.sessionContext.sourceIdentity, ${opens}, if(${isSwitch}, ${identityOfArn(sql`o.additionalEventData.SwitchFrom`)}, ''), ${isOpening},
    if(${isOpening} AND r.userIdentity.type != 'AWSService', o.sharedEventID, '')
  FROM (
    SELECT file, raw, r, if(${isOpening} OR ${changesKey}, JSONExtract(raw, ${openingShape}), JSONExtract('{}', ${openingShape})) AS o
    FROM (SELECT file, raw, JSONExtract(raw, ${shape}) AS r FROM (${from})))
  SETTINGS max_insert_threads = 2, max_memory_usage = 700000000`
