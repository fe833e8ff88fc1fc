import type { Facts } from '#base/decision.ts'
import type { Purpose } from '#people/rules/unmask.ts'
import { isKind, kinds, type Line } from '#organisations/kinds.ts'
import type { PeopleRefusal } from '#people/rules.ts'
import { statusWords } from '#people/statuses.ts'

const statusName = (line: Facts[string] | undefined, status: Facts[string] | undefined) => statusWords(String(line) as Line, String(status))
const kindName = (code: Facts[string] | undefined) => (typeof code === 'string' && isKind(code) ? kinds[code].words : '这类组织')

export const refusalWords: Record<PeopleRefusal, (facts: Facts) => string> = {
  'people.id-number-wrong': (f) => `公民身份号码不对${f['proposal'] ? `，可能是 ${f['proposal']}` : ''}。请对照身份证逐位核对（18 位，末位可能是 X）。`,
  'people.phone-wrong': () => '电话不对。手机是 1 开头的 11 位数字，固定电话请带区号。',
  'people.id-number-taken': (f) =>
    f['name']
      ? `这个公民身份号码已经登记在“${f['name']}”名下。请到那条登记里操作，不要重复登记。`
      : '这个公民身份号码已经由别的组织登记。请先与本人核实；确认无误请联系上级组织办理转接。',
  'people.born-differs': (f) => `出生日期与公民身份号码里的 ${f['born']} 不一致。请核对后改正其中一项。`,
  'people.sex-differs': (f) => `性别与公民身份号码里的“${f['sex']}”不一致。请核对后改正其中一项。`,
  'people.guardian-missing': () => '不满 14 周岁的孩子必须登记监护人。请填写监护人姓名和电话。',
  'people.status-unknown': (f) => `没有“${f['status']}”这种身份。请从列表里选择。`,
  'people.status-not-next': (f) => `不能从“${statusName(f['line'], f['from'])}”直接变为“${statusName(f['line'], f['to'])}”。请按顺序逐步登记。`,
  'people.organisation-without-members': (f) => `${kindName(f['kind'])}不直接登记成员，成员登记在支部（工会、中队）。请改选它下面的组织。`,
  'people.age-not-lawful': (f) => `这一天年龄是 ${f['age']} 岁，不符合年龄规定（${f['comparator']} ${f['limit']} 岁，${f['article']}）。请核对出生日期和加入日期。`,
  'people.dates-not-lawful': (f) => `${f['why']}。请核对日期。`,
  'people.perhaps-known': (f) => `已经登记过同名同生日的“${f['name']}”（${f['organisation']}）。如果是同一个人，请打开那条登记；确认不是同一个人，请勾选后再提交。`,
  'people.merged': () => '这条登记已经并入另一条。请打开留下的那一条操作。',
  'people.already-in-line': (f) => `这个人在“${f['organisation']}”已有同一条线的身份。一个人一条线只能在一个组织，请办理转接。`,
  'people.membership-ended': (f) => `这个身份已于 ${f['day']} 结束，不能再改。`,
  'people.post-unknown': (f) => `${kindName(f['kind'])}没有这个职务。请从列表里选择。`,
  'people.post-held': (f) => `这个人已经担任${f['post']}，不用重复登记。`,
  'people.posts-apart': (f) => `${f['post']}和${f['other']}不能由同一人担任。请先为另一项职务登记免职，或请别人担任。`,
  'people.post-full': (f) => `${f['post']}只设 ${f['max']} 人，现已有人担任。请先为原任登记免职。`,
  'people.post-ended': (f) => `这个职务已于 ${f['day']} 卸任，不用再登记。`,
  'people.minor': (f) => `不满 14 周岁的孩子不设${f['what'] ?? '账号'}，由监护人查看。`,
  'people.reason-too-short': (f) => `请把事由写具体，至少 ${f['fewest']} 个字，例如：核对 2026 年转正材料。`,
  'people.too-many-unmasked': (f) => `今天查看打码内容已到 ${f['most']} 次。请明天再看；确有需要请用“导出官方列”并写明理由。`,
  'people.same-person': () => '选的是同一条登记。请选择两条不同的登记。',
  'people.id-numbers-differ': () => '两条登记的公民身份号码不同，不像同一个人。请先核对并更正号码，再合并。',
  'people.reason-missing': () => '导出未打码的资料要写明理由。请填写用途后再导出。',
  'people.organisation-dissolved': (f) => `这个组织已于 ${f['dissolved']} 撤销。请选择仍在的组织。`,
  'people.before-founding': (f) =>
    `这个组织登记的成立日期是 ${f['founded']}，${f['day']} 还没有它。日期写错的请改正；成立日期是补登的、人确实早就在，请勾选后再提交。`,
  'people.day-in-future': (f) => `日期 ${f['day']} 还没有到（今天是 ${f['today']}）。请填写实际发生的日期。`,
  'people.slip-already-printed': () => '这张凭条已经打印过，内容只显示一次。请再点一次“打印凭条”，旧的随即作废。',
  'people.merge-beyond-reach': () =>
    '要并掉的这条登记在您职务范围以外还有身份或职务。请由两边共同的上级组织来合并，或反过来并入这一条。',
  'people.account-beyond-reach': () =>
    '这个人在您职务范围以外还有职务，账号凭条要由那个组织或上级组织打印。请联系他们。',
  'people.own-account': () => '不能给自己打印凭条或停用自己的账号。改密码请到“我的登录安全”；第二步丢了，请上级或同级的另一位管理员打印。',
  'people.no-account': () => '这个人没有账号，或已经停用。刷新页面可以看到现在的情况。',
  'people.clear-reason-missing': () => '清除登录第二步要写明理由，例如“手机丢失，已当面核对身份证”。',
  'people.look-again': () => '这次查看已经显示过，不会再显示一遍。请重新点“查看”。',
}

export const fieldWords = {
  name: '姓名',
  sex: '性别',
  born: '出生日期',
  nation: '民族',
  education: '学历',
  category: '人员类别',
  job: '工作岗位',
  idNumber: '公民身份号码',
  phone: '联系电话',
  address: '家庭住址',
  guardian: '监护人',
  guardianPhone: '监护人电话',
  lostSince: '失联日期',
  floatingSince: '外出流动日期',
  floatingTo: '流动去向',
} as const

/** What a person is told when a post was entered for them. */
export const postNotice = (organisation: string, post: string, link: string) => ({
  class: 'know' as const,
  title: `您已登记为“${organisation}”${post}`,
  body: '从今天起您可以用这个职务办事：点右上角的职务切换。如有不对，请联系登记的人。',
  link,
})

/** What a person is told when a slip was printed that resets their password; with a reason where it clears the second step. */
export const resetNotice = (doer: string, clearedFor: string | null) => ({
  class: 'know' as const,
  title: `${doer}为您打印了重设密码凭条`,
  body: `${clearedFor === null ? '' : `凭条会清除您的登录第二步，理由：${clearedFor}。`}如果您没有要过，请立即告诉所在组织的管理员。`,
  link: '/account/security',
})

/** What a person is told when somebody looked at a masked field of theirs. */
export const lookNotice = (doer: string, detail: string) => ({
  class: 'read' as const,
  title: `${doer}看过您的登记`,
  body: `${detail}。谁看过、为什么，都列在“我的登记”里。`,
  link: '/me',
})

/** What a masked value is looked at for */
export const purposeWords: Record<Purpose, string> = {
  contact: '联系本人', verify: '核对档案、证件', transfer: '办理组织关系', care: '走访慰问', report: '填报上级系统', other: '其他',
}
