import type { Values } from '#base/web/draft.ts'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import { found, type OrganisationView } from '#organisations/contract.ts'
import { isKind, kindOf, kinds, kindsUnder, lineOf, type KindCode } from '#organisations/kinds.ts'
import { sectorCodes, sectors } from '#organisations/unit-kinds.ts'
import { onField, organisationField, tickField, unitsField } from '#organisations/web/acts/fields.tsx'
import { countsMembers } from '#organisations/web/found/founding-check.ts'
import { FormsField } from '#organisations/web/found/FormsField.tsx'
import { NameField } from '#organisations/web/found/NameField.tsx'
import { filledIn, toSend } from '#organisations/web/found/filled-in.ts'
import { Verdict } from '#organisations/web/found/Verdict.tsx'
import { words } from '#organisations/web/words.ts'

interface Props {
  /** the superior; null when it is outside and `leader` leads */
  parent: OrganisationView | null
  leader: OrganisationView | null
  /** to begin with: the unit it is founded in, the line that is missing there */
  unit?: string
  line?: string
  onDone: (id: string) => void
  onCancel: () => void
}

const kindsHere = (parent: OrganisationView | null, line: string | undefined): KindCode[] =>
  kindsUnder(parent && isKind(parent.kind) ? parent.kind : null).filter((kind) => !line || kindOf(kind).line === line)

/** The lines that the leader of a body without a superior here can lead. */
const ledBy = (leader: OrganisationView | null) => (kind: KindCode) =>
  !leader || (isKind(leader.kind) && (lineOf(leader.kind) === 'party' ? lineOf(kind) !== 'party' : lineOf(kind) === 'pioneers'))

const sectorOptions = sectorCodes.map((value) => ({ value, label: sectors[value].words }))

function fieldsFor(kind: KindCode | null, options: KindCode[], values: Values, parent: OrganisationView | null): FieldSpec[] {
  const form = filledIn(values)
  const line = kind && lineOf(kind)
  const forms = kind ? kindOf(kind).flags : []
  const measured = kind !== null && countsMembers(kind) && !form.flags.includes('temporary')
  return [
    {
      name: 'kind', label: words.kind, kind: 'select', help: parent ? words.chooseKind : undefined,
      options: options.map((value) => ({ value, label: kinds[value].words })),
    },
    {
      name: 'flags', label: words.forms, kind: 'custom', optional: true, when: () => forms.length > 0,
      help: forms.map((flag) => words.formsHelp[flag]).join(''),
      render: (value, set, control) => <FormsField kind={kind!} value={value} set={set} control={control} />,
    },
    unitsField({ name: 'units', label: words.inUnits, optional: true }),
    {
      name: 'name', label: words.name, kind: 'custom',
      render: (value, set, control) => <NameField value={value} set={set} control={control} kind={kind} flags={form.flags} units={form.units} parent={parent} />,
    },
    { ...onField, label: words.founded, help: words.foundOnHelp },
    { name: 'full', label: words.full, kind: 'whole', optional: true, help: words.membersHelp, when: () => measured && line === 'party' },
    {
      name: 'all', label: words.allMembers(line ?? ''), kind: 'whole', optional: true, help: line === 'party' ? undefined : words.membersHelp,
      when: () => measured,
    },
    {
      name: 'sector', label: words.sector, kind: 'select', optional: true, help: words.sectorHelp, options: sectorOptions,
      when: () => kind !== null && kindOf(kind).holdsMembers,
    },
    {
      ...organisationField({ name: 'leader', label: words.leader, optional: true, help: words.leaderOptional }, (one) => isKind(one.kind) && lineOf(one.kind) === 'party'),
      when: () => parent !== null && line !== null && line !== 'party',
    },
    { ...tickField({ name: 'approved', label: words.approvedLabel }, words.approved), when: () => measured && kindOf(kind).line === 'party' && !kindOf(kind).holdsMembers },
    { name: 'code', label: words.code, kind: 'line', maxLength: 30, optional: true },
  ]
}

/** What is founded; every answer is measured by the rules at once, before anything is sent. */
export function FoundForm({ parent, leader, unit, line, onDone, onCancel }: Props) {
  const options = kindsHere(parent, line).filter(ledBy(leader))
  const fixed = parent ? { parent: parent.id } : { leader: leader!.id }
  const initial = { units: unit ? [unit] : [], flags: [], ...(options.length === 1 && { kind: options[0] }) }
  return (
    <ActForm
      endpoint={found} submit={words.foundSubmit} fixed={fixed} initial={initial} send={toSend}
      draftKey={`organisations.found.${(parent ?? leader)!.id}.${unit ?? ''}.${line ?? ''}`}
      fields={(values) => fieldsFor(options.find((kind) => kind === values['kind']) ?? null, options, values, parent)}
      follows={(field) => (field === 'kind' ? { flags: [] } : {})}
      verdict={(values) => <Verdict values={values} parent={parent} />}
      onDone={({ id }) => onDone(id)} onCancel={onCancel}
    />
  )
}
