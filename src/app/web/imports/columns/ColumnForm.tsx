import { Button } from 'antd'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { map } from '#exchange/contract.ts'
import { useImport, useMend } from '../import/held.tsx'
import { words } from '../words.ts'
import { ColumnTable } from './ColumnTable.tsx'
import { missingIn, twiceIn, type Columns } from './mapping.ts'
import { SheetChoice } from './SheetChoice.tsx'
import { useMapping, type Kinds } from './use-mapping.ts'

interface Props {
  columns: Columns
  kinds: Kinds
  onDone?: () => void
}

/** What each column stands for, corrected by a person; the sheet is then checked anew. */
export function ColumnForm({ columns, kinds, onDone }: Props) {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const mapping = useMapping(columns, kinds)
  const missing = missingIn(mapping.mapping, mapping.fields)
  const twice = twiceIn(mapping.mapping, mapping.fields)
  const first = batch.state === 'mapping'
  const submit = async () => {
    const { kind, sheet, headerRow } = mapping
    const wish = { batch: batch.id, ...(kind && { kind }), sheet, headerRow, mapping: mapping.mapping }
    if (await mend(map, wish)) onDone?.()
  }
  return (
    <>
      <div className="section-body">
        <p className="quiet">{words.columnsHint}</p>
        <SheetChoice columns={columns} kinds={kinds} mapping={mapping} />
        {missing.length > 0 && (
          <Note kind="warn">{words.missing(missing.map(({ words: named }) => `“${named}”`).join('、'))}</Note>
        )}
        {twice && <Note kind="warn">{words.twice(twice.words)}</Note>}
      </div>
      <ColumnTable columns={columns} mapping={mapping} />
      <div className="section-body">
        <ErrorNote error={error} />
        <div className="form-foot">
          <Button
            type="primary"
            loading={busy}
            disabled={
              missing.length > 0 || twice !== undefined || mapping.fields.length === 0 || (!first && !mapping.changed)
            }
            onClick={() => void submit()}
          >
            {first ? words.mapGo : words.mapAgain}
          </Button>
          {mapping.changed && <Button onClick={mapping.reset}>{words.mapUndo}</Button>}
        </div>
      </div>
    </>
  )
}
