import { useRef } from 'react'
import { today } from '#base/web/today.ts'
import { useDraft } from '#base/web/draft.ts'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import type { OrganisationView } from '#organisations/contract.ts'
import type { Line } from '#organisations/kinds.ts'
import { join, type PersonView } from '#people/contract.ts'
import { statusCodes, statusWords } from '#people/statuses.ts'
import { organisationField, useChosen, waitingHelp } from '#people/web/picked.tsx'
import { Sure } from '#people/web/Sure.tsx'
import { joinWords, words } from '#people/web/words.ts'

type Chosen = OrganisationView | undefined

/** The statuses of the organisation's line. */
function statusChoices(organisation: Chosen) {
  const line = organisation?.line as Line | undefined
  return line ? statusCodes(line).map((status) => ({ value: status, label: statusWords(line, status) })) : []
}

/** Offers nothing until an organisation is chosen: its line decides. */
export const statusField = (chosen: Chosen): FieldSpec => ({
  name: 'status', label: words.firstStatus, kind: 'select', options: statusChoices(chosen), help: waitingHelp(chosen),
})

export const joinLabel = (chosen: Chosen) => (chosen ? joinWords[chosen.line as Line] : words.joined)

const groupsFor = (chosen: Chosen): FieldGroup[] => [{
  fields: [
    organisationField(words.joinOrganisation, { members: true }),
    statusField(chosen),
    { name: 'joinedOn', label: joinLabel(chosen), kind: 'day', optional: true },
    { name: 'on', label: words.entered, kind: 'day', help: words.enteredHelp },
  ],
}]

/** A registered person in another line too: a party member who is also a union member. */
export function JoinForm({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const draft = useDraft(undefined, { on: today() })
  const earlier = useRef(false)
  const confirm = (sure: boolean) => {
    earlier.current = sure
    draft.renew()
  }
  const chosen = useChosen(draft.values['organisation'])
  return (
    <DraftForm
      endpoint={join} draft={draft} groups={groupsFor(chosen)} submit={words.record}
      intro={<p className="quiet">{words.joinIntro}</p>}
      inputOf={(values) => ({ ...values, id: person.id, earlier: earlier.current })}
      explain={(problem) => problem.code === 'people.before-founding' && (
        <Sure title={words.earlierTitle} problem={problem} label={words.earlierConfirm} confirm={confirm} />
      )}
      onChange={(field) => field === 'organisation' && draft.set('status', undefined)}
      onDone={onClose} onCancel={onClose}
    />
  )
}
