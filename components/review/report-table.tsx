import type { ReactNode } from 'react'

/** A table of the report: scrolls within itself on a narrow screen, and is as wide as the paper when it is printed. */
export function ReportTable({ label, heads, rows, empty = 'None.' }: { label: string; heads: readonly string[]; rows: readonly (readonly ReactNode[])[]; empty?: string }) {
  if (rows.length === 0) return <p className="text-soft">{empty}</p>
  return (
    <div role="group" aria-label={`${label}, as a table`} tabIndex={0} className="overflow-x-auto print:overflow-visible">
      <table className="w-full min-w-[44rem] text-left print:min-w-0">
        <thead className="text-sm text-soft">
          <tr>{heads.map((head) => <th key={head} scope="col" className="py-1 pr-4 align-bottom font-normal">{head}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <tr key={index} className="border-t border-line align-top print:break-inside-avoid">
              {cells.map((cell, column) => <td key={column} className="min-w-20 max-w-96 py-0.5 pr-4 [overflow-wrap:break-word]">{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
