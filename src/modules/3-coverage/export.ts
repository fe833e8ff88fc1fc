import type { ParsedOf } from '#base/contract.ts'
import type { Download } from '#base/http/serve.ts'
import type { Actor } from '#access/actor.ts'
import { within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { formats, writeSheet } from '#exchange/write/sheet.ts'
import { organisationByPublicId } from '#organisations/actions/lookup.ts'
import type * as contract from '#coverage/contract.ts'
import type { SpotView } from '#coverage/contract.ts'
import { filterOf } from '#coverage/filters.ts'
import { spotOf } from '#coverage/present.ts'
import { spotsUnder, type Place } from '#coverage/store/spots.ts'
import { lineNames } from '#coverage/words.ts'

const columns = [
  { words: '单位或组织', width: 34, cell: (spot: SpotView): Cell => spot.unit?.name ?? spot.body?.name ?? null },
  { words: '统一社会信用代码', width: 22, asText: true, cell: (spot: SpotView): Cell => spot.unit?.code ?? null },
  { words: '类型', width: 14, cell: (spot: SpotView): Cell => spot.unit?.kindWords ?? spot.body?.kindWords ?? null },
  { words: '条线', width: 8, cell: (spot: SpotView): Cell => lineNames[spot.line] },
  { words: '发现', width: 20, cell: (spot: SpotView): Cell => spot.words },
  { words: '情况', width: 48, cell: (spot: SpotView): Cell => spot.sentence },
  { words: '优先', width: 20, cell: (spot: SpotView): Cell => spot.first.map((one) => one.words).join('、') },
  { words: '负责的组织', width: 34, cell: (spot: SpotView): Cell => spot.responsible?.name ?? null },
  { words: '发现日期', width: 12, cell: (spot: SpotView): Cell => ({ date: spot.since }) },
  { words: '目标日期', width: 12, cell: (spot: SpotView): Cell => (spot.targetOn ? { date: spot.targetOn } : null) },
  { words: '不适用至', width: 12, cell: (spot: SpotView): Cell => (spot.asideUntil ? { date: spot.asideUntil } : null) },
]
const atOnce = 5_000

/** The findings as a file, in the order of the tree. Units and organisations only: nobody's personal data is in it. */
export async function exportSpots(world: World, actor: Actor, wish: ParsedOf<typeof contract.exportSpots>): Promise<Download> {
  const today = world.clock.today()
  const filter = filterOf(wish, today)
  const { top, spots } = await within(world.db, actor, async (tx) => {
    const found = (await organisationByPublicId(tx, actor.realm, wish.organisation))!
    const all: SpotView[] = []
    let after: Place | undefined
    do {
      const rows = await spotsUnder(tx, actor.realm, found.path, actor.reach, { ...filter, ...(after && { after }) }, atOnce)
      all.push(...rows.map(spotOf))
      const last = rows.length === atOnce ? rows.at(-1) : undefined
      after = last && { path: last.path, subject: last.subject, id: last.subject_id, code: last.code }
    } while (after)
    return { top: found, spots: all }
  })
  const at = new Date(world.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ')
  const stamp = { rows: spots.length, by: `${actor.postWords} ${actor.name}`, at }
  const rows = spots.map((spot) => columns.map((column) => column.cell(spot)))
  const title = `${top.name}组织覆盖${wish.state === 'aside' ? '不适用' : '待处理'}名单`
  return { name: `${title}-${today}.${wish.format}`, type: formats[wish.format].type, body: writeSheet({ title, columns, rows, stamp }, wish.format) }
}
