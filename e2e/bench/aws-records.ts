import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'

export const account = '111122223333'

/** A record of usual size, as AWS writes one: `more` takes the place of what it says. */
export const recordOf = (at: number, more: object = {}): string =>
  JSON.stringify({
    eventVersion: '1.09',
    userIdentity: {
      type: 'AssumedRole', principalId: 'AROAEXAMPLEEXAMPLE:deploy', arn: `arn:aws:sts::${account}:assumed-role/Deploy/deploy`, accountId: account, accessKeyId: 'ASIAEXAMPLEEXAMPLE',
      sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLEEXAMPLE', arn: `arn:aws:iam::${account}:role/Deploy`, accountId: account, userName: 'Deploy' }, attributes: { creationDate: '2026-01-01T00:00:00Z', mfaAuthenticated: 'false' } },
    },
    eventTime: new Date(at).toISOString().replace(/\.\d+Z/, 'Z'), eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', awsRegion: 'eu-west-1', sourceIPAddress: `192.0.2.${at % 250}`,
    userAgent: 'aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.173.0', requestParameters: { filterSet: { items: [{ name: 'tag:team', valueSet: { items: [{ value: randomUUID() }] } }] }, instancesSet: {} },
    responseElements: null, requestID: randomUUID(), eventID: randomUUID(), readOnly: true, eventType: 'AwsApiCall', managementEvent: true, recipientAccountId: account, eventCategory: 'Management',
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'ec2.eu-west-1.amazonaws.com' }, ...more,
  })

/** An object as a trail delivers it. */
export const objectOf = (records: readonly string[]): Buffer => gzipSync(`{"Records":[${records.join(',')}]}`)

/** Credentials of nobody, and nothing else for the SDK to find. */
export const nobody = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'no-real-secret', AWS_SESSION_TOKEN: '', AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1', AWS_PROFILE: '', AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true',
}
