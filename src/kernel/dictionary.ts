/**
 * The data dictionary: what every column holds, what for, how long, and how it is covered. A room writes its own
 * `dictionary.ts` beside `schema/`; the roof composes them, a test compares them with the database, `docs/data.md` is
 * printed from them, and the member's mirror reads them. A new column is one line.
 */
export const classWords = { personal: '个人信息', sensitive: '敏感个人信息', money: '金额', none: '非个人信息' } as const
export type DataClass = keyof typeof classWords

/** What something is held for, and on what ground, as the person concerned reads it. */
export const purposes = {
  identity: { words: '认定是谁', why: '分清同名的人，不重复登记；证件号码还用来核对出生日期和性别。', basis: '履行章程规定的成员登记职责' },
  contact: { words: '联系本人', why: '通知开会、上门走访时用。', basis: '履行章程规定的组织生活职责' },
  guardian: { words: '保护未成年人', why: '不满 14 周岁的孩子，由监护人同意和查看。', basis: '监护人同意' },
  standing: { words: '管理组织关系', why: '在哪个组织、什么身份、什么时候加入。', basis: '党章、团章、工会章程、队章要求登记' },
  posts: { words: '登记任职', why: '谁担任什么职务，从哪天到哪天；办事权限也由它而来。', basis: '履行章程规定的干部管理职责' },
  moving: { words: '失联与流动管理', why: '不漏掉外出和联系不上的成员。', basis: '履行章程规定的成员管理职责' },
  correcting: { words: '听取本人更正', why: '您提出的更正和签字的核对表，办到哪一步。', basis: '个人信息保护法规定的更正权' },
  account: { words: '登录和安全', why: '认得登录的是您本人，发现别人冒用。', basis: '网络安全法规定的安全保护义务' },
  meeting: { words: '组织生活', why: '开没开会、谁到了、议了什么、谁签的字。', basis: '履行章程规定的组织生活职责' },
  notices: { words: '通知', why: '把与您有关的事告诉您。', basis: '履行章程规定的组织生活职责' },
  trace: { words: '留痕和追责', why: '谁在什么时候办了、看了什么，事后查得清、改不掉。', basis: '网络安全法规定的日志留存义务' },
  dues: { words: '收缴党费、团费、会费', why: '算出每月应交多少，开收据，不重复收。', basis: '履行章程规定的收缴职责' },
  importing: { words: '导入和撤销', why: '一份表导入后还能整批撤销。', basis: '履行章程规定的成员登记职责' },
  organising: { words: '登记组织和单位', why: '组织的设置、任期和隶属。', basis: '履行章程规定的组织设置职责' },
  running: { words: '系统运行', why: '编号、排序、查找用的内部数据。', basis: '前面各项用途所必需' },
} as const
export type Purpose = keyof typeof purposes

/** How long, and who clears it away: `none` says honestly that nothing does yet. */
export const retentions = {
  registered: { words: '登记存在期间；结束身份后随组织档案保存', cleared: 'none' },
  archive: { words: '随组织档案保存', cleared: 'none' },
  ledger: { words: '长期；依法删除时只删内容，留下校验值', cleared: 'none' },
  looks: { words: '不少于 3 年', cleared: 'none' },
  account: { words: '账号存在期间', cleared: 'none' },
  session: { words: '退出登录、改密码或 12 小时后失效', cleared: 'act' },
  slip: { words: '用过或到期即失效，最长 7 天', cleared: 'act' },
  guess: { words: '15 分钟', cleared: 'act' },
  notice: { words: '账号存在期间', cleared: 'none' },
  sending: { words: '发完后 180 天', cleared: 'act' },
  batch: { words: '这批导入还能撤销的期间；写进登记的行在提交时删除', cleared: 'act' },
  installation: { words: '系统使用期间', cleared: 'none' },
} as const
export type Retention = keyof typeof retentions

export const masks = {
  open: '原样',
  reached: '原样，只有管得到的职务看得到',
  masked: '只存打码后的样子',
  sealed: '加密存放，页面打码，凭事由看全',
  hashed: '不可还原的校验值，只用于查找',
  inner: '不出服务器',
} as const
export type Mask = keyof typeof masks

export interface Column {
  class: DataClass
  words: string
  purpose: Purpose
  retention: Retention
  mask: Mask
  /** to whom the row is about: before the row settles, too; never, since it is about somebody else. Usually once it is settled. */
  told?: 'early' | 'never'
}

/**
 * How a row belongs to a person: by which column, and what that column holds. `person`: the row id of the person,
 * `public`: their public id, `membership`: the row id of one of their memberships, `account`: the row id of their account.
 */
export type About = readonly ['person' | 'public' | 'membership' | 'account', string]

/** What is said of somebody is theirs to read when a result stands: the row of `table` whose id is in `by` has one of the values. */
export interface Settling {
  table: string
  by: string
  column: string
  values: readonly string[]
}

export interface Table {
  words: string
  /** null: rows of this table belong to nobody in particular */
  about: About | null
  /** null: settled from the beginning */
  settled: Settling | null
  columns: Readonly<Record<string, Column>>
}
export type Dictionary = Readonly<Record<string, Table>>

type Said = Pick<Column, 'class' | 'words' | 'mask'> & Partial<Column>
type More = Partial<Pick<Column, 'purpose' | 'retention' | 'mask' | 'told'>>

export const none = (words: string, more: More = {}): Said => ({ class: 'none', words, mask: 'open', purpose: 'running', ...more })
export const personal = (words: string, more: More = {}): Said => ({ class: 'personal', words, mask: 'open', ...more })
/** What can hurt a person: it says how it is covered. */
export const sensitive = (words: string, mask: Exclude<Mask, 'open'>, more: More = {}): Said =>
  ({ class: 'sensitive', words, mask, ...more })
export const money = (words: string, mask: Mask, more: More = {}): Said => ({ class: 'money', words, mask, ...more })

interface Head {
  about?: About
  settled?: Settling
  purpose: Purpose
  retention: Retention
}

/** A table with the purpose and retention that hold for its columns unless a column says otherwise. */
export const table = (words: string, { about, settled, purpose, retention }: Head, columns: Record<string, Said>): Table => ({
  words,
  about: about ?? null,
  settled: settled ?? null,
  columns: Object.fromEntries(Object.entries(columns).map(([name, said]) => [name, { purpose, retention, ...said }])),
})
