import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import type { OrganisationView } from '#organisations/contract.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { OrganisationName, UnitName } from '#organisations/web/acts/Names.tsx'
import type { Pickable } from '#organisations/web/parts/PickPanel.tsx'
import { UnitPicker } from '#organisations/web/parts/UnitPicker.tsx'
import { words } from '#organisations/web/words.ts'

type Given = Pick<FieldSpec, 'name' | 'label' | 'help' | 'optional'>

/** The day an act happened: usually the day of the approval. */
export const onField: FieldSpec = { name: 'on', label: words.happenedOn, kind: 'day', help: words.happenedHelp }

/** 行政区划代码; empty: the superior's */
export const regionField: FieldSpec = { name: 'region', label: words.regionCode, kind: 'line', maxLength: 6, optional: true, help: words.regionHelp }

/** The superior's paper, where the own body is moved, merged or dissolved and nobody above it is in this system. */
export const approvalFields = ({ deciding }: OrganisationView): FieldSpec[] =>
  deciding === 'document' ? [{ name: 'approval', label: words.approval, kind: 'line', maxLength: 80, help: words.approvalHelp }] : []

const organisationIn = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** A field that chooses an organisation; its value is the public id. */
export const organisationField = (given: Given, allow?: (one: Pickable) => boolean): FieldSpec => ({
  ...given, kind: 'custom',
  render: (value, set, control) => (
    <OrganisationPicker
      value={organisationIn(value)} onChange={set} control={control} label={given.label} allow={allow}
      clearable={given.optional}
    />
  ),
  show: (value) => <OrganisationName id={String(value)} />,
})

/** A field that chooses units; its value is the list of their public ids. */
export const unitsField = (given: Given): FieldSpec => ({
  ...given, kind: 'custom',
  render: (value, set, control) => (
    <UnitPicker value={Array.isArray(value) ? (value as string[]) : []} onChange={set} control={control} />
  ),
  show: (value) => (value as string[]).map((id) => <UnitName key={id} id={id} />),
})

/** One box to tick, with its words beside it. */
export const tickField = (given: Given, words: string): FieldSpec => ({
  ...given, optional: true, kind: 'custom',
  render: (value, set, control) => (
    <label className="check">
      <input {...control} type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />
      {words}
    </label>
  ),
})
