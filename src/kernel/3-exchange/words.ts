import type { Facts } from '#base/decision.ts'
import type { State } from '#exchange/contract.ts'

export const stateWords: Record<State, string> = {
  reading: '正在读文件',
  mapping: '等您确认列',
  checking: '正在检查',
  ready: '检查完，可以改正和提交',
  committing: '正在登记',
  done: '已导入',
  undone: '已撤销',
  failed: '没有读成',
  cancelled: '已取消',
}

export const handSkipWords = '手动跳过'

/** Faults that the exchange itself finds; a module's own stand in its exchange room. */
export const rowFaultWords: Readonly<Record<string, (facts: Facts) => string>> = {
  double: (f) => f['row'] === undefined ? '这些行和表里前面的行是同一个。请改正号码，或跳过多出来的行。'
    : `和第 ${f['row']} 行${f['sheet'] ? `（${f['sheet']}）` : ''}是同一个。请改正号码，或跳过其中一行。`,
  'place-missing': () => '没有写所在组织。请补上组织名称。',
  'place-several': () => '有几个组织都叫这个名字。请从列表里选一个。',
  'place-near': () => '没有完全同名的组织。请看建议的是不是它，或从列表里选，或新建。',
  'place-none': () => '没有找到这个组织。请从列表里选，或新建，或改正名称。',
}

export const refusalWords: Readonly<Record<string, (facts: Facts) => string>> = {
  'exchange.kind-not-here': (f) => `${f['words'] ?? '这种表'}不能导入到“${f['organisation']}”。请改选组织，或改选导入哪一种表。`,
  'exchange.too-many-open': (f) => `您有 ${f['open']} 个导入没有做完。请先提交或取消其中一个，再上传新的。`,
  'exchange.busy': () => '这次导入正在检查或登记。请等进度走完，或先点“停止”。',
  'exchange.not-ready': (f) => `这次导入现在是“${f['state']}”，不能这样操作。请刷新页面看最新状态；需要的话请重新上传。`,
  'exchange.file-gone': () => '上传的文件已经不在了。请取消这次导入，重新上传。',
  'exchange.interrupted': () => '服务器或数据库中断，检查没有做完，没有登记任何内容。请重新导入。',
  'exchange.nothing-read': () => '没有在表里找到数据行。请确认选对了工作表和表头所在的行，再检查一次。',
  'exchange.field-unknown': (f) => `没有“${f['field']}”这一列可以填。请从列表里选择。`,
  'exchange.field-twice': (f) => `有两列都对成了“${f['field']}”。请只留一列。`,
  'exchange.field-missing': (f) => `还没有指定哪一列是“${f['field']}”。请指定后再检查。`,
  'exchange.row-unknown': () => '没有这一行，可能已经重新检查过。请刷新页面。',
  'exchange.place-unknown': () => '表里没有这个组织名称了，可能已经重新检查过。请刷新页面。',
  'exchange.place-not-here': (f) => `“${f['target']}”下面没有这个组织，或者它不能有这样的内容。请从列表里选择。`,
  'exchange.cannot-found': (f) => `不能这样新建：${f['why']}`,
  'exchange.faults-left': (f) => `还有 ${f['rows']} 行有错没有改正。请先改正；也可以选择“有错的行先不导入”，它们会另存成一张表。`,
  'exchange.conflicts-open': (f) => `还有 ${f['rows']} 行与已登记的不一样。请先选择每一行以表为准，还是以已登记的为准。`,
  'exchange.nothing-to-do': () => '表里的内容都已经登记过，没有需要登记的。可以直接关闭这次导入。',
  'exchange.changed-meanwhile': (f) =>
    `检查之后，${f['name'] ? `“${f['name']}”等` : ''}有人的登记被改动过，这次没有登记任何内容。请点“重新检查”，看过最新的不同之处再提交。`,
  'exchange.stopped': () => '已停止，这次没有登记任何内容。可以重新提交，或取消这次导入。',
  'exchange.failed': () => '登记时出了差错，没有登记任何内容。请稍后再提交一次；仍不行请把时间告诉管理员。',
  'exchange.cannot-write': (f) => `没有登记任何内容：${f['why']}`,
  'exchange.not-done': (f) => `这次导入现在是“${f['state']}”，没有可以撤销的内容。`,
  'exchange.built-upon': (f) => `导入之后又有改动，不能整批撤销：${f['names']}。请先撤回这些改动；只想改其中几个，请直接到登记里更正。`,
  'exchange.columns-open': () => '还没有确认列，没有可以下载的内容。请先确认列。',
}

export const failureWords = '检查时出了差错，没有登记任何内容。请重新导入；仍不行请把文件和时间告诉管理员。'

export const diskFullWords = '服务器的磁盘已满，没有读完，也没有登记任何内容。请告诉管理员腾出空间，然后重新导入。'

export const leftOutWords = {
  title: '未导入', row: '原行号', reason: '原因', taken: (file: string, rows: number) => `下载“${file}”未导入的 ${rows} 行`,
} as const
