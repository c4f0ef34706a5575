import type { ReactNode } from 'react'

interface Props {
  label: string
  heads: readonly string[]
  rows: readonly (readonly ReactNode[])[]
}

/** A table that scrolls within itself where the page is narrow, by keyboard as well. */
export function Table({ label, heads, rows }: Props) {
  return (
    <div role="group" aria-label={`${label}, as a table`} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-[36rem] text-left">
        <thead className="text-sm text-soft">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-1 pr-4 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <tr key={index} className="border-t border-line align-top">
              {cells.map((cell, column) => (
                <td key={column} className={`py-1 pr-4 ${column === 0 ? 'max-w-32 wide:max-w-80' : 'max-w-80'}`}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
