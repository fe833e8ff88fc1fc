import { Input } from 'antd'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { ControlProps } from '#base/web/kit/Field.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import type { Line } from '#organisations/kinds.ts'
import { leave, setStatus, type PersonView } from '#people/contract.ts'
import { statusOf, statusWords } from '#people/statuses.ts'
import { endReasons, words } from '#people/web/words.ts'

interface Props {
  membership: PersonView['memberships'][number]
  onClose: () => void
}

/** Only what may follow the present status is offered. */
export function StatusForm({ membership: { id, line, status }, onClose }: Props) {
  const next = statusOf(line as Line, status)?.next ?? []
  const options = next.map((one) => ({ value: one, label: statusWords(line as Line, one) }))
  const fields: FieldSpec[] = [
    { name: 'status', label: words.newStatus, kind: 'choice', options },
    { name: 'on', label: words.on, kind: 'day', help: words.onStatusHelp },
  ]
  return (
    <ActForm
      endpoint={setStatus} fixed={{ id }} fields={fields} initial={{ status: next[0] }} submit={words.record}
      onDone={onClose} onCancel={onClose}
    />
  )
}

interface ReasonProps {
  line: Line
  value: unknown
  set: (value: unknown) => void
  control: ControlProps
}

/** The usual words are proposed, any others may be typed. */
function ReasonInput({ line, value, set, control }: ReasonProps) {
  return (
    <>
      <Input
        {...control} list={`${control.id}-usual`} value={typeof value === 'string' ? value : ''} maxLength={100}
        autoComplete="off" status={control['aria-invalid'] && 'error'} onChange={(event) => set(event.target.value)}
      />
      <datalist id={`${control.id}-usual`}>
        {endReasons[line].map((reason) => <option key={reason} value={reason} />)}
      </datalist>
    </>
  )
}

const reasonField = (line: Line): FieldSpec => ({
  name: 'reason', label: words.reason, kind: 'custom', help: words.reasonHelp,
  render: (value, set, control) => <ReasonInput line={line} value={value} set={set} control={control} />,
})

export function EndForm({ person, membership: { id, line, organisation }, onClose }: Props & { person: PersonView }) {
  const fields = [reasonField(line as Line), { name: 'on', label: words.endOn, kind: 'day' } satisfies FieldSpec]
  const intro = <p>{words.endIntro(person.name, organisation.name)}{words.transferHint}</p>
  return (
    <ActForm
      endpoint={leave} fixed={{ id }} fields={fields} intro={intro} submit={words.endMembership} onDone={onClose}
      onCancel={onClose}
    />
  )
}
