/** One thing that was measured. */
export interface Figure {
  /** For machines: parts separated by dots. */
  name: string
  /** For people. */
  what: string
  value: number
  unit: 's' | 'ms' | 'MB' | 'kB' | 'frames' | 'rows/s' | 'requests/s' | 'objects/s' | 'records/s' | '%'
  /** How the value compares to a floor or a rival that was measured in the same run, and what that means. */
  ratio?: { value: number; means: string }
  aim?: { words: string; isMet: boolean }
}

/** Gathers figures, and tells of each as it comes. */
export interface Report {
  add(figure: Figure): void
  readonly figures: readonly Figure[]
}

export function openReport(tell: (line: string) => void): Report {
  const figures: Figure[] = []
  return {
    figures,
    add(figure) {
      if (!Number.isFinite(figure.value)) throw new Error(`${figure.name} has no value`)
      figures.push(figure)
      tell(`  ${figure.what}: ${valueOf(figure)}${figure.ratio ? ` (${ratioOf(figure)})` : ''}`)
    },
  }
}

/** An aim at most so large. */
export const atMost = (value: number, most: number, words: string): NonNullable<Figure['aim']> => ({ words, isMet: value <= most })
export const atLeast = (value: number, least: number, words: string): NonNullable<Figure['aim']> => ({ words, isMet: value >= least })

export const spelled = (value: number): string =>
  value.toLocaleString('en', value >= 1_000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })

const valueOf = ({ value, unit }: Figure) => `${spelled(value)} ${unit}`
const ratioOf = ({ ratio }: Figure) => (ratio ? `${spelled(ratio.value)} ${ratio.means}` : '')

/** Figures as a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [figure.what, valueOf(figure), ratioOf(figure), figure.aim ? `${figure.aim.words}: ${figure.aim.isMet ? 'met' : '**missed**'}` : ''])
  const lines = [['what', 'measured', 'against', 'aim'], ['---', '---:', '---', '---'], ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Figures as one JSON object of one line. */
export const jsonOf = (figures: readonly Figure[]): string =>
  JSON.stringify(Object.fromEntries(figures.map(({ name, value, unit, ratio }) => [name, { value: rounded(value), unit, ...(ratio && { ratio: rounded(ratio.value) }) }])))

const rounded = (value: number) => Number(value.toPrecision(4))
