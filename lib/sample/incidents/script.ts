import { parseRecord, textAt } from '../../cloudtrail/record'
import { dayBefore, timeText, type Day } from '../clock'
import { accountsOf, placeOf, type Account, type Place } from '../estate'
import { randomOf, type Random } from '../random'
import { errorText, identityText, tlsText, written, type Caller } from '../record'
import type { Visit } from '../visit'

/** A record that stands in the script of an incident. Its event id depends on the seed alone. */
export type ScriptedRecord = { day: Day; account: string; region: string; second: number; text: string; eventId: string; step: string }

/** Something that happened, hidden among all the rest. */
export type Incident = { name: string; title: string; who: string; story: string; records: readonly ScriptedRecord[] }

/** JSON values, as requests and answers hold them. */
type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** One call of a script. */
export type Step = {
  by: Caller
  /** Day, counted so that 30 is the last, and time of UTC. */
  at: readonly [number, string]
  place: Place
  call: string
  reads?: boolean
  request?: Value
  response?: Value
  extra?: Value
  error?: readonly [code: string, message: string]
  resources?: Value
  data?: boolean
  type?: string
  tail?: string
  /** What the step is, in words; steps of the same words are listed together. */
  step: string
}

/** The means by which an incident is written. */
export type Stage = {
  seed: string
  random: Random
  accounts: readonly [Account, Account, Account]
  place(account: Account, region: string): Place
  call(step: Step): void
  /** Opens a session as in everyday life, its records included. */
  enter(at: Step['at'], place: Place, step: string, by: (visit: Visit) => Caller): Caller
  /** The second of the day and the day that a moment of the script is. */
  moment(at: Step['at']): { day: Day; second: number }
}

/** Writes an incident: who it is about, and its records. */
export type Script = { name: string; title: string; who: string; story: string; play(stage: Stage): void }

/** Plays a script for the seed, its days counted back from the end of the logs. */
export function played(script: Script, seed: string, to: Date): Incident {
  const random = randomOf(`${seed}/incident/${script.name}`)
  const records: ScriptedRecord[] = []
  const moment = ([dayOf30, time]: Step['at']) => {
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
    return { day: dayBefore(to, 30 - dayOf30), second: hours * 3600 + minutes * 60 + seconds }
  }
  const keep = (day: Day, account: string, region: string, second: number, text: string, step: string) => {
    records.push({ day, account, region, second, text, eventId: textAt(parseRecord(text), 'eventID'), step })
  }
  script.play({
    seed,
    random,
    accounts: accountsOf(seed),
    place: (account, region) => placeOf(seed, account, region, 3),
    moment,
    call(step) {
      const { day, second } = moment(step.at)
      keep(day, step.place.account.id, step.place.region, second, textOf(step, timeText(day, second), random), step.step)
    },
    enter(at, place, step, by) {
      const { day, second } = moment(at)
      return by({
        day,
        place,
        second,
        random,
        book: new Map(),
        deliver: (text) => keep(day, place.account.id, place.region, second, text, step),
        deliverTo: (account, when, text) => keep(day, account.id, place.region, when, text, step),
      })
    },
  })
  return { name: script.name, title: script.title, who: script.who, story: script.story, records }
}

function textOf(
  { by, place, call, reads = false, request = null, response = null, extra, error, resources, data = false, type, tail }: Step,
  time: string,
  random: Random,
): string {
  const [service = '', name = ''] = call.split(':')
  const json = (value: Value | undefined) => (value === undefined ? '' : JSON.stringify(value))
  return written({
    version: '1.11',
    identity: identityText(by, '1.11'),
    time,
    naming: `,"eventSource":"${service}.amazonaws.com","eventName":"${name}","awsRegion":"`,
    region: place.region,
    ip: by.ip,
    agent: by.agent,
    error: error ? errorText(...error) : '',
    request: json(request),
    response: json(response),
    extra: json(extra),
    requestId: service === 'signin' ? '' : random.uuid(),
    eventId: random.uuid(),
    reads,
    resources: json(resources),
    type: type ?? (service === 'signin' ? 'AwsConsoleSignIn' : 'AwsApiCall'),
    data,
    account: place.account.id,
    shared: '',
    tail: tail ?? (by.via === 'program' ? tlsText(service, place.region) : ''),
  })
}

/** The time some seconds after another, both written `14:02:00`. */
export function later(time: string, seconds: number): string {
  const [hours = 0, minutes = 0, rest = 0] = time.split(':').map(Number)
  return new Date((hours * 3600 + minutes * 60 + rest + seconds) * 1000).toISOString().slice(11, 19)
}
