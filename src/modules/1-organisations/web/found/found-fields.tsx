import type { Values } from '#base/web/draft.ts'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import type { OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf, kinds, lineOf, type KindCode } from '#organisations/kinds.ts'
import { sectorCodes, sectors } from '#organisations/unit-kinds.ts'
import { onField, organisationField, regionField, tickField, unitsField } from '#organisations/web/acts/fields.tsx'
import { filledIn } from '#organisations/web/found/filled-in.ts'
import { countsMembers } from '#organisations/web/found/founding-check.ts'
import { FormsField } from '#organisations/web/found/FormsField.tsx'
import { NameField } from '#organisations/web/found/NameField.tsx'
import type { Pickable } from '#organisations/web/parts/PickPanel.tsx'
import { words } from '#organisations/web/words.ts'

interface Asked {
  /** kinds that can stand where it is founded */
  options: readonly KindCode[]
  values: Values
  /** null: the superior is outside */
  parent: OrganisationView | null
  /** the party organisation in the same unit, which the founder need not reach */
  here?: { name: string } | null
}

const sectorOptions = sectorCodes.map((value) => ({ value, label: sectors[value].words }))
const isParty = ({ kind }: Pickable) => isKind(kind) && lineOf(kind) === 'party'

const kindField = ({ options, parent }: Asked): FieldSpec => ({
  name: 'kind', label: words.kind, kind: 'select', help: parent ? words.chooseKind : undefined,
  options: options.map((value) => ({ value, label: kinds[value].words })),
})

/** The name's proposal needs the kind, its forms and the unit. */
function nameField(kind: KindCode | null, { values, parent }: Asked): FieldSpec {
  const { flags, units } = filledIn(values)
  return {
    name: 'name', label: words.name, kind: 'custom',
    render: (value, set, control) => (
      <NameField value={value} set={set} control={control} kind={kind} parent={parent} flags={flags} units={units} />
    ),
  }
}

const formsField = (kind: KindCode): FieldSpec => ({
  name: 'flags', label: words.forms, kind: 'custom', optional: true,
  help: kindOf(kind).flags.map((flag) => words.formsHelp[flag]).join(''),
  render: (value, set, control) => <FormsField kind={kind} value={value} set={set} control={control} />,
})

/** Numbers are asked only where a rule measures them; a committee may fall short of them with an approval. */
function memberFields(kind: KindCode): FieldSpec[] {
  const { line, holdsMembers } = kindOf(kind)
  const common = { kind: 'whole', optional: true } as const
  const all = { ...common, name: 'all', label: words.allMembers(line) }
  if (line !== 'party') return [{ ...all, help: words.membersHelp }]
  const full = { ...common, name: 'full', label: words.full, help: words.membersHelp }
  const approved = tickField({ name: 'approved', label: words.approvedLabel }, words.approved)
  return holdsMembers ? [full, all] : [full, all, approved]
}

const sectorField: FieldSpec = {
  name: 'sector', label: words.sector, kind: 'select', optional: true, help: words.sectorHelp, options: sectorOptions,
}

const leaderField = organisationField(
  { name: 'leader', label: words.leader, optional: true, help: words.leaderOptional }, isParty,
)

const hereField = (name: string): FieldSpec => tickField({ name: 'leadHere', label: words.leader, help: words.leadHereHelp }, words.leadHere(name))

const codeField: FieldSpec = { name: 'code', label: words.code, kind: 'line', maxLength: 30, optional: true }

/** What is asked about a body to be founded: little at first, more once its kind is known. */
export function foundFields(asked: Asked): FieldSpec[] {
  const { options, values, parent, here } = asked
  const kind = options.find((one) => one === values['kind']) ?? null
  const measured = kind !== null && countsMembers(kind) && !filledIn(values).flags.includes('temporary')
  const { flags = [], holdsMembers = false, line = 'party' } = kind ? kindOf(kind) : {}
  return [
    kindField(asked),
    ...(kind && flags.length > 0 ? [formsField(kind)] : []),
    unitsField({ name: 'units', label: words.inUnits, optional: true }),
    nameField(kind, asked),
    { ...onField, label: words.founded, help: words.foundOnHelp },
    ...(measured ? memberFields(kind) : []),
    ...(holdsMembers ? [sectorField] : []),
    ...(parent && line !== 'party' ? [here ? hereField(here.name) : leaderField] : []),
    codeField,
    regionField,
  ]
}
