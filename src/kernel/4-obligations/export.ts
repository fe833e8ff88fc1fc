import type { ParsedOf } from '#base/contract.ts'
import type { Download } from '#base/http/serve.ts'
import type { Actor } from '#access/actor.ts'
import { reading } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { formats, writeSheet } from '#exchange/write/sheet.ts'
import type * as contract from '#obligations/contract.ts'
import type { Duty } from '#obligations/duty.ts'
import type { Count } from '#obligations/fulfilment.ts'
import { readFulfilment } from '#obligations/present-fulfilment.ts'

interface Row {
  organisation: string
  duty: string
  count: Count
}

const number = (words: string, key: keyof Count) => ({ words, width: 10, cell: ({ count }: Row): Cell => count[key] })

const columns = [
  { words: '组织（连同全部下级）', width: 40, cell: (row: Row): Cell => row.organisation },
  { words: '事项', width: 24, cell: (row: Row): Cell => row.duty },
  number('应办', 'owed'), number('按时办了', 'met'), number('补办了', 'late'), number('同意免办', 'waived'), number('办理期内', 'due'), number('没有办', 'missed'),
]

/** What the page shows, a row for each direct subordinate and duty, in the order of the tree. Numbers of organisations only. */
export async function exportFulfilment(world: World, actor: Actor, duties: readonly Duty[], wish: ParsedOf<typeof contract.exportFulfilment>): Promise<Download> {
  const { format, ...asked } = wish
  const today = world.clock.today()
  const read = await reading(world.db, actor, (tx) => readFulfilment(tx, actor.realm, duties, asked, today))
  const lines = [{ name: `${read.name}（本级）`, counts: read.own }, ...read.children.map(({ child, counts }) => ({ name: child.name, counts }))]
  const rows: Row[] = lines.flatMap(({ name, counts }) => duties.flatMap(({ id, words }) => {
    const count = counts.get(id)
    return count ? [{ organisation: name, duty: words, count }] : []
  }))
  const at = new Date(world.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ')
  const title = `${read.name}履行情况 ${wish.from} 至 ${wish.to} 前`
  const cells = rows.map((row) => columns.map((column) => column.cell(row)))
  return { name: `${title}.${format}`, type: formats[format].type, body: writeSheet({ title, columns, rows: cells, stamp: { rows: rows.length, by: `${actor.postWords} ${actor.name}`, at } }, format) }
}
