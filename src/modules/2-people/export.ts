import { must, refuse } from '#base/decision.ts'
import type { ParsedOf } from '#base/contract.ts'
import type { Download } from '#base/http/serve.ts'
import { place, sha256, unseal } from '#base/seal.ts'
import { rememberEvent } from '#access/events.ts'
import { rememberLook } from '#access/looks.ts'
import type { Actor } from '#access/actor.ts'
import { within } from '#database/scope.ts'
import type { World } from '#database/world.ts'
import { perform } from '#ledger/act.ts'
import type { Cell } from '#exchange/read/cell.ts'
import { formats, writeSheet } from '#exchange/write/sheet.ts'
import type { WriteColumn } from '#exchange/write/table.ts'
import { organisationByPublicId, type Organisation } from '#organisations/actions/lookup.ts'
import { isPost, postByCode } from '#organisations/posts.ts'
import type * as contract from '#people/contract.ts'
import { statusWords } from '#people/statuses.ts'
import { exportRows, type ExportRow } from '#people/store/export.ts'

type Wish = ParsedOf<typeof contract.exportRoster>

interface ExportColumn extends WriteColumn {
  cell(row: ExportRow, world: World): Cell
}

const opened = (world: World, row: ExportRow, column: 'id_number' | 'phone' | 'address' | 'guardian_phone'): string | null => {
  const sealed = row[column]
  return sealed === null ? null : unseal(world.keys, place('people_persons', column, row.public_id), sealed)
}
const date = (day: string | null): Cell => (day === null ? null : { date: day })
const joinedWords = { party: '入党日期', league: '入团日期', union: '入会日期', pioneers: '入队日期', women: '加入日期' } as const
const postWords = (row: ExportRow): string => row.posts.map((code) => (isPost(code) ? postByCode(code).words : code)).join('、')

/** As the page shows it: masked. */
const shown = (line: keyof typeof joinedWords): ExportColumn[] => [
  { words: '姓名', width: 10, cell: (row) => row.name },
  { words: '性别', width: 6, cell: (row) => row.sex },
  { words: '出生日期', width: 12, cell: (row) => date(row.born) },
  { words: '公民身份号码', width: 21, asText: true, cell: (row) => row.id_mask },
  { words: '联系电话', width: 14, asText: true, cell: (row) => row.phone_mask },
  { words: '人员类别', width: 12, cell: (row) => statusWords(row.line, row.status) },
  { words: joinedWords[line], width: 12, cell: (row) => date(row.joined_on) },
  { words: '所在组织', width: 30, cell: (row) => row.organisation },
]

/** The official systems' columns in their order, in clear: exported for a reason, line by line in the ledger. */
const official = (line: keyof typeof joinedWords): ExportColumn[] => [
  { words: '姓名', width: 10, cell: (row) => row.name },
  { words: '性别', width: 6, cell: (row) => row.sex },
  { words: '公民身份号码', width: 21, asText: true, cell: (row, world) => opened(world, row, 'id_number') },
  { words: '民族', width: 8, cell: (row) => row.nation },
  { words: '出生日期', width: 12, cell: (row) => date(row.born) },
  { words: '学历', width: 10, cell: (row) => row.education },
  { words: '人员类别', width: 12, cell: (row) => statusWords(row.line, row.status) },
  { words: '所在支部', width: 30, cell: (row) => row.organisation },
  { words: joinedWords[line], width: 12, cell: (row) => date(row.joined_on) },
  { words: '转正日期', width: 12, cell: (row) => date(row.full_on) },
  { words: '工作岗位', width: 16, cell: (row) => row.job },
  { words: '联系电话', width: 14, asText: true, cell: (row, world) => opened(world, row, 'phone') },
  { words: '家庭住址', width: 30, cell: (row, world) => opened(world, row, 'address') },
  { words: '党籍状态', width: 10, cell: (row) => (row.status === 'suspended' ? '停止' : '正常') },
  { words: '是否为失联党员', width: 8, cell: (row) => (row.lost_since ? '是' : '否') },
  { words: '是否为流动党员', width: 8, cell: (row) => (row.floating_since ? '是' : '否') },
]

/** Everything the import reads, so that the file goes in again and changes nothing. */
const again = (line: keyof typeof joinedWords): ExportColumn[] => [
  ...official(line).slice(0, 13),
  { words: '人员身份', width: 12, cell: (row) => row.category },
  { words: '失联日期', width: 12, cell: (row) => date(row.lost_since) },
  { words: '外出流动日期', width: 12, cell: (row) => date(row.floating_since) },
  { words: '流动去向', width: 20, cell: (row) => row.floating_to },
  { words: '职务', width: 16, cell: postWords },
  { words: '监护人', width: 10, cell: (row) => row.guardian },
  { words: '监护人电话', width: 14, asText: true, cell: (row, world) => opened(world, row, 'guardian_phone') },
]

const columnSets = { shown, official, again }

/** A roster as a file. In clear only for a reason, which each person concerned can read; every export is an act. */
export async function exportRoster(world: World, actor: Actor, wish: Wish): Promise<Download> {
  if (wish.columns !== 'shown' && !wish.reason) must(refuse('people.reason-missing'))
  const { organisation, rows } = await within(world.db, actor, async (tx) => {
    const found = (await organisationByPublicId(tx, actor.realm, wish.organisation))!
    return { organisation: found, rows: await exportRows(tx, found, wish.below, actor.reach) }
  })
  const people = digestOf(rows)
  // the same act once more, when somebody joined or left meanwhile: what goes out now was not written down
  if (must(await remember(world, actor, wish, organisation, rows, people)).people !== people) must(refuse('ledger.act-reused'))
  const columns = columnSets[wish.columns](organisation.line)
  const now = world.clock.now()
  const stamp = { rows: rows.length, by: `${actor.postWords} ${actor.name}`, at: localTime(now) }
  const table = { title: `${organisation.name}名册`, columns, stamp, rows: cellsOf(rows, columns, world) }
  return {
    name: `${organisation.name}名册-${world.clock.today()}.${wish.format}`,
    type: formats[wish.format].type,
    body: writeSheet(table, wish.format),
  }
}

function* cellsOf(rows: ExportRow[], columns: ExportColumn[], world: World): Generator<Cell[]> {
  for (const row of rows) yield columns.map((column) => column.cell(row, world))
}

const localTime = (at: Date): string => new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ')

const digestOf = (rows: ExportRow[]): string => sha256(rows.map((row) => row.public_id).join()).toString('hex')

function remember(world: World, actor: Actor, wish: Wish, organisation: Organisation, rows: ExportRow[], people: string) {
  const act = { id: wish.act, kind: 'people.export', input: wish }
  return perform(world, actor, act, async (tx) => {
    if (wish.columns !== 'shown') {
      const refIds = rows.map((row) => row.public_id)
      const detail = `导出${organisation.name}名册：${wish.reason}`
      await rememberLook(tx, { realm: actor.realm, accountId: actor.accountId, doer: `${actor.postWords} ${actor.name}`, kind: 'export', refIds, detail }, world.clock.now())
    } else {
      const { accountId, name, postWords, realm } = actor
      const event = { kind: 'export' as const, accountId, doer: `${postWords} ${name}`, realm, detail: `导出${organisation.name}名册（打码）`, amount: rows.length }
      await rememberEvent(tx, event, world.clock.now())
    }
    const payload = { organisation: organisation.name, rows: rows.length, columns: wish.columns, reason: wish.reason ?? null }
    return { answer: { people }, ref: { kind: 'organisation', id: organisation.public_id }, path: organisation.path, payload }
  })
}
