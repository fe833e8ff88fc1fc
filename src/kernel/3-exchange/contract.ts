import { z } from 'zod'
import { actId, done, endpoint, flag, line, name, needs, pageInput, pageOf, publicId, whole } from '#base/contract.ts'

export const permissions = { use: 'exchange.use' } as const

export const states = ['reading', 'mapping', 'checking', 'ready', 'committing', 'done', 'undone', 'failed', 'cancelled'] as const
export type State = (typeof states)[number]
export const verdicts = ['new', 'same', 'change', 'conflict', 'fault', 'skip'] as const
export type Verdict = (typeof verdicts)[number]

const count = z.int().min(0)
const column = z
  .object({
    field: z.string(),
    words: z.string(),
    required: z.boolean(),
    sensitive: z.boolean(),
    help: z.string(),
    example: z.string().nullable(),
    choices: z.array(z.string()).nullable(),
  })
  .meta({ id: 'ImportColumn' })

const importKind = z.object({ kind: z.string(), words: z.string(), columns: z.array(column) }).meta({ id: 'ImportKind' })

const counts = z
  .object({
    rows: count.meta({ description: '不算跳过的行' }),
    new: count,
    same: count,
    change: count,
    conflict: count,
    take: count.meta({ description: '与已登记的不一样、选了以表为准的行' }),
    undecided: count.meta({ description: '与已登记的不一样、还没有选择以哪个为准的行' }),
    fault: count,
    skip: count,
    places: count.meta({ description: '表里出现的组织名称' }),
    unknownPlaces: count.meta({ description: '还没有对上组织的名称' }),
    foundings: count.meta({ description: '提交时要新建的组织' }),
  })
  .meta({ id: 'ImportCounts' })
export type Counts = z.output<typeof counts>

const sheet = z
  .object({
    no: z.int(),
    name: z.string(),
    rows: count,
    headerRow: z.int().nullable(),
    dataFrom: z.int(),
    chosen: z.boolean(),
  })
  .meta({ id: 'ImportSheet' })
export type SheetView = z.output<typeof sheet>

export const batch = z
  .object({
    id: publicId,
    kind: z.string().nullable(),
    kindWords: z.string().nullable(),
    unit: z.string().meta({ description: '一行是什么：人、个组织' }),
    organisation: z.object({ id: publicId, name: z.string() }),
    file: z.string(),
    size: count,
    by: z.string(),
    madeAt: z.string(),
    doneAt: z.string().nullable(),
    state: z.enum(states),
    stateWords: z.string(),
    fault: z.string().nullable().meta({ description: '读不了这个文件的原因，一句话' }),
    progress: z.object({ rows: count, total: count.nullable() }).nullable(),
    sheets: z.array(sheet),
    confidence: z.number(),
    remembered: z.boolean().meta({ description: '列是按上次更正过的样子对的' }),
    counts,
    undoable: z.boolean(),
  })
  .meta({ id: 'ImportBatch' })
export type BatchView = z.output<typeof batch>

const over = { batch: 'batch' }
const one = z.strictObject({ batch: publicId })
const working = ['exchange.busy', 'exchange.not-ready', 'access.not-permitted']

export const kinds = endpoint({
  name: 'exchange.kinds',
  method: 'GET',
  path: '/imports/kinds',
  summary: '能导入到这个组织的表有哪几种，各有哪些列',
  guard: needs(permissions.use, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId }),
  output: z.object({ kinds: z.array(importKind) }),
  refusals: [],
})

export const template = endpoint({
  name: 'exchange.template',
  method: 'GET',
  path: '/imports/template',
  summary: '下载空白样表',
  guard: needs(permissions.use, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, kind: line(40) }),
  output: z.unknown(),
  refusals: ['exchange.kind-not-here', 'access.not-permitted'],
  form: 'download',
})

export const upload = endpoint({
  name: 'exchange.upload',
  method: 'POST',
  path: '/imports',
  summary: '上传一个表格文件（.xlsx .xls .csv，不超过 32 MB），随即开始读',
  guard: needs(permissions.use, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, kind: line(40).optional() }),
  output: batch,
  refusals: ['exchange.kind-not-here', 'exchange.too-many-open', 'access.not-permitted', 'input.no-file', 'input.file-too-large', 'input.file-cut-off'],
  form: 'upload',
})

export const paste = endpoint({
  name: 'exchange.paste',
  method: 'POST',
  path: '/imports/paste',
  summary: '粘贴从表格里复制的内容，随即开始读',
  guard: needs(permissions.use, { organisation: 'organisation' }),
  input: z.strictObject({ organisation: publicId, kind: line(40).optional(), text: z.string().min(1, '没有内容').max(900_000, '粘贴的内容太多，请存成文件上传') }),
  output: batch,
  refusals: ['exchange.kind-not-here', 'exchange.too-many-open', 'access.not-permitted'],
})

export const list = endpoint({
  name: 'exchange.list',
  method: 'GET',
  path: '/imports',
  summary: '导入过的和没做完的，新的在前',
  guard: needs(permissions.use),
  input: z.strictObject({ open: flag.default(false).meta({ description: '只看没做完的' }), ...pageInput }),
  output: pageOf(batch),
  refusals: [],
})

export const read = endpoint({
  name: 'exchange.read',
  method: 'GET',
  path: '/imports/{batch}',
  summary: '一次导入现在的状态和各项数目',
  guard: needs(permissions.use, over),
  input: one,
  output: batch,
  refusals: ['access.not-permitted'],
})

export const progress = endpoint({
  name: 'exchange.progress',
  method: 'GET',
  path: '/imports/{batch}/progress',
  summary: '进度，直到要人来看为止',
  guard: needs(permissions.use, over),
  input: one,
  output: batch,
  refusals: ['access.not-permitted'],
  form: 'stream',
})

const sampleRow = z.object({ row: z.int(), cells: z.array(z.string()) })
export const columns = endpoint({
  name: 'exchange.columns',
  method: 'GET',
  path: '/imports/{batch}/columns',
  summary: '表的前几行和每一列对上了什么，供更正',
  guard: needs(permissions.use, over),
  input: one,
  output: z.object({
    kind: importKind.nullable(),
    sheets: z.array(sheet.extend({ sample: z.array(sampleRow) })),
    headers: z.array(z.string()),
    mapping: z.record(z.string(), z.string()).meta({ description: '列序号（从 0）→ 字段' }),
    sure: z.record(z.string(), z.object({ score: z.number(), by: z.enum(['header', 'content', 'remembered', 'chosen']) })),
    missing: z.array(z.string()).meta({ description: '必填而没有找到的字段' }),
  }),
  refusals: ['access.not-permitted'],
})

export const map = endpoint({
  name: 'exchange.map',
  method: 'POST',
  path: '/imports/{batch}/columns',
  summary: '更正列，重新检查；同样表头的表以后照此办理',
  guard: needs(permissions.use, over),
  input: z.strictObject({
    batch: publicId,
    kind: line(40).optional(),
    sheet: whole(0, 500).default(0),
    headerRow: whole(1, 1000).nullable().default(null),
    dataFrom: whole(1, 1001).optional(),
    mapping: z.record(z.string().regex(/^\d{1,3}$/), z.string().max(40)),
  }),
  output: batch,
  refusals: [...working, 'exchange.field-unknown', 'exchange.field-twice', 'exchange.field-missing', 'exchange.kind-not-here', 'exchange.file-gone'],
})

const cell = z
  .object({
    field: z.string(),
    text: z.string().meta({ description: '表里写的；证件和电话打码，除非这一格有错' }),
    value: z.string().nullable().meta({ description: '读成了什么' }),
    fault: z.object({ code: z.string(), sentence: z.string(), proposal: z.string().nullable() }).nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'ImportCell' })

const row = z
  .object({
    seq: z.int(),
    sheet: z.string(),
    row: z.int().meta({ description: '表格软件里的行号' }),
    verdict: z.enum(verdicts),
    skip: z.string().nullable(),
    decision: z.enum(['keep', 'take']).nullable(),
    cells: z.array(cell),
    differences: z.array(z.object({ field: z.string(), words: z.string(), held: z.string().nullable(), sheet: z.string().nullable() })),
  })
  .meta({ id: 'ImportRow' })
export type RowView = z.output<typeof row>

export const filters = ['all', 'faults', 'conflicts', 'new', 'changed', 'same', 'skipped'] as const
const from = whole(1, 10_000_000).optional().meta({ description: '从第几行（seq）看起，可以跳到任何一行' })
export const rows = endpoint({
  name: 'exchange.rows',
  method: 'GET',
  path: '/imports/{batch}/rows',
  summary: '逐行预览',
  guard: needs(permissions.use, over),
  input: z.strictObject({ batch: publicId, filter: z.enum(filters).default('all'), from, ...pageInput }),
  output: pageOf(row),
  refusals: ['access.not-permitted'],
})

export const faults = endpoint({
  name: 'exchange.faults',
  method: 'GET',
  path: '/imports/{batch}/faults',
  summary: '错在哪些列、各有多少，供成批改正',
  guard: needs(permissions.use, over),
  input: one,
  output: z.object({
    faults: z.array(
      z.object({ field: z.string(), words: z.string(), code: z.string(), sentence: z.string(), rows: count, proposals: count }),
    ),
  }),
  refusals: ['access.not-permitted'],
})

const text = z.string().max(2_000, '文字太长')
const seq = whole(1, 10_000_000)
const alike = z.object({ rows: count, more: z.boolean().meta({ description: '没有数完' }) }).meta({ description: '同一列里有错、写的也一样的，还有几行' })

export const fix = endpoint({
  name: 'exchange.fix',
  method: 'POST',
  path: '/imports/{batch}/rows/{seq}',
  summary: '改正一格，立即重新检查这一行',
  guard: needs(permissions.use, over),
  input: z.strictObject({ batch: publicId, seq, field: line(40), text }),
  output: z.object({ row, counts, alike }),
  refusals: [...working, 'exchange.row-unknown', 'exchange.field-unknown'],
})

export const fixAll = endpoint({
  name: 'exchange.fix-all',
  method: 'POST',
  path: '/imports/{batch}/fix-all',
  summary: '成批改正：同一列里同样的内容改成另一个；或对一种错误照建议改、清空、跳过这些行',
  guard: needs(permissions.use, over),
  input: z.strictObject({
    batch: publicId,
    do: z.enum(['replace', 'accept', 'clear', 'skip']),
    field: line(40),
    was: text.optional().meta({ description: 'replace：原来写的' }),
    text: text.optional().meta({ description: 'replace：改成' }),
    code: line(60).optional().meta({ description: 'accept、clear、skip：哪一种错误' }),
  }),
  output: z.object({ changed: count, batch }),
  refusals: [...working, 'exchange.field-unknown'],
})

export const skip = endpoint({
  name: 'exchange.skip',
  method: 'POST',
  path: '/imports/{batch}/rows/{seq}/skip',
  summary: '跳过一行，或收回跳过',
  guard: needs(permissions.use, over),
  input: z.strictObject({ batch: publicId, seq, skip: z.boolean().default(true) }),
  output: z.object({ row, counts }),
  refusals: [...working, 'exchange.row-unknown'],
})

const proposal = z.object({ id: publicId, name: z.string(), score: z.number() })
const founding = z.object({ kind: z.string(), kindWords: z.string(), name: z.string(), parent: publicId, parentName: z.string() })
const place = z
  .object({
    no: z.int(),
    text: z.string(),
    rows: count,
    how: z.enum(['exact', 'normalised', 'several', 'near', 'none', 'chosen', 'founding']),
    organisation: z.object({ id: publicId, name: z.string() }).nullable(),
    founding: founding.nullable().meta({ description: '选定了新建' }),
    fault: z.string().nullable(),
    proposals: z.array(proposal),
    proposedFounding: founding.nullable().meta({ description: '可以这样新建' }),
  })
  .meta({ id: 'ImportPlace' })

export const places = endpoint({
  name: 'exchange.places',
  method: 'GET',
  path: '/imports/{batch}/places',
  summary: '表里的每个组织名称对上了哪个组织，没对上的在前；提交以后，每个名称下登记了多少行',
  guard: needs(permissions.use, over),
  input: one,
  output: z.object({
    places: z.array(place),
    here: count.meta({ description: '提交以后：没有写组织、登记在所导入的组织自己的行数' }),
    founded: z.array(z.object({ id: publicId, name: z.string() })).meta({ description: '提交时新建的组织' }),
  }),
  refusals: ['access.not-permitted'],
})

const meant = z.strictObject({
  place: whole(1, 10_000_000),
  organisation: publicId.nullable().default(null),
  found: z.strictObject({ kind: line(60), name: name(100), parent: publicId }).nullable().default(null),
})

export const setPlaces = endpoint({
  name: 'exchange.set-places',
  method: 'POST',
  path: '/imports/{batch}/places',
  summary: '一些组织名称各指哪个组织，或要新建；一次说定，一起重新检查',
  guard: needs(permissions.use, over),
  input: z.strictObject({ batch: publicId, places: z.array(meant).min(1).max(500) }),
  output: batch,
  refusals: [...working, 'exchange.place-unknown', 'exchange.place-not-here', 'exchange.cannot-found'],
})

export const decideRow = endpoint({
  name: 'exchange.decide',
  method: 'POST',
  path: '/imports/{batch}/decide',
  summary: '与已登记的不一样时以哪个为准：一行，或还没选的全部',
  guard: needs(permissions.use, over),
  input: z.strictObject({ batch: publicId, seq: seq.nullable().default(null), choice: z.enum(['keep', 'take']) }),
  output: batch,
  refusals: [...working, 'exchange.row-unknown'],
})

export const recheck = endpoint({
  name: 'exchange.recheck',
  method: 'POST',
  path: '/imports/{batch}/recheck',
  summary: '按现在登记的情况重新检查全部行，改过的格子保留',
  guard: needs(permissions.use, over),
  input: one,
  output: batch,
  refusals: [...working, 'exchange.file-gone'],
})

export const commit = endpoint({
  name: 'exchange.commit',
  method: 'POST',
  path: '/imports/{batch}/commit',
  summary: '把检查过的内容一次登记进去；一次操作，可整批撤销',
  guard: needs(permissions.use, over),
  input: z.strictObject({ act: actId, batch: publicId, leaveOut: flag.default(false).meta({ description: '有错的行不导入，另存一张表' }) }),
  output: z.object({ id: publicId, made: count, changed: count, founded: count, leftOut: count }),
  refusals: [...working, 'exchange.faults-left', 'exchange.conflicts-open', 'exchange.nothing-to-do', 'exchange.changed-meanwhile', 'exchange.stopped', 'exchange.failed', 'exchange.cannot-write'],
})

export const undo = endpoint({
  name: 'exchange.undo',
  method: 'POST',
  path: '/imports/{batch}/undo',
  summary: '整批撤销；导入之后又被改动过的，会说出是谁，不撤销',
  guard: needs(permissions.use, over),
  input: z.strictObject({ act: actId, batch: publicId }),
  output: done,
  refusals: ['exchange.busy', 'exchange.not-ready', 'exchange.not-done', 'exchange.built-upon', 'access.not-permitted'],
})

export const cancel = endpoint({
  name: 'exchange.cancel',
  method: 'POST',
  path: '/imports/{batch}/cancel',
  summary: '停止并丢弃这次导入；正在登记时停止，已登记的部分全部退回',
  guard: needs(permissions.use, over),
  input: one,
  output: batch,
  refusals: ['exchange.not-ready', 'access.not-permitted'],
})

export const leftOut = endpoint({
  name: 'exchange.left-out',
  method: 'GET',
  path: '/imports/{batch}/left-out',
  summary: '下载没有导入的行和原因，改好后可再导入',
  guard: needs(permissions.use, over),
  input: one,
  output: z.unknown(),
  refusals: ['access.not-permitted', 'exchange.columns-open'],
  form: 'download',
})

export const contract = [
  kinds, template, upload, paste, list, read, progress, columns, map, rows, faults, fix, fixAll, skip, places, setPlaces, decideRow,
  recheck, commit, undo, cancel, leftOut,
]
