import { incidentsOf } from './all'
import type { Incident, ScriptedRecord } from './script'

/** The document that says what is hidden in the sample of a seed: stories, moments relative to the end, event ids. */
export function incidentsDocument(seed: string): string {
  const incidents = incidentsOf(seed, new Date(Date.UTC(2026, 0, 30)))
  return [
    '# Incidents hidden in the sample logs',
    '',
    `For seed \`${seed}\`. Day 30 is the day on which the logs end, by UTC, and day 1 lies 29 days before it; times are UTC. The event ids depend on`,
    'the seed alone. With fewer than 30 days, what lies before the first day is left out. This file is written by `lib/sample/incidents/document.ts`.',
    '',
    ...incidents.flatMap((incident, index) => sectionOf(incident, index + 1)),
  ].join('\n')
}

const sectionOf = ({ title, who, story, records }: Incident, number: number): string[] => [
  `## ${number}. ${title}`,
  '',
  `Who: ${who}.`,
  '',
  story,
  '',
  ...recordRows(records),
  '',
]

/** A table of scripted records, those of one step of a day together. */
export function recordRows(records: readonly ScriptedRecord[]): string[] {
  const steps = new Map<string, ScriptedRecord[]>()
  for (const record of records) {
    const key = `${30 - record.day.before}/${record.step}`
    steps.set(key, [...(steps.get(key) ?? []), record])
  }
  return [
    '| when | where | what | event ids |',
    '| --- | --- | --- | --- |',
    ...[...steps.values()].flatMap(([first, ...more]) => (first ? [rowOf(first, more)] : [])),
  ]
}

const rowOf = (first: ScriptedRecord, more: readonly ScriptedRecord[]) => {
  const time = new Date(first.day.midnight + first.second * 1000).toISOString().slice(11, 19)
  const places = [...new Set([first, ...more].map(({ account, region }) => `${account} ${region}`))]
  return `| day ${30 - first.day.before} of 30, ${time} | ${places.join(', ')} | ${first.step} | ${[first, ...more].map(({ eventId }) => `\`${eventId}\``).join(' ')} |`
}
