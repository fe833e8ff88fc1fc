import type { ImportKind } from '#exchange/kind.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import { bodiesByIds } from '#organisations/actions/placing.ts'
import { kindOf } from '#organisations/kinds.ts'
import { permissions } from '#people/contract.ts'
import { columnsOf, type RosterLine } from '#people/exchange/columns.ts'
import { commitRoster } from '#people/exchange/commit.ts'
import { openRoster } from '#people/exchange/open.ts'
import { undoRoster } from '#people/exchange/undo.ts'
import { faultWords } from '#people/exchange/words.ts'

const words: Record<RosterLine, string> = { party: '党员名册', league: '团员名册', union: '工会会员名册', pioneers: '少先队员名册' }

const roster = (line: RosterLine): ImportKind => ({
  kind: `people.${line}-roster`,
  words: words[line],
  columns: columnsOf(line),
  permission: permissions.import,
  placeField: 'place',
  unit: '人',
  faultWords,
  async target(tx, realm, publicId) {
    const organisation = await organisationByPublicId(tx, realm, publicId)
    if (!organisation || organisation.line !== line || organisation.dissolved_on) return null
    return { publicId, name: organisation.name, path: organisation.path, takesRows: kindOf(organisation.kind).holdsMembers }
  },
  organisations: bodiesByIds,
  open: (tx, setting) => openRoster(tx, line, setting),
  commit: (tx, work) => commitRoster(tx, line, work),
  undo: (tx, work) => undoRoster(tx, work),
})

/** One kind of roster for each line: the organisation imported into decides which. */
export const rosters: readonly ImportKind[] = (['party', 'league', 'union', 'pioneers'] as const).map(roster)
