import { openJournal } from './journal'

/** For tests: writes notes until it is killed, and tells the number of each once it is entered. */
const journal = await openJournal(process.argv[2] ?? '')
for (;;) {
  const { seq } = await journal.append('writer', { kind: 'note', on: { kind: 'event', eventID: 'e' }, text: 'x'.repeat(3_000) })
  process.stdout.write(`${seq}\n`)
}
