import { ActForm } from '#base/web/kit/ActForm.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { isKind, lineOf } from '#organisations/kinds.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { plan, setAside, type UnitSpotView } from '#coverage/contract.ts'
import { words } from '#coverage/web/words.ts'
import { causeWords } from '#coverage/words.ts'

interface Props {
  open: boolean
  unit: string
  spot: UnitSpotView
  onClose: () => void
}

const causes = Object.entries(causeWords).map(([value, label]) => ({ value, label }))

const asideFields: FieldSpec[] = [
  { name: 'cause', label: words.cause, kind: 'choice', options: causes, help: words.closedHelp },
  { name: 'reason', label: words.reason, kind: 'line', maxLength: 200, help: words.reasonHelp },
  { name: 'reviewOn', label: words.reviewOn, kind: 'day', help: words.reviewHelp },
]

/** 不适用, with its reason and the day it is asked again. */
export function AsideDialog({ open, unit, spot, onClose }: Props) {
  return (
    <FormDialog open={open} title={`${words.setAside}：${spot.words}`} onClose={onClose}>
      <ActForm
        endpoint={setAside} submit={words.save} fixed={{ id: unit, code: spot.code }} initial={{ cause: 'not-due' }} fields={asideFields}
        onDone={onClose} onCancel={onClose}
      />
    </FormDialog>
  )
}

const isParty = ({ kind }: { kind: string }) => isKind(kind) && lineOf(kind) === 'party'

const planFields: FieldSpec[] = [
  { name: 'targetOn', label: words.targetOn, kind: 'day' },
  {
    name: 'responsible', label: words.answerable, kind: 'custom', optional: true,
    render: (value, set, control) => (
      <OrganisationPicker
        label={words.answerable} value={typeof value === 'string' && value !== '' ? value : undefined} onChange={set} control={control} allow={isParty} clearable
      />
    ),
  },
  { name: 'note', label: words.note, kind: 'line', maxLength: 300, optional: true },
]

/** By when a finding is worked off, and who answers for it. */
export function PlanDialog({ open, unit, spot, onClose }: Props) {
  const { plan: held } = spot
  const initial = held ? { targetOn: held.targetOn, responsible: held.responsible?.id, note: held.note ?? '' } : {}
  return (
    <FormDialog open={open} title={`${words.plan}：${spot.words}`} onClose={onClose}>
      <ActForm
        endpoint={plan} submit={words.save} fixed={{ id: unit, code: spot.code }} initial={initial} fields={planFields}
        onDone={onClose} onCancel={onClose}
      />
    </FormDialog>
  )
}
