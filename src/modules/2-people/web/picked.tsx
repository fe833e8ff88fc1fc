import { useCall } from '#base/web/calls.ts'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { isKind, kindOf } from '#organisations/kinds.ts'
import { read, type OrganisationView } from '#organisations/contract.ts'
import { OrganisationPicker } from '#organisations/web/parts/OrganisationPicker.tsx'
import { PersonPicker, type PickedPerson } from '#people/web/parts/PersonPicker.tsx'
import { words } from '#people/web/words.ts'

export const pickedId = (value: unknown): string | undefined => (value as PickedPerson | null | undefined)?.id

const holdsMembers = ({ kind }: { kind: string }) => isKind(kind) && kindOf(kind).holdsMembers

/** A field that holds an organisation's id; `members`: only where members stand. */
export const organisationField = (label: string, options: { members: boolean }): FieldSpec => ({
  name: 'organisation', label, kind: 'custom',
  render: (value, set, control) => (
    <OrganisationPicker
      label={label} value={value as string | undefined} onChange={set} control={control}
      allow={options.members ? holdsMembers : undefined}
    />
  ),
})

interface PersonOptions {
  organisation?: string
  except?: string
}

/** A field that holds a person with their name; `organisation`'s members are offered first. */
export const personField = (name: string, label: string, options: PersonOptions = {}): FieldSpec => ({
  name, label, kind: 'custom',
  render: (value, set, control) => (
    <PersonPicker label={label} value={value as PickedPerson | null} onChange={set} control={control} {...options} />
  ),
})

/** The organisation chosen in a form: its line and kind decide what the next field offers. */
export function useChosen(value: unknown): OrganisationView | undefined {
  const id = typeof value === 'string' ? value : ''
  return useCall(read, { id }, { enabled: id !== '' }).data
}

/** A field that waits for the organisation. */
export const waitingHelp = (chosen: OrganisationView | undefined) =>
  (chosen ? undefined : words.chooseOrganisationFirst)
