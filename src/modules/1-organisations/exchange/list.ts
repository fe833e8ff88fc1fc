import { Refusal, refuse } from '#base/decision.ts'
import type { Db } from '#base/sql.ts'
import type { Ref } from '#ledger/act.ts'
import type { Commit, Deed, ImportKind, Judge, Match, RowFault, RowToMatch, Setting, Undo } from '#exchange/kind.ts'
import { NameIndex } from '#exchange/guess/nearest.ts'
import { foundUnder } from '#organisations/actions/founding.ts'
import { regulations } from '#organisations/actions/known.ts'
import { bodiesByIds, livingUnder, unfound, type Placed } from '#organisations/actions/placing.ts'
import { permissions } from '#organisations/contract.ts'
import { judgeListRow, listColumns, type ListValues } from '#organisations/exchange/list-rows.ts'
import type { Line } from '#organisations/kinds.ts'
import { mayFound } from '#organisations/rules/founding.ts'
import { termDue } from '#organisations/rules/terms.ts'
import { organisationByPublicId, type Organisation } from '#organisations/store/organisations.ts'
import { regionOf } from '#organisations/store/regions.ts'
import { beginTerm, removeTerms } from '#organisations/store/terms.ts'
import { refusalWords } from '#organisations/words.ts'

const valuesOf = (row: RowToMatch): ListValues => row.values as unknown as ListValues

/** The organisations of a list against the tree: those that stand, and those of the list itself. */
class Tree {
  readonly top: Placed
  readonly #all: readonly Placed[]
  readonly #index: NameIndex<number>
  readonly #rows = new Map<string, ListValues[]>()

  constructor(all: readonly Placed[], top: Placed, rows: Setting['named']) {
    this.#all = all
    this.top = top
    this.#index = new NameIndex(all.map(({ id, name }) => ({ id, name })))
    for (const row of rows) this.meet(row as unknown as ListValues)
  }

  /** A row of the list, to which others may be subordinate. */
  meet(row: ListValues): void {
    const held = this.#rows.get(row.name) ?? []
    if (!held.includes(row)) this.#rows.set(row.name, [...held.filter((one) => one.parent !== row.parent), row])
  }

  standing(name: string, parent: Placed | null): Placed | null {
    const same = this.#all.filter((one) => one.name === name)
    const under = same.find((one) => one.parent_id === parent?.id)
    if (under || same.length > 1) return under ?? null
    const { match } = this.#index.find(name)
    return match === null ? null : (this.#all.find((one) => one.id === match) ?? null)
  }

  /** The superior a row names: one that stands, a row of the list, or why neither. */
  parentOf({ parent, name }: ListValues): { standing: Placed } | { row: ListValues } | { fault: RowFault } {
    if (parent === null) return { standing: this.top }
    const rows = this.#rows.get(parent) ?? []
    const standing = this.standing(parent, null)
    if (standing) return { standing }
    if (rows.length === 1 && parent !== name) return { row: rows[0]! }
    return { fault: { field: 'parent', code: rows.length > 1 ? 'parent-several' : 'parent-unknown' } }
  }
}

/** The code that would hold where a row stands: its own, or the next one above it in the list or the tree. */
function regionAt(tree: Tree, values: ListValues, seen: readonly ListValues[] = []): string | null {
  if (values.region !== null) return values.region
  const parent = tree.parentOf(values)
  if ('standing' in parent) return parent.standing.region
  return 'row' in parent && !seen.includes(parent.row) ? regionAt(tree, parent.row, [...seen, values]) : null
}

async function treeUnder(tx: Db, setting: Pick<Setting, 'actor' | 'target' | 'named'>, line: Line): Promise<Tree> {
  const all = await livingUnder(tx, setting.actor.realm, setting.target.path, line, setting.actor.reach)
  return new Tree(all, all.find((one) => one.public_id === setting.target.publicId)!, setting.named)
}

const lineOfTarget = async (tx: Db, { actor, target }: Pick<Setting, 'actor' | 'target'>): Promise<Line> =>
  (await organisationByPublicId(tx, actor.realm, target.publicId))!.line

async function openList(tx: Db, setting: Setting): Promise<Judge> {
  const line = await lineOfTarget(tx, setting)
  const tree = await treeUnder(tx, setting, line)
  return {
    judge: (reading) => {
      const { values, faults } = judgeListRow(line, reading)
      if (values.name !== '') tree.meet(values)
      const identity = values.name === '' ? null : { field: 'name', strong: null, alike: values.name, more: { parent: values.parent } }
      return { values: { ...values }, faults, identity, placeText: null }
    },
    isSame: (one, other) => one.alike === other.alike && one.more['parent'] === other.more['parent'],
    findPlace: () => ({ organisation: null, how: 'none', proposals: [], fault: null, founding: null }),
    place: () => null,
    foundable: () => ({ why: '这种表不从名称新建组织。' }),
    match: (_, rows) => Promise.resolve(rows.map((row) => matched(setting, tree, valuesOf(row)))),
  }
}

const fresh = (...faults: RowFault[]): Match => ({ verdict: 'new', subject: null, version: null, differences: [], faults })

function matched(setting: Setting, tree: Tree, values: ListValues): Match {
  const parent = tree.parentOf(values)
  if ('fault' in parent) return fresh(parent.fault)
  const above = 'standing' in parent ? parent.standing : null
  // under a superior that is only to be founded nothing can stand yet
  const standing = above && tree.standing(values.name, above)
  if (standing) return { ...fresh(...wrongPlace(values, standing, above)), verdict: 'same', subject: standing.id, version: 1 }
  const judged = mayFound({
    kind: values.kindCode!, parentKind: above?.kind ?? ('row' in parent ? parent.row.kindCode : null), founded: values.founded ?? setting.today,
    members: null, unitCount: 0, joint: false, temporary: false, ...Object.fromEntries(values.flags.map((flag) => [flag, true])), approved: true,
    region: regionAt(tree, values),
    parentFounded: above?.founded_on ?? null, parentDissolved: null,
  }, regulations, setting.today)
  if (judged.ok) return fresh()
  const field = judged.refusal.includes('before-superior') || judged.refusal.includes('day') ? 'founded' : 'kind'
  return fresh({ field, code: judged.refusal, facts: judged.facts ?? {} })
}

/** It stands elsewhere: moving is an act of its own. */
const wrongPlace = (values: ListValues, standing: Placed, above: Placed | null): RowFault[] =>
  values.parent === null || above === null || standing.parent_id === above.id ? [] : [{ field: 'parent', code: 'stands-elsewhere' }]

// Writing -------------------------------------------------------------------------------------------------------------

async function commitList(tx: Db, work: Commit): Promise<Deed> {
  const line = await lineOfTarget(tx, work)
  const open: ListValues[] = []
  for await (const rows of work.rows()) open.push(...rows.filter(({ verdict }) => verdict === 'new').map(valuesOf))
  const tree = await treeUnder(tx, { ...work, named: open as unknown as Setting['named'] }, line)
  const made = new Map<ListValues, Organisation>()
  // superiors may stand below their subordinates in the sheet: round after round, whoever has a superior by now
  for (let left = open; left.length > 0; ) {
    const later: ListValues[] = []
    for (const values of left) {
      const parent = await superior(tx, work, tree, values, made)
      if (parent) made.set(values, await found(tx, work, values, parent))
      else later.push(values)
      await work.breathe()
    }
    if (later.length === left.length) throw cannot(`“${later[0]!.name}”和它的上级互为上下级。请改正“上级组织”。`)
    left = later
  }
  await work.remember([...made.values()].map((one) => ({ what: 'organisation', ref: String(one.id), before: null })))
  const touches: Ref[] = [...made.values()].map((one) => ({ kind: 'organisation', id: one.public_id }))
  return { made: made.size, changed: 0, founded: made.size, touches }
}

const cannot = (why: string): Refusal => new Refusal(refuse('exchange.cannot-write', { why }))

async function superior(tx: Db, work: Commit, tree: Tree, values: ListValues, made: Map<ListValues, Organisation>): Promise<Organisation | null> {
  const parent = tree.parentOf(values)
  if ('fault' in parent) throw cannot(`“${values.name}”的上级找不到了。请重新检查。`)
  if ('standing' in parent) return organisationByPublicId(tx, work.actor.realm, parent.standing.public_id)
  return [...made].find(([row]) => row.name === parent.row.name && row.parent === parent.row.parent)?.[1] ?? null
}

async function found(tx: Db, work: Commit, values: ListValues, parent: Organisation): Promise<Organisation> {
  const { name, flags, founded, termStarted, code, region } = values
  const on = founded ?? work.today
  const given = { ...(code && { code }), ...(region && { region }) }
  const input = { act: work.actId, kind: values.kindCode!, name, on, parent: parent.public_id, flags, units: [], approved: true, confirmed: true, ...given }
  const made = await foundUnder(tx, work.world, work.actor, input, parent)
  const place = { sector: made.sector, region: await regionOf(tx, made) }
  const flagged = Object.fromEntries(flags.map((flag) => [flag, true]))
  const due = termStarted && termStarted >= on ? termDue(made.kind, flagged, termStarted, regulations, place) : null
  if (due) await beginTerm(tx, work.actor.realm, made.id, { starts_on: termStarted!, due_on: due.due, rule: due.rule.id })
  return made
}

async function undoList(tx: Db, work: Undo): Promise<{ touches: Ref[] }> {
  const ids = (await work.changes('organisation')).map(({ ref }) => Number(ref))
  await removeTerms(tx, work.actor.realm, ids)
  await unfound(tx, work.actor.realm, ids, (publicIds) => work.touchedLater('organisation', publicIds), work.world)
  return { touches: [] }
}

/** 组织名册: founds what is missing under an organisation. What stands already is left as it is. */
export const organisationList: ImportKind = {
  kind: 'organisations.list',
  words: '组织名册',
  columns: listColumns,
  permission: permissions.found,
  placeField: null,
  refersToRows: true,
  unit: '个组织',
  faultWords: {
    ...refusalWords,
    'kind-missing': () => '从名称看不出是哪一类组织。请填写组织类别。',
    'kind-other-line': () => '这一类组织不属于导入到的这条线。请改正类别，或改到另一条线的组织里导入。',
    'parent-unknown': () => '没有找到这个上级。请改成范围内的组织或本表里的另一行。',
    'parent-several': () => '本表里有几行叫这个名字，分不清哪一个是上级。请把名称写全。',
    'stands-elsewhere': () => '这个组织已经在另一个上级下面。要改隶属，请到组织页面办理；这一行可以跳过。',
  },
  async target(tx, realm, publicId) {
    const organisation = await organisationByPublicId(tx, realm, publicId)
    return !organisation || organisation.dissolved_on ? null : { publicId, name: organisation.name, path: organisation.path, takesRows: false }
  },
  open: openList,
  organisations: bodiesByIds,
  commit: commitList,
  undo: undoList,
}
