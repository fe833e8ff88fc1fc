import { FormPage } from '#base/web/kit/FormPage.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { registerUnit } from '#organisations/contract.ts'
import { isKind, lineOf } from '#organisations/kinds.ts'
import { organisationField } from '#organisations/web/acts/fields.tsx'
import type { Pickable } from '#organisations/web/parts/PickPanel.tsx'
import { UnitForm } from '#organisations/web/units/UnitForm.tsx'
import { words } from '#organisations/web/words.ts'

const isParty = ({ kind }: Pickable) => isKind(kind) && lineOf(kind) === 'party'
const responsibleField = organisationField(
  { name: 'responsible', label: words.responsible, help: words.responsibleHelp }, isParty,
)
const trail = [{ title: words.organisations, to: '/organisations' }, { title: words.units, to: '/units' }]

/** Registers a unit under the party organisation that answers for it. */
export function NewUnitPage() {
  const [{ responsible }] = useFilters()
  const { seat } = useSeat()
  const go = useGo()
  if (!seat) return null
  return (
    <FormPage title={words.newUnit} trail={trail}>
      <UnitForm
        endpoint={registerUnit} submit={words.register} before={[responsibleField]}
        initial={{ responsible: responsible ?? seat.organisation }} draftKey="units.new"
        onDone={({ id }) => go(`/units/${id}`, { replace: true })} onCancel={() => go('/units')}
      />
    </FormPage>
  )
}
