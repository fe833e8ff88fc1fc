import { refuse, Refusal } from '#base/decision.ts'
import { newId } from '#base/id.ts'
import type { Db } from '#base/sql.ts'
import type { Ref } from '#ledger/act.ts'
import type { Commit, Deed, Difference, ImportKind, Judge, Match, RowToMatch, Setting, Undo } from '#exchange/kind.ts'
import { bodiesByIds, namesOf } from '#organisations/actions/placing.ts'
import { settleUnits, touchUnits } from '#organisations/actions/touching.ts'
import { permissions } from '#organisations/contract.ts'
import { judgeUnitRow, kindOfWords, sectorOfWords, unitColumns, type UnitValues } from '#organisations/exchange/unit-rows.ts'
import { organisationByPublicId, organisationForChange } from '#organisations/store/organisations.ts'
import { removeUnits, unitRowsOf, unitsByCodeOrName, type HeldUnit } from '#organisations/store/unit-import.ts'
import { insertUnit, saveUnit, type UnitFields } from '#organisations/store/units.ts'
import { sectors, unitKinds } from '#organisations/unit-kinds.ts'

const valuesOf = (row: RowToMatch): UnitValues => row.values as unknown as UnitValues

function openUnits(setting: Setting): Judge {
  return {
    judge: (reading) => {
      const { values, faults } = judgeUnitRow(reading)
      const identity = values.name === '' ? null : { field: values.code ? 'code' : 'name', strong: values.code, alike: values.name, more: {} }
      return { values: { ...values }, faults, identity, placeText: null }
    },
    isSame: (one, other) => (one.strong && other.strong ? one.strong === other.strong : one.alike === other.alike),
    findPlace: () => ({ organisation: null, how: 'none', proposals: [], fault: null, founding: null }),
    place: () => null,
    foundable: () => ({ why: '这种表不从名称新建组织。' }),
    match: (tx, rows) => matchUnits(tx, setting, rows),
  }
}

const fresh: Match = { verdict: 'new', subject: null, version: null, differences: [], faults: [] }

async function matchUnits(tx: Db, { actor, target }: Setting, rows: readonly RowToMatch[]): Promise<Match[]> {
  const asked = rows.map(valuesOf)
  const held = await unitsByCodeOrName(tx, actor.realm, target.path, asked.flatMap(({ code }) => code ?? []), asked.map(({ name }) => name))
  return asked.map((values) => {
    const unit = held.find((one) => one.code !== null && one.code === values.code) ?? held.find((one) => one.name === values.name && (!one.code || !values.code))
    if (!unit) return values.kind && values.sector ? fresh : { ...fresh, faults: [{ field: values.kind ? 'sector' : 'kind', code: 'missing' }] }
    if (unit.path === null) return { ...fresh, faults: [{ field: 'code', code: 'unit-elsewhere' }] }
    const differences = differencesOf(values, unit)
    const verdict = differences.length === 0 ? 'same' : differences.some((one) => one.held !== null) ? 'conflict' : 'change'
    return { verdict, subject: unit.id, version: 1, differences, faults: [] }
  })
}

const shownOf = (unit: HeldUnit): Record<keyof UnitValues, string | number | null> =>
  ({
    ...unit, kind: unitKinds[unit.kind].words, sector: sectors[unit.sector].words,
    fullMembers: unit.full_members, leagueMembers: unit.league_members,
  })

function differencesOf(values: UnitValues, unit: HeldUnit): Difference[] {
  const held = shownOf(unit)
  return (Object.keys(values) as (keyof UnitValues)[]).flatMap((field) => {
    const [was, now] = [held[field], values[field]]
    return now === null || now === was ? [] : [{ field, held: was === null ? null : String(was), sheet: String(now) }]
  })
}

const countFields = ['staff', 'young', 'migrant', 'fullMembers', 'leagueMembers', 'women'] as const

function fieldsOf(values: UnitValues, held: HeldUnit | null, take: boolean, today: string): UnitFields {
  const shown = held && shownOf(held)
  const chosen = <F extends keyof UnitValues>(field: F): UnitValues[F] => {
    const was = (shown?.[field] ?? null) as UnitValues[F]
    return was === null || (take && values[field] !== null) ? values[field] : was
  }
  const counts = countFields.some((field) => values[field] !== null)
  return {
    name: chosen('name'), code: chosen('code'), kind: kindOfWords(chosen('kind')!), sector: sectorOfWords(chosen('sector')!),
    staff: chosen('staff'), young: chosen('young'), migrant: chosen('migrant'), fullMembers: chosen('fullMembers'),
    leagueMembers: chosen('leagueMembers'), women: chosen('women'), factsOn: counts ? today : (held?.facts_on ?? null),
  }
}

// Writing -------------------------------------------------------------------------------------------------------------

async function commitUnits(tx: Db, work: Commit): Promise<Deed> {
  const { realm } = work.actor
  const responsible = (await organisationForChange(tx, realm, work.target.publicId))!
  const touches: Ref[] = []
  const concerned: { made: number[]; changed: number[] } = { made: [], changed: [] }
  for await (const rows of work.rows()) {
    const held = new Map((await unitRowsOf(tx, realm, rows.flatMap(({ subject }) => subject ?? []))).map((unit) => [unit.id, unit]))
    for (const row of rows) {
      const values = valuesOf(row)
      const unit = row.subject === null ? null : held.get(row.subject)
      if (unit === undefined) throw new Refusal(refuse('exchange.changed-meanwhile', { name: values.name }))
      if (row.verdict === 'change' && differencesOf(values, unit!).some((one) => one.held !== null)) {
        throw new Refusal(refuse('exchange.changed-meanwhile', { name: values.name }))
      }
      const id = unit?.public_id ?? newId()
      const fields = fieldsOf(values, unit, row.take, work.today)
      if (unit) {
        await saveUnit(tx, realm, unit.id, fields)
        concerned.changed.push(unit.id)
      } else {
        concerned.made.push((await insertUnit(tx, realm, id, fields, responsible)).id)
      }
      await work.remember([{ what: unit ? 'unit' : 'unit-made', ref: id, before: unit }])
      touches.push({ kind: 'unit', id })
      await work.breathe()
    }
    work.progress(rows.length)
  }
  await touchUnits(tx, work.world, realm, concerned.changed)
  await settleUnits(tx, work.world, realm, concerned.made)
  return { made: concerned.made.length, changed: concerned.changed.length, founded: 0, touches }
}

async function undoUnits(tx: Db, work: Undo): Promise<{ touches: Ref[] }> {
  const { realm } = work.actor
  const made = (await work.changes('unit-made')).map(({ ref }) => ref)
  const before = (await work.changes('unit')).map((change) => change.before as HeldUnit)
  const touched = await work.touchedLater('unit', [...made, ...before.map(({ public_id }) => public_id)])
  const names = [...before, ...(await unitRowsOf(tx, realm, [], touched))].filter(({ public_id }) => touched.includes(public_id))
  if (names.length > 0) throw new Refusal(refuse('exchange.built-upon', { names: namesOf(names) }))
  const gone = (await unitRowsOf(tx, realm, [], made)).map(({ id }) => id)
  await removeUnits(tx, realm, made)
  for (const unit of before) {
    const { facts_on: factsOn, full_members: fullMembers, league_members: leagueMembers, ...fields } = unit
    await saveUnit(tx, realm, unit.id, { ...fields, fullMembers, leagueMembers, factsOn })
    await work.breathe()
  }
  await touchUnits(tx, work.world, realm, [...gone, ...before.map(({ id }) => id)])
  return { touches: before.map(({ public_id }) => ({ kind: 'unit', id: public_id })) }
}

/** 单位名录: registers units under the organisation responsible, and brings known ones up to date. */
export const unitList: ImportKind = {
  kind: 'organisations.units',
  words: '单位名录',
  columns: unitColumns,
  permission: permissions.units,
  placeField: null,
  unit: '个单位',
  faultWords: {
    'sector-not-fitting': () => '这种单位类型不属于这个领域。请改正其中一项。',
    'more-than-staff': () => '比职工总数还多。请核对后改正。',
    'unit-elsewhere': () => '这个代码已登记在别的组织负责的单位名下。请与上级组织核实；这一行可以先跳过。',
  },
  async target(tx, realm, publicId) {
    const organisation = await organisationByPublicId(tx, realm, publicId)
    const takes = organisation && organisation.line === 'party' && !organisation.dissolved_on
    return takes ? { publicId, name: organisation.name, path: organisation.path, takesRows: true } : null
  },
  organisations: bodiesByIds,
  open: (_, setting) => Promise.resolve(openUnits(setting)),
  commit: commitUnits,
  undo: undoUnits,
}
