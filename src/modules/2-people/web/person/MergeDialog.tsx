import { useDraft } from '#base/web/draft.ts'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { useGo } from '#base/web/route.ts'
import { merge, type PersonView } from '#people/contract.ts'
import { personField, pickedId } from '#people/web/picked.tsx'
import { words } from '#people/web/words.ts'

interface Props {
  person: PersonView
  open: boolean
  onClose: () => void
}

function MergeForm({ person, onClose }: Omit<Props, 'open'>) {
  const draft = useDraft(undefined, {})
  const go = useGo()
  const groups: FieldGroup[] = [{
    fields: [
      personField('into', words.mergeInto, { except: person.id }),
      { name: 'reason', label: words.mergeReason, kind: 'line', maxLength: 100 },
    ],
  }]
  return (
    <DraftForm
      endpoint={merge} draft={draft} groups={groups} submit={words.mergeVerb} onCancel={onClose}
      intro={<p>{words.mergeThis(person.name)}{words.mergeIntro}</p>}
      inputOf={(values) => ({ ...values, id: person.id, into: pickedId(values['into']) })}
      onDone={(_, values) => {
        onClose()
        go(`/people/${pickedId(values['into'])}`, { replace: true })
      }}
    />
  )
}

/** This record goes into another one of the same person. */
export function MergeDialog({ person, open, onClose }: Props) {
  return (
    <FormDialog open={open} title={`${words.merge}：${person.name}`} onClose={onClose}>
      <MergeForm person={person} onClose={onClose} />
    </FormDialog>
  )
}
