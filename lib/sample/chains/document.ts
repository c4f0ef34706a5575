import { recordRows } from '../incidents/document'
import { chainsOf, type Chain } from './all'

/** The document that says who is behind each chain of roles in the sample of a seed. */
export function chainsDocument(seed: string): string {
  const chains = chainsOf(seed, new Date(Date.UTC(2026, 0, 30)))
  return [
    '# Chains of roles in the sample logs',
    '',
    `For seed \`${seed}\`. Who is behind a session is told by the record that gave its key to somebody, and by the one that gave that key, and so on;`,
    'by a record that names both, though not the key; or it is a guess. Day 30 is the day on which the logs end; times are UTC, and of a record that',
    'comes late that of its delivery. This file is written by `lib/sample/chains/document.ts`.',
    '',
    ...chains.flatMap((chain, index) => sectionOf(chain, index + 1)),
  ].join('\n')
}

const sectionOf = (chain: Chain, number: number): string[] => [
  `## ${number}. ${chain.title}`,
  '',
  `Who: ${chain.who}.`,
  '',
  chain.story,
  '',
  '| session | key | behind it | told by |',
  '| --- | --- | --- | --- |',
  ...chain.behind.map(({ session, key, who, how }) => `| \`${session}\` | \`${key}\` | ${who ? `\`${who}\`` : 'nobody knows'} | ${how} |`),
  '',
  ...recordRows(chain.records),
  '',
]
