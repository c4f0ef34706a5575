import 'server-only'
import { existsSync, readFileSync } from 'node:fs'
import type { Written } from '@/lib/api/sources'
import type { Engine } from '@/lib/engine/engine'
import { sql } from '@/lib/engine/sql'
import type { Journal } from '@/lib/journal/journal'
import type { TeamStore } from '@/lib/queries/store'
import type { Catalogue } from '@/lib/risk/catalogue'
import { teamRules, type TeamRules } from '@/lib/risk/team-rules'
import { pageEntries, readTeamFile } from '@/lib/risk/team-text'
import { judgePartition, noteJudged, partitionsOf, wasJudgedBy } from './judge-again'
import type { Loading } from './batch'
import type { Writer } from './writer'

/** The rules by which a desk judges, and the judging again of what is stored when they change. */
export interface RuleKeeper {
  rules: TeamStore['rules']
  /** What the file and the page hold that does not apply. */
  written(): Written
  problems(): string[]
  /** By what is judged what arrives now. */
  catalogue(): Catalogue
  /** How often stored events were judged again, since the start. */
  judgings(): number
  /** Begins to judge again what is stored, whenever rules change. */
  keep(loading: Loading & { writer: Writer }, data: string, onJudged: () => Promise<void>): void
  stop(): Promise<void>
}

/** Reads the rules of a team: those of its file as it is now, and those of the page as the journal has them. */
export function ruleKeeper(engine: Engine, journal: Journal, file: string | undefined): RuleKeeper {
  const isThere = file !== undefined && existsSync(file)
  const read = readTeamFile(isThere ? readFileSync(file, 'utf8') : '')
  const missing = file === undefined || isThere ? [] : [{ line: 0, message: `There is no file ${file}; the built-in rules apply. Give the rules file with --rules.` }]
  let known: { changes: number; rules: TeamRules } | undefined
  const present = (): TeamRules => {
    const { ruleChanges } = journal.state()
    if (known?.changes !== ruleChanges.length) known = { changes: ruleChanges.length, rules: teamRules(read.entries, pageEntries(ruleChanges)) }
    return known.rules
  }
  /** It is another than that of `present` until no batch is on its way. */
  let { catalogue } = present()
  let judgings = 0
  let share: number | null = null
  let trouble: string | undefined
  const stopped = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let begin = () => {}

  const written = (): Written => ({
    file: file ?? null,
    problems: [...missing, ...read.problems, ...present().problems.filter(({ entry }) => entry?.from === 'file')].map(({ line, message }) => ({ line, message })).sort((a, b) => a.line - b.line),
  })
  return {
    rules: { file: isThere ? file : null, ofFile: read.entries, present, judging: () => share, changed: () => begin() },
    written,
    problems: () => [
      ...(trouble === undefined ? [] : [trouble]),
      ...written().problems.map(({ line, message }) => `Rules file, line ${line}: ${message}`),
      ...present().problems.flatMap(({ entry, message }) => (entry?.from === 'page' ? [`Rules: ${message}`] : [])),
    ],
    catalogue: () => catalogue,
    judgings: () => judgings,
    keep(loading, data, onJudged) {
      /** In a turn of its own: one batch is judged by one catalogue. */
      const inTurn = async (work: () => Promise<void>) => {
        const leave = await loading.writer.storing()
        try {
          stopped.signal.throwIfAborted()
          await work()
        } finally {
          leave()
        }
      }
      const judgeAll = async () => {
        while (catalogue.version !== present().catalogue.version || !wasJudgedBy(data, catalogue)) {
          const meant = present().catalogue
          share ??= 0
          await inTurn(async () => {
            await nameAgents(engine, meant)
            catalogue = meant
          })
          const partitions = await partitionsOf(engine)
          const all = partitions.reduce((sum, { count }) => sum + count, 0)
          let done = 0
          for (const { partition, count } of partitions) {
            if (meant.version !== present().catalogue.version) break
            await inTurn(async () => {
              await judgePartition({ ...loading, catalogue: meant }, partition, (part) => (share = (done + part * count) / all), stopped.signal)
              judgings += 1
              await onJudged()
            })
            done += count
          }
          if (meant.version === present().catalogue.version) noteJudged(data, meant)
        }
      }
      begin = () => {
        running = running.then(async () => {
          try {
            await judgeAll()
            trouble = undefined
          } catch (error) {
            if (stopped.signal.aborted) return
            trouble = `Rules have changed, but not every stored event could be judged again: ${error instanceof Error ? error.message : String(error)} What arrives is judged by the new rules; the rest will be at the next change or start.`
          } finally {
            share = null
          }
        })
      }
    },
    async stop() {
      stopped.abort()
      await running
    },
  }
}

/** Tells the engine which parts of user agents the catalogue looks for. */
export async function nameAgents(engine: Engine, { agentNeedles }: Catalogue): Promise<void> {
  await engine.command(sql`TRUNCATE TABLE agent_needles`)
  await engine.insert('agent_needles', agentNeedles.map((needle, position) => ({ position, needle })))
}
