import { ActForm } from '#base/web/kit/ActForm.tsx'
import { addLink } from '#organisations/contract.ts'
import type { ActProps } from '#organisations/web/acts/acts.ts'
import { onField, organisationField } from '#organisations/web/acts/fields.tsx'
import { isKind, lineOf } from '#organisations/kinds.ts'
import { words } from '#organisations/web/words.ts'

const relations = [{ value: 'leads', label: words.linkLeads }, { value: 'guides', label: words.linkGuides }]

const endsOf = (id: string, side: unknown, other: unknown) =>
  (side === 'from' ? { from: id, to: other } : { from: other, to: id })

/** Records that one organisation leads or guides another; the organisation of the page is one of the two ends. */
export function LinkForm({ organisation, onDone, onCancel }: ActProps) {
  const { id, name, kind } = organisation
  const isParty = isKind(kind) && lineOf(kind) === 'party'
  return (
    <ActForm
      endpoint={addLink} submit={words.register} onDone={onDone} onCancel={onCancel}
      initial={{ kind: 'leads', side: isParty ? 'from' : 'to' }}
      send={({ kind: relation, side, other, on }) => ({ kind: relation, on, ...endsOf(id, side, other) })}
      fields={() => [
        { name: 'kind', label: words.linkKind, kind: 'choice', options: relations },
        {
          name: 'side', label: words.linkSide, kind: 'choice',
          options: [{ value: 'from', label: words.linkFromHere(name) }, { value: 'to', label: words.linkToHere(name) }],
        },
        organisationField({ name: 'other', label: words.linkOther }, (one) => one.id !== id),
        { ...onField, label: words.linkOn },
      ]}
    />
  )
}
