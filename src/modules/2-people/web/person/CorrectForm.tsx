import { useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useEffect, useRef } from 'react'
import type { Problem } from '#base/contract.ts'
import { useDraft, type Values } from '#base/web/draft.ts'
import { DraftForm, type FieldGroup } from '#base/web/kit/DraftForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { ChangedNote } from '#base/web/kit/ChangedNote.tsx'
import { change, read, type PersonView } from '#people/contract.ts'
import {
  fieldOf, guardianFields, idNumberField, idNumberOf, movingFields, plainFields,
} from '#people/web/person-fields.tsx'
import {
  changesOf, heldOf, isSecret, maskOf, textOf, type FieldName, type Secret,
} from '#people/web/person/changes.ts'
import { words } from '#people/web/words.ts'
import { fieldWords } from '#people/words.ts'

/** A sealed field: blank leaves it as it is; what is held can be erased on purpose. */
function secretField(field: Secret, person: PersonView): FieldSpec {
  const mask = maskOf(person, field)
  return {
    name: field, label: fieldWords[field], kind: 'custom', sensitive: true, optional: true,
    help: mask ? words.keepBlank(field === 'address' ? null : mask) : words.notHeld,
    render: (value, set, control) => (
      <>
        {field === 'idNumber' && value !== null
          ? idNumberField().render!(value, set, control)
          : (
            <Input
              {...control} value={textOf(value)} disabled={value === null} autoComplete="off"
              onChange={(event) => set(event.target.value)}
            />
          )}
        {mask && (
          <div>
            <label className="check">
              <input
                type="checkbox" checked={value === null} onChange={(event) => set(event.target.checked ? null : '')}
              />
              {words.erase}
            </label>
          </div>
        )}
      </>
    ),
  }
}

function groupsFor(person: PersonView): FieldGroup[] {
  const { name, ...rest } = plainFields
  const guardian = guardianFields.map((field) =>
    (isSecret(field.name) ? { ...secretField(field.name, person), when: field.when } : field))
  return [
    { pair: true, fields: [name!, secretField('idNumber', person), ...Object.values(rest)] },
    { title: words.groupContact, pair: true, fields: [secretField('phone', person), secretField('address', person)] },
    { title: words.groupGuardian, pair: true, fields: guardian },
    { title: words.groupMoving, pair: true, fields: movingFields },
  ]
}

/** Somebody was quicker: what stands there now beside what was typed. */
function Conflict({ person, typed, told, accept }: { person: PersonView; typed: Values; told: string; accept: (form: HTMLFormElement | null) => void }) {
  const queries = useQueryClient()
  useEffect(() => void queries.invalidateQueries({ queryKey: [read.name] }), [queries])
  const held = heldOf(person)
  const rows = (Object.entries(changesOf(typed, person)) as [FieldName, string | null][]).map(([field, yours]) => ({
    key: field, label: fieldWords[field], yours: yours ?? '—',
    now: (isSecret(field) ? maskOf(person, field) : textOf(held[field])) || '—',
  }))
  return <ChangedNote told={told} rows={rows} onKeep={accept} />
}

/** The draft holds what was touched; the rest follows what is held, also when somebody else changes it meanwhile. */
export function CorrectForm({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const typed = useDraft(undefined, {})
  const version = useRef(person.version)
  const changes = changesOf(typed.values, person)
  const draft = { ...typed, values: { ...heldOf(person), ...typed.values } }
  const fillIn = (field: string, value: unknown) => {
    const said = field === 'idNumber' ? idNumberOf(value) : null
    if (!said) return
    typed.set('sex', said.sex)
    typed.set('born', said.born)
  }
  // Sent again with the version that is shown
  const accept = (form: HTMLFormElement | null) => {
    version.current = person.version
    form?.requestSubmit()
  }
  const explain = (problem: Problem) => problem.code === 'ledger.changed-meanwhile' && (
    <Conflict person={person} typed={typed.values} told={problem.detail} accept={accept} />
  )
  return (
    <DraftForm
      endpoint={change} draft={draft} groups={groupsFor(person)} submit={words.save}
      intro={<p className="quiet">{words.correctIntro}</p>}
      inputOf={() => ({ id: person.id, version: version.current, changes })} onChange={fillIn}
      idle={Object.keys(changes).length === 0 && words.nothingChanged} explain={explain}
      fieldOf={fieldOf} onDone={onClose} onCancel={onClose}
    />
  )
}
