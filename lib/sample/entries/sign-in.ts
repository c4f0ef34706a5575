import { timeText } from '../clock'
import type { Account } from '../estate'
import { written } from '../record'
import type { Visit } from '../visit'

/** A sign-in to the console, tried or done. */
export type SignIn = {
  visit: Visit
  second: number
  account: Account
  identity: string
  ip: string
  agent: string
  mfa: string
  result?: 'Failure'
}

/** The record of a sign-in to the console. */
export const signInText = ({ visit, second, account, identity, ip, agent, mfa, result }: SignIn) =>
  written({
    version: '1.11',
    identity,
    time: timeText(visit.day, second),
    naming: ',"eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"',
    region: visit.place.region,
    ip,
    agent,
    error: result ? ',"errorMessage":"Failed authentication"' : '',
    request: 'null',
    response: `{"ConsoleLogin":"${result ?? 'Success'}"}`,
    extra: `{"LoginTo":"https://${visit.place.region}.console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"${mfa}"}`,
    requestId: '',
    eventId: visit.random.uuid(),
    reads: false,
    resources: '',
    type: 'AwsConsoleSignIn',
    data: false,
    account: account.id,
    shared: '',
    tail: `,"tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"${visit.place.region}.signin.aws.amazon.com"}`,
  })
