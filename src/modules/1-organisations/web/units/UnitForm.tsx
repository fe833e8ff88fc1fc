import { Note } from '#base/web/kit/Note.tsx'
import { ActForm } from '#base/web/kit/ActForm.tsx'
import type { FieldSpec } from '#base/web/kit/FieldControl.tsx'
import type { Values } from '#base/web/draft.ts'
import { readUnitCode } from '#exchange/values/unit-code.ts'
import type { changeUnit, registerUnit } from '#organisations/contract.ts'
import {
  fitsUnitKind, sectorCodes, sectors, unitKindCodes, unitKinds, type UnitKind,
} from '#organisations/unit-kinds.ts'
import { words } from '#organisations/web/words.ts'

interface Props {
  endpoint: typeof registerUnit | typeof changeUnit
  submit: string
  /** fields before the unit's own: who is responsible for a new one */
  before?: FieldSpec[]
  fixed?: { id: string }
  initial?: Values
  draftKey?: string
  /** the version of a unit that is changed */
  seen?: number
  onDone: (answer: { id: string }) => void
  onCancel?: () => void
}

const kindOptions = unitKindCodes.map((value) => ({ value, label: unitKinds[value].words }))
const isUnitKind = (value: unknown): value is UnitKind => unitKindCodes.some((code) => code === value)

/** Only the fields (领域) that such a unit can belong to. */
const fittingSectors = (kind: unknown) =>
  (isUnitKind(kind) ? sectorCodes.filter((sector) => fitsUnitKind(kind, sector)) : [])
const sectorOptions = (kind: unknown) => fittingSectors(kind).map((value) => ({ value, label: sectors[value].words }))

const fields = (values: Values): FieldSpec[] => [
  { name: 'name', label: words.unitName, kind: 'line', maxLength: 100 },
  { name: 'code', label: words.unitCode, kind: 'line', maxLength: 18, optional: true, help: words.unitCodeHelp },
  { name: 'kind', label: words.unitKind, kind: 'select', options: kindOptions },
  { name: 'sector', label: words.unitSector, kind: 'select', options: sectorOptions(values['kind']) },
  { name: 'staff', label: words.staff, kind: 'whole', optional: true },
  { name: 'young', label: words.youngStaff, kind: 'whole', optional: true },
  { name: 'migrant', label: words.migrant, kind: 'whole', optional: true },
  { name: 'fullMembers', label: words.fullMembers, kind: 'whole', optional: true, help: words.workingHere },
  { name: 'leagueMembers', label: words.leagueMembers, kind: 'whole', optional: true },
  { name: 'women', label: words.women, kind: 'whole', optional: true },
  { name: 'factsOn', label: words.factsOn, kind: 'day', optional: true },
]

/** A kind with one possible sector settles the sector; another kind empties one that does not fit. */
function follows(field: string, values: Values): Values {
  if (field !== 'kind') return {}
  const fitting = fittingSectors(values['kind'])
  if (fitting.length === 1) return { sector: fitting[0] }
  return fitting.some((sector) => sector === values['sector']) ? {} : { sector: undefined }
}

function CodeRemark({ code }: { code: unknown }) {
  if (typeof code !== 'string' || code.trim() === '') return null
  const parsed = readUnitCode(code)
  if (parsed.ok) return null
  return <Note kind="warn">{parsed.proposal ? words.codeMaybe(parsed.proposal) : words.codeWrong}</Note>
}

/** What is known about a unit. */
export function UnitForm({ endpoint, submit, before = [], fixed, initial, draftKey, seen, onDone, onCancel }: Props) {
  return (
    <ActForm
      endpoint={endpoint as typeof registerUnit} submit={submit} fixed={fixed as object} initial={initial}
      draftKey={draftKey} seen={seen} follows={follows}
      fields={(values) => [...before, ...fields(values)]} verdict={(values) => <CodeRemark code={values['code']} />}
      onDone={onDone} onCancel={onCancel}
    />
  )
}
