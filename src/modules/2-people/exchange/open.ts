import type { Db } from '#base/sql.ts'
import type { Judge, Setting } from '#exchange/kind.ts'
import { livingUnder } from '#organisations/actions/placing.ts'
import { permissions as organisationPermissions } from '#organisations/contract.ts'
import { isKind, kindOf, kinds, lineOf, mayStandUnder } from '#organisations/kinds.ts'
import { Bodies, foundingOf } from '#people/exchange/bodies.ts'
import type { RosterLine } from '#people/exchange/columns.ts'
import { identityOf, isSamePerson, judgeRow } from '#people/exchange/judge.ts'
import { Matching } from '#people/exchange/matching.ts'

/** Everything the rows of one roster are judged by. */
export async function openRoster(tx: Db, line: RosterLine, setting: Setting): Promise<Judge> {
  const { actor, target, today } = setting
  const bodies = new Bodies(line, await livingUnder(tx, actor.realm, target.path, line, actor.reach))
  const noPlace = (sheet: string) => (target.takesRows ? null : bodies.find(sheet).organisation && bodies.find(sheet).fault === null ? sheet : null)
  return {
    prepare: (breath) => bodies.prepare(breath),
    judge: (reading, sheet) => {
      const { values, faults } = judgeRow(line, reading, today)
      // one sheet for each branch, named after it
      const placeText = values.place ?? ('place' in reading.values ? null : noPlace(sheet))
      const complete = { ...values, place: placeText }
      return { values: { ...complete }, faults, identity: identityOf(complete), placeText }
    },
    isSame: isSamePerson,
    findPlace: (text) => bodies.find(text),
    place: (publicId) => {
      const found = bodies.byPublicId(publicId)
      return found && kindOf(found.kind).holdsMembers ? { id: found.id, publicId, name: found.name } : null
    },
    foundable: ({ kind, name, parent }) => {
      const above = bodies.byPublicId(parent)
      if (!above) return { why: '上级组织不在这次导入的范围内。请从列表里选择上级。' }
      if (!isKind(kind) || lineOf(kind) !== line || !kindOf(kind).holdsMembers) return { why: '名册里的组织应是能登记成员的一类，如支部、工会、中队。请改选类别。' }
      if (!mayStandUnder(kind, above.kind)) return { why: `${kinds[kind].words}不能设在${kinds[above.kind].words}下面。请改选上级。` }
      if (!setting.actor.permissions.has(organisationPermissions.found)) return { why: '您没有成立组织的权限。请联系上级组织成立后再导入。' }
      return { founding: foundingOf(kind, name, above) }
    },
    match: (tx2, rows) => new Matching(setting, bodies).match(tx2, rows),
  }
}
