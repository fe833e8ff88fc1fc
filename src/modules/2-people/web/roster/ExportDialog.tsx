import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { useFileAct } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { exportRoster } from '#people/contract.ts'
import { words } from '#people/web/words.ts'

type Columns = 'shown' | 'official' | 'again'
type Format = 'xlsx' | 'csv'

const columnsWords: Record<Columns, string> = {
  shown: words.exportShown, official: words.exportOfficial, again: words.exportAgain,
}
const formatWords: Record<Format, string> = { xlsx: words.excel, csv: words.csv }

interface ChoicesProps<T extends string> {
  label: string
  words: Record<T, string>
  value: T
  help?: ReactNode
  onChange: (value: T) => void
}

function Choices<T extends string>({ label, words: all, value, help, onChange }: ChoicesProps<T>) {
  return (
    <Field label={label} help={help} group>
      {({ id }) => (
        <div className="choice">
          {(Object.keys(all) as T[]).map((one) => (
            <label key={one}>
              <input type="radio" name={id} checked={value === one} onChange={() => onChange(one)} />{all[one]}
            </label>
          ))}
        </div>
      )}
    </Field>
  )
}

interface Props {
  open: boolean
  organisation: { id: string; name: string }
  below: boolean
  onClose: () => void
}

function ExportForm({ organisation, below, onClose }: Omit<Props, 'open'>) {
  const [columns, setColumns] = useState<Columns>('shown')
  const [format, setFormat] = useState<Format>('xlsx')
  const [reason, setReason] = useState('')
  const whole = columns !== 'shown'
  const short = whole && reason.trim().length < 4
  const purpose = whole ? reason.trim() : undefined
  const act = useFileAct(exportRoster)
  const take = async () => {
    await act.mutateAsync({ organisation: organisation.id, below, columns, format, reason: purpose }).then(onClose, () => undefined)
  }
  return (
    <div className="form">
      <p className="quiet">{words.exportScope(organisation.name, below)}</p>
      <Choices
        label={words.exportWhat} words={columnsWords} value={columns} onChange={setColumns}
        help={whole ? words.exportFullHelp : words.exportShownHelp}
      />
      {whole && (
        <Field label={words.purpose} help={short && reason ? words.purposeShort : words.purposeHelp}>
          {(control) => (
            <Input
              {...control} value={reason} maxLength={100} autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      <Choices label={words.exportFormat} words={formatWords} value={format} onChange={setFormat} />
      <ErrorNote error={act.error} />
      <div className="form-foot">
        <Button type="primary" disabled={short} loading={act.isPending} onClick={() => void take()}>
          {words.download}
        </Button>
      </div>
    </div>
  )
}

/** What goes out of the house: masked as shown, or whole with a purpose that every person concerned can read. */
export function ExportDialog({ open, onClose, ...rest }: Props) {
  return (
    <FormDialog open={open} title={words.exportTitle} onClose={onClose}>
      <ExportForm {...rest} onClose={onClose} />
    </FormDialog>
  )
}
