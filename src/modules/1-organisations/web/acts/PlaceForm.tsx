import { ActForm } from '#base/web/kit/ActForm.tsx'
import { placeInUnit } from '#organisations/contract.ts'
import type { ActProps } from '#organisations/web/acts/acts.ts'
import { onField, unitsField } from '#organisations/web/acts/fields.tsx'
import { words } from '#organisations/web/words.ts'

const fields = [
  unitsField({ name: 'units', label: words.placeUnits, help: words.placeHelp }),
  { ...onField, label: words.placeOn },
]

/** Sets the units an organisation stands in. */
export function PlaceForm({ organisation, onDone, onCancel }: ActProps) {
  return (
    <ActForm
      endpoint={placeInUnit} submit={words.save} fixed={{ id: organisation.id }} seen={organisation.version} onDone={onDone} onCancel={onCancel}
      initial={{ units: organisation.units.map((unit) => unit.id) }}
      fields={fields}
    />
  )
}
