import { Button, Input, Select } from 'antd'
import { useState, type FormEvent } from 'react'
import { useCall } from '#base/web/calls.ts'
import { ErrorNote } from '#base/web/kit/ErrorNote.tsx'
import { Field } from '#base/web/kit/Field.tsx'
import { FormDialog } from '#base/web/kit/FormDialog.tsx'
import { setPlaces } from '#exchange/contract.ts'
import { read } from '#organisations/contract.ts'
import { isKind, kindOf, kindsUnder } from '#organisations/kinds.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { useImport, useMend } from '../import/held.tsx'
import { words } from '../words.ts'
import type { Place } from './open.ts'

function FoundForm({ place, onClose }: { place: Place; onClose: () => void }) {
  const { batch } = useImport()
  const { mend, busy, error } = useMend()
  const proposed = place.founding ?? place.proposedFounding
  const [name, setName] = useState(proposed?.name ?? place.text)
  const [parent, setParent] = useState<string | undefined>(proposed?.parent ?? batch.organisation.id)
  const [wished, setKind] = useState(proposed?.kind ?? '')
  const above = useCall(read, { id: parent ?? '' }, { enabled: !!parent }).data
  const offered = above && isKind(above.kind) ? kindsUnder(above.kind) : []
  const kind = (offered as string[]).includes(wished) ? wished : ''
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!parent || kind === '' || name.trim() === '') return
    const found = { kind, name: name.trim(), parent }
    if (await mend(setPlaces, { batch: batch.id, places: [{ place: place.no, found }] })) onClose()
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <p className="quiet">{words.foundHint}</p>
      <Field label={words.foundName}>
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={words.foundParent}>
        {(control) => (
          <OrganisationPicker control={control} label={words.foundParent} value={parent} onChange={setParent} />
        )}
      </Field>
      <Field label={words.foundKind}>
        {({ id }) => (
          <Select
            id={id}
            value={kind || undefined}
            placeholder={words.choosePlease}
            onChange={setKind}
            options={offered.map((code) => ({ value: code, label: kindOf(code).words }))}
          />
        )}
      </Field>
      <ErrorNote error={error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!parent || kind === '' || name.trim() === ''}>
          {words.foundGo}
        </Button>
        <Button onClick={onClose}>{words.cancelShort}</Button>
      </div>
    </form>
  )
}

/** An organisation to be founded with the commit, under a name of the sheet. */
export function FoundDialog({ place, onClose }: { place: Place | null; onClose: () => void }) {
  return (
    <FormDialog open={place !== null} title={words.foundTitle(place?.text ?? '')} onClose={onClose}>
      {place && <FoundForm place={place} onClose={onClose} />}
    </FormDialog>
  )
}
