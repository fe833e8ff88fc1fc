import { FormPage } from '#base/web/kit/FormPage.tsx'
import { useFilters, useGo } from '#base/web/route.ts'
import { useSeat } from '#access/web/seat.ts'
import { registerUnit } from '#organisations/contract.ts'
import { isKind, lineOf } from '#organisations/kinds.ts'
import { organisationField } from '#organisations/web/acts/fields.tsx'
import { UnitForm } from '#organisations/web/units/UnitForm.tsx'
import { words } from '#organisations/web/words.ts'

/** Registers a unit under the party organisation that answers for it. */
export function NewUnitPage() {
  const [{ responsible }] = useFilters()
  const { seat } = useSeat()
  const go = useGo()
  const before = [organisationField(
    { name: 'responsible', label: words.responsible, help: words.responsibleHelp }, (one) => isKind(one.kind) && lineOf(one.kind) === 'party',
  )]
  if (!seat) return null
  return (
    <FormPage title={words.newUnit} trail={[{ title: words.organisations, to: '/organisations' }, { title: words.units, to: '/units' }]}>
      <UnitForm
        endpoint={registerUnit} submit={words.register} before={before} initial={{ responsible: responsible ?? seat.organisation }} draftKey="units.new"
        onDone={({ id }) => go(`/units/${id}`, { replace: true })} onCancel={() => go('/units')}
      />
    </FormPage>
  )
}
