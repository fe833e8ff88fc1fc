import { words } from '../words.ts'
import type { GridColumn } from './grid-columns.ts'

/** The frozen first line: what each column is, and its letter in the spreadsheet. */
export function GridHead({ columns }: { columns: readonly GridColumn[] }) {
  return (
    <div className="grid-head" role="row" aria-rowindex={1}>
      <span role="columnheader" aria-colindex={1} className="grid-no">
        {words.rowNo}
      </span>
      <span role="columnheader" aria-colindex={2} className="grid-verdict">
        {words.verdict}
      </span>
      {columns.map(({ field, words: named, letter }, at) => (
        <span key={field} role="columnheader" aria-colindex={at + 3} className="grid-cell">
          {letter && (
            <span className="grid-letter" aria-hidden>
              {letter}
            </span>
          )}
          {named}
        </span>
      ))}
    </div>
  )
}
