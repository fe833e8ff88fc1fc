import { Button, Input } from 'antd'
import { useState } from 'react'
import { newId } from '#base/id.ts'
import { words as common } from '#base/web/words.ts'
import { call } from '#base/web/call.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { destinations, type Leaver } from '#people/contract/transfers.ts'
import type { TransferLine } from '#people/web/transfers/DestinationPicker.tsx'
import { matchPasted, readPasted, type Pasted, type Plan, type Plans } from '#people/web/transfers/plan.ts'
import { words } from '#people/web/transfers/words.ts'

interface Props {
  line: TransferLine
  rows: Leaver[]
  open: boolean
  onUse: (plans: Plans) => void
  onClose: () => void
}

const holdsMembers = ({ kind }: { kind: string }) => isKind(kind) && kindOf(kind).holdsMembers
const isKept = (where: string) => where.startsWith('留校') || where.startsWith('留在学校')

/** A branch of that very name here, else a body outside. */
async function planOf(line: TransferLine, { where, why }: Pasted, kept: string | undefined): Promise<Plan> {
  const act = newId()
  if (isKept(where)) return { act, way: 'kept', to: kept ? { id: kept, name: '' } : null, remark: why }
  const { rows } = await call(destinations, { line, q: where.slice(0, 40), limit: 50 })
  const named = rows.filter((row) => row.name === where)
  return named.length === 1 ? { act, way: 'inside', to: { id: named[0]!.id, name: where }, remark: why } : { act, way: 'letter', outside: where, remark: why }
}

function Paste({ line, rows, onUse, onClose }: Omit<Props, 'open'>) {
  const [text, setText] = useState('')
  const [kept, setKept] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const pasted = readPasted(text)
  const { found, unclear } = matchPasted(pasted, rows)
  const use = async () => {
    setBusy(true)
    try {
      const plans: Plans = {}
      for (const [id, one] of found) plans[id] = await planOf(line, one, kept)
      onUse(plans)
      onClose()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="form">
      <Field label={words.gradPaste} help={words.gradPasteHelp}>
        {(control) => <Input.TextArea {...control} rows={8} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      {pasted.some((one) => isKept(one.where)) && (
        <Field label={words.gradKeptTo}>
          {(control) => <OrganisationPicker value={kept} onChange={setKept} control={control} label={words.gradKeptTo} allow={holdsMembers} />}
        </Field>
      )}
      {unclear.length > 0 && <Note kind="warn">{words.gradPasteBad(unclear.join('、'))}</Note>}
      <ErrorNote error={error} />
      <div className="form-foot">
        <Button type="primary" loading={busy} disabled={found.size === 0} onClick={() => void use()}>{words.gradPasteUse}{found.size > 0 && `（${found.size}）`}</Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </div>
  )
}

/** Destinations from a sheet that the class teacher kept: three columns, pasted. */
export function PasteDialog({ open, ...rest }: Props) {
  return <FormDialog wide open={open} title={words.gradPasteTitle} onClose={rest.onClose}><Paste {...rest} /></FormDialog>
}
