import type { Facts } from '#base/decision.ts'
import { permissions } from '#people/contract.ts'
import type { MirrorRefusal } from '#people/mirror/rules.ts'
import { fieldWords } from '#people/words.ts'

const fieldNames: Readonly<Record<string, string>> = { ...fieldWords, other: '其他' }
/** 联系电话; 其他 for what no field says */
export const fieldName = (field: string): string => fieldNames[field] ?? field
export const fieldList = (fields: readonly string[]): string => fields.map(fieldName).join('、')

export const refusalWords: Record<MirrorRefusal, (facts: Facts) => string> = {
  'people.no-own-record': () => '您的账号没有对应的人员登记。请让所在组织把账号与您的登记对上。',
  'people.nothing-asked': () => '还没有填写要更正的内容，或与现在登记的一样。请至少改一项，或写明其他要更正的事。',
  'people.already-asked': (f) => `${fieldList(String(f['fields'] ?? '').split(' '))}已经申请过更正，还没有答复。请等答复，或先撤回原来的申请。`,
  'people.request-unknown': () => '没有找到您的这次申请。请刷新页面看现在的申请。',
  'people.request-closed': () => '这次申请已经办结或撤回，不能再改。需要时可以另行申请。',
  'people.answer-missing': () => '有不采纳的项目，请写明理由，本人会看到。',
  'people.field-not-asked': (f) => `本人没有申请更正${fieldName(String(f['field']))}。请刷新页面后再答复。`,
  'people.too-many-copies': (f) => `一天最多下载 ${f['most']} 次。请明天再下载，或直接在页面上查看、打印。`,
  'people.nobody-to-print': () => '这个组织没有登记成员，没有可以打印的核对表。请选择成员所在的支部（工会、中队）。',
  'people.too-many-sheets': (f) => `一次最多打印 ${f['most']} 张，这里有 ${f['people']} 人。请分几次选人打印。`,
  'people.sheet-unknown': () => '没有这个编码的核对表，或它已经录入、作废，或签字日期早于打印日期。请核对表上的编码和日期；表是旧的就重新打印一张。',
  'people.sheet-unsigned': () => '没有本人（监护人）签字的表不能录入。请本人签字后再录入。',
}

/** What a permission lets a post do with the person, for the person to read. */
export const mayWords: readonly (readonly [permission: string, words: string, listedOnly?: true])[] = [
  [permissions.view, '看全部栏目，号码打码'],
  [permissions.unmask, '写明事由可看全号，每次都会记下'],
  [permissions.register, '可更正登记'],
  [permissions.status, '可登记身份变化'],
  [permissions.posts, '可登记任免职'],
  [permissions.export, '可导出名册；导出完整号码要写明用途，会记下', true],
]

export const whyWords = {
  stands: (organisation: string, line: string) => `您在“${organisation}”的名册上（${line}）`,
  floats: (organisation: string) => `您外出流动，由“${organisation}”就近管理`,
  serves: (organisation: string) => `您在“${organisation}”任职`,
  stood: (organisation: string) => `您最后所在的是“${organisation}”，经历随组织保存`,
  also: (organisation: string) => `“${organisation}”也登记着您`,
  own: '这是它自己的职务',
  superior: (organisation: string) => `它是“${organisation}”的上级`,
  leads: (led: string, organisation: string) =>
    (led === organisation ? `“${led}”由它或它的下级带（领导）` : `“${organisation}”在“${led}”之下，“${led}”由它或它的下级带（领导）`),
  everything: '破例授权：可看整个管理单元',
}

export const letterWords = {
  of: (from: string, to: string, state: string) => `“${from}”开给“${to}”的介绍信（${state}）`,
}

export const sourceWords = {
  typed: (who: string, on: string) => `${who} ${on} 登记`,
  corrected: (who: string, on: string) => `${who} ${on} 更正`,
  asked: (who: string, on: string) => `本人申请，${who} ${on} 更正`,
  signed: (who: string, on: string) => `本人签字的核对表，${who} ${on} 录入`,
  imported: (file: string, who: string, on: string) => `导入文件《${file}》，${who} ${on} 导入`,
  completed: (file: string, on: string) => `；${on} 又用《${file}》核对或补充过`,
  merged: (who: string, on: string) => `；${who} ${on} 合并过重复登记`,
}

export const heldWords = {
  membership: '组织关系',
  post: '任职',
  since: (on: string) => `${on} 起`,
  fromTo: (from: string, to: string) => `${from} 至 ${to}`,
  joined: (on: string) => `${on} 加入`,
  full: (on: string) => `${on} 转正`,
  ended: (reason: string) => `结束原因：${reason}`,
  steps: '身份变化',
  held: '已登记（打码）',
  none: null,
  rows: (count: number) => `${count} 条`,
  imports: '导入过您的文件',
  acts: '办理记录',
  inner: '查找用的拼音和校验值',
  innerValue: '由上面的内容算出，不可还原，不出服务器',
}

/** What a person is told when their page was opened. */
export const openingWords = '打开您的登记页'
export const printWords = (organisation: string) => `打印“${organisation}”的本人信息核对表`
export const copyWords = '本人下载自己的全部资料'

export const itemStateWords = { open: '等待答复', accepted: '已更正', declined: '未采纳', withdrawn: '已撤回' } as const
export const sheetStateWords: Record<string, string> = { out: '待收回', right: '核对无误', corrected: '有更正，已录入', void: '已作废' }

export const askNotice = (name: string, fields: string, link: string) => ({
  class: 'act' as const,
  title: `${name}申请更正登记`,
  body: `要更正：${fields}。请核实后答复；本人看得到办理情况。`,
  link,
})

export const settledNotice = (doer: string, accepted: string, declined: string, answer: string | null) => ({
  class: 'know' as const,
  title: '您申请的更正有答复了',
  body: [
    accepted && `已更正：${accepted}。`,
    declined && `未采纳：${declined}。`,
    answer && `答复：${answer}。`.replace(/[。！？]。$/, '。'),
    `办理：${doer}。`,
  ].filter(Boolean).join(''),
  link: '/me/data',
})

export const enteredNotice = (doer: string, changed: string) => ({
  class: 'know' as const,
  title: '您签字的核对表已录入',
  body: `${changed ? `更正：${changed}。` : '核对无误。'}录入：${doer}。如有不对，请在“我的数据”里申请更正。`,
  link: '/me/data',
})

export const workWords = {
  title: (fields: string) => `本人申请更正：${fields}`,
  verb: '核实答复',
}
