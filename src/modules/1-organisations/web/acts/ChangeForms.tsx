import { ActForm } from '#base/web/kit/ActForm.tsx'
import { Note } from '#base/web/kit/Note.tsx'
import { dissolve, merge, move, rename, type OrganisationView } from '#organisations/contract.ts'
import { isKind, mayStandUnder } from '#organisations/kinds.ts'
import { refusalWords } from '#organisations/words.ts'
import type { ActProps } from '#organisations/web/acts/acts.ts'
import { approvalFields, onField, organisationField } from '#organisations/web/acts/fields.tsx'
import type { Pickable } from '#organisations/web/parts/PickPanel.tsx'
import { words } from '#organisations/web/words.ts'

export function RenameForm({ organisation, onDone, onCancel }: ActProps) {
  return (
    <ActForm
      endpoint={rename} submit={words.rename} fixed={{ id: organisation.id }} initial={{ name: organisation.name }}
      seen={organisation.version} draftKey={`organisations.rename.${organisation.id}`}
      onDone={onDone} onCancel={onCancel}
      fields={[{ name: 'name', label: words.newName, kind: 'line', maxLength: 80, help: words.nameHelp }, onField]}
    />
  )
}

export function MoveForm({ organisation, onDone, onCancel }: ActProps) {
  const { id, kind, chain } = organisation
  const superior = chain.at(-1)?.id
  const allow = (one: Pickable) =>
    one.id !== id && one.id !== superior && isKind(kind) && isKind(one.kind) && mayStandUnder(kind, one.kind)
  return (
    <ActForm
      endpoint={move} submit={words.move} fixed={{ id }} seen={organisation.version} now={{ parent: superior }} onDone={onDone} onCancel={onCancel}
      intro={<p>{words.moveIntro(organisation.name)}</p>}
      fields={[organisationField({ name: 'parent', label: words.moveTo }, allow), ...approvalFields(organisation), onField]}
    />
  )
}

export function MergeForm({ organisation, onDone, onCancel }: ActProps) {
  const { id, kind, name } = organisation
  const isAlike = (one: Pickable) => one.id !== id && one.kind === kind
  return (
    <ActForm
      endpoint={merge} submit={words.mergeSubmit} danger fixed={{ id }} onDone={onDone} onCancel={onCancel}
      intro={() => <p>{words.mergeIntro(name)}</p>}
      fields={[organisationField({ name: 'into', label: words.mergeInto }, isAlike), ...approvalFields(organisation), onField]}
    />
  )
}

/** What stands in the way is said before anything is filled in. */
function InTheWay({ organisation: { children, numbers } }: { organisation: OrganisationView }) {
  const sentence = children.length > 0
    ? refusalWords['organisations.children-open']({ children: children.length })
    : refusalWords['organisations.members-open']({ members: numbers.members })
  return children.length + numbers.members > 0 && <Note kind="warn">{sentence}</Note>
}

export function DissolveForm({ organisation, onDone, onCancel }: ActProps) {
  return (
    <ActForm
      endpoint={dissolve} submit={words.dissolve} danger fixed={{ id: organisation.id }} onDone={onDone}
      onCancel={onCancel}
      intro={() => <><p>{words.dissolveIntro(organisation.name)}</p><InTheWay organisation={organisation} /></>}
      fields={[
        { name: 'reason', label: words.reason, kind: 'line', maxLength: 200, help: words.reasonHelp },
        ...approvalFields(organisation),
        onField,
      ]}
    />
  )
}
