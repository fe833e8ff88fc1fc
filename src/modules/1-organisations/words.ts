import type { Facts } from '#base/decision.ts'
import { flagsOf, isKind, kinds, type Flag, type Flags, type KindCode, type Line } from '#organisations/kinds.ts'
import type { FindingCode, OrganisationRefusal } from '#organisations/rules/refusals.ts'
import { sectorCodes, sectors, unitKindCodes, unitKinds } from '#organisations/unit-kinds.ts'

export const lineWords: Record<Line, string> = {
  party: '党组织', league: '团组织', union: '工会组织', pioneers: '少先队组织', women: '妇女组织',
}

/** Written before the kind */
export const flagWords: Record<Flag, string> = { temporary: '临时', joint: '联合', direct: '直属', student: '学生' }

/** 联合党支部, 学生团支部, 联合基层工会 */
export function kindWords(kind: KindCode, flags: Flags = {}): string {
  return flagsOf(flags).map((flag) => flagWords[flag]).join('') + kinds[kind].words
}

export const linkWords = { leads: '带（领导）', guides: '业务指导' } as const

const kindName = (code: Facts[string] | undefined): string =>
  typeof code === 'string' && isKind(code) ? kinds[code].words : '该组织'

const unitKindName = (code: Facts[string] | undefined): string =>
  unitKindCodes.filter((one) => one === code).map((one) => unitKinds[one].words)[0] ?? '该类单位'

const sectorName = (code: Facts[string] | undefined): string =>
  sectorCodes.filter((one) => one === code).map((one) => sectors[one].words)[0] ?? '所选'

/** 基层党委、党总支, from a list of codes */
const kindNames = (codes: Facts[string] | undefined): string =>
  String(codes ?? '').split(' ').filter(isKind).map((code) => kinds[code].words).join('、')

/** Every refusal as a sentence that says what to do. */
export const refusalWords: Record<OrganisationRefusal, (facts: Facts) => string> = {
  'organisations.kind-unknown': () => '没有这种组织类型。请从列表里选择。',
  'organisations.wrong-place': (f) =>
    `${kindName(f.kind)}不能设在${kindName(f.parent)}下面。请改选上级，可选：${kindNames(f.under) || '无'}。`,
  'organisations.needs-superior': (f) => `${kindName(f.kind)}必须有上级。请先选择上级，可选：${kindNames(f.under)}。`,
  'organisations.form-not-for-kind': (f) =>
    `${kindName(f.kind)}没有“${flagWords[f.flag as Flag] ?? ''}”这种形式。请去掉这一项，或改选组织类型。`,
  'organisations.needs-leader': () => '没有上级的组织要有带它的组织。请选择隶属的上级，或选择带它的同级党组织（少先队为团组织）。',
  'organisations.direct-not-here': (f) => `直属的${kindName(f.kind)}应直接设在委员会下面。请改选上级委员会，或去掉“直属”。`,
  'organisations.joint-needs-units': (f) => `联合组织至少覆盖 2 个单位，现在只选了 ${f.given} 个。请补选单位，或去掉“联合”。`,
  'organisations.one-unit-only': (f) =>
    `选了 ${f.given} 个单位。覆盖几个单位的应是联合组织：请改为联合组织，或只留一个单位。`,
  'organisations.too-few-members': (f) =>
    `${f.base}只有 ${f.given} 人，不足 ${f.minimum} 人，不能单独成立（${f.article}）。请与邻近单位成立联合组织，或等人数够了再成立。`,
  'organisations.needs-approval': (f) =>
    `${f.base}只有 ${f.given} 人，不足 ${f.minimum} 人（${f.article}）。请先报上级党组织批准，再勾选“已经上级批准”登记。`,
  'organisations.warned': (f) => `${f.warnings ?? ''}如情况属实、仍要办理，请勾选“已看过提醒”后再提交。`,
  'organisations.day-in-future': (f) => `日期 ${f.day} 还没有到（今天是 ${f.today}）。请填写实际发生的日期。`,
  'organisations.before-superior': (f) => `上级组织 ${f.founded} 才成立，早于这一天的 ${f.day} 不能隶属于它。请改日期，或改选上级。`,
  'organisations.before-founding': (f) => `组织 ${f.founded} 才成立，日期 ${f.day} 太早。请改日期，或先更正成立日期。`,
  'organisations.before-last-change': (f) =>
    `${f.last} 已登记过一次变更，不能再登记更早的 ${f.day}。请填写不早于 ${f.last} 的日期。`,
  'organisations.dissolved': (f) => `该组织已于 ${f.dissolved} 撤销，不能再变更。请选择仍在的组织。`,
  'organisations.superior-dissolved': (f) => `所选上级已于 ${f.dissolved} 撤销。请改选仍在的上级。`,
  'organisations.already-there': () => '该组织已经在这个上级下面，不用移动。请选择另一个上级。',
  'organisations.under-itself': () => '组织不能移到自己或自己的下级里，也不能并入自己的下级。请另选一个组织。',
  'organisations.name-unchanged': () => '新名称与现用名称相同。请输入新的名称，或取消更名。',
  'organisations.name-taken': (f) => `同一上级下已有“${f.name}”。请换一个名称，例如加上序号或单位名。`,
  'organisations.merge-needs-another': () => '合并至少要有两个组织。请选择要并入的组织。',
  'organisations.merge-with-itself': () => '同一个组织选了两次。请去掉重复的组织。',
  'organisations.merge-other-kind': (f) =>
    `${kindName(f.other)}不能并入${kindName(f.kind)}。请只选同一类型的组织；跨类型的，请先撤销再转接成员。`,
  'organisations.children-open': (f) => `下面还有 ${f.children} 个组织没有安排。请先把它们移到别的上级或撤销，再撤销本组织。`,
  'organisations.members-open': (f) => `还有 ${f.members} 名成员的组织关系在这里。请先转到别的支部，再撤销本组织。`,
  'organisations.own-body': () => '撤销、并入别处和改隶属，由上级组织（或带本组织的组织）办理，本组织自己不能办。请报上级办理。',
  'organisations.needs-document': () => '本组织的上级不在系统里：要有上级的批复才能办。请写明批复的文号或名称。',
  'organisations.own-leader': () => '带本组织的关系，由带本组织的组织或上级结束。请与他们联系。',
  'organisations.link-to-itself': () => '组织不能与自己建立关系。请选择另一个组织。',
  'organisations.link-double': () => '这两个组织之间已有同样的关系。如要重新登记，请先结束原来的关系。',
  'organisations.link-leads-party': (f) =>
    `${kindName(f.from)}不能领导党组织。请改为由党组织带群团组织；与党组织往来请用函、座谈，或请同级党组织转发。`,
  'organisations.link-not-leading': (f) =>
    `${kindName(f.from)}与${kindName(f.to)}之间没有“带”的关系。党组织带群团组织，团组织带少先队；同一系统的上级请登记为业务指导。`,
  'organisations.link-other-unit': () => '这两个组织不在同一个单位。请选择同一单位的组织，或先补登它们覆盖的单位。',
  'organisations.link-other-line': (f) =>
    `${kindName(f.from)}与${kindName(f.to)}不是同一系统，没有业务指导关系。党组织与群团组织之间请登记为“带”。`,
  'organisations.link-not-superior': (f) => `${kindName(f.from)}不是${kindName(f.to)}的上级类型，不能指导它。请对调两端，或改选上级。`,
  'organisations.link-before-founding': (f) => `其中一个组织 ${f.founded} 才成立，关系不能从 ${f.day} 开始。请改日期。`,
  'organisations.link-ended': (f) => `这个关系已于 ${f.end} 结束，不用再结束。请刷新页面查看。`,
  'organisations.link-ends-before-start': (f) => `结束日期 ${f.day} 早于开始日期 ${f.start}。请改结束日期。`,
  'organisations.no-leader-here': (f) =>
    `${Number(f.given) > 1 ? '这个单位里不止一个党组织' : '这个单位里没有党组织'}，不能由它带。请取消这一项，成立后在组织页上登记带的关系。`,
  'organisations.no-term': (f) =>
    `${f.temporary ? '临时组织' : kindName(f.kind)}不进行换届选举，没有任期。负责人请在“任职”中按任命登记。`,
  'organisations.term-not-later': (f) => `新一届应晚于上一届（${f.previous}），现在填的是 ${f.day}。请改日期。`,
  'organisations.region-wrong': (f) =>
    `行政区划代码“${f.code}”不对：应为 6 位数字，省、市、县各两位，没有的写 00，例如省级 ××0000。请对照民政部公布的代码。`,
  'organisations.region-unchanged': () => '行政区划代码与现在登记的相同。请输入新的代码，或取消。',
  'organisations.unit-kind-unknown': () => '没有这种单位类型或领域。请从列表里选择。',
  'organisations.unit-sector-not-fitting': (f) => `${unitKindName(f.kind)}不属于“${sectorName(f.sector)}”领域。请改选单位类型或领域。`,
  'organisations.unit-code-wrong': () => '统一社会信用代码不对：应为 18 位，且末位校验相符。请对照证照重新输入，没有代码的可以留空。',
  'organisations.unit-code-taken': (f) => `统一社会信用代码 ${f.code} 已登记为“${f.name}”。请使用已有的单位，不要重复登记。`,
}

/** `given` and `limit` in the rule's unit; `base`: who is counted, 正式党员 or 团员. */
interface Found {
  given: number
  limit: number
  base?: string
}

/** Many findings of one kind, in one line of the work list. */
export const manyWords = (finding: FindingCode, kind: string, { limit, base = '' }: { limit: number; base?: string }): string => ({
  'below-minimum': `${kind}${base}不足 ${limit} 人`,
  'above-usual-size': `${kind}${base}超过 ${limit} 人`,
  'committee-due': `${kind}应设支部委员会`,
} as Partial<Record<FindingCode, string>>)[finding] ?? kind

/** A finding of the work list: what is so, and what to do. */
export const findingWords: Record<FindingCode, (f: Found) => string> = {
  'below-minimum': (f) => `现有${f.base ?? ''} ${f.given} 人，不足 ${f.limit} 人。请补充成员、与邻近单位联合，或报上级批准。`,
  'above-usual-size': (f) => `现有${f.base ?? ''} ${f.given} 人，一般以 ${f.limit} 人为限。请考虑分设，或升格为上一类组织。`,
  'joint-units-many': (f) => `联合组织覆盖 ${f.given} 个单位，一般不超过 ${f.limit} 个。请考虑分设。`,
  'project-short': (f) => `项目期限 ${f.given} 个月，不到 ${f.limit} 个月。请考虑成立临时支部，或编入邻近支部。`,
  'committee-due': (f) => `现有${f.base ?? ''} ${f.given} 人，达到 ${f.limit} 人，应设立支部委员会。请安排选举。`,
  'committee-small': (f) => `委员 ${f.given} 人，少于 ${f.limit} 人。请安排补选。`,
  'committee-large': (f) => `委员 ${f.given} 人，超过 ${f.limit} 人。请在下次换届时调整。`,
  'women-committee-due': (f) => `女会员 ${f.given} 人，达到 ${f.limit} 人，应建立女职工委员会。请安排组建。`,
  'election-early': (f) => `换届比规定提前约 ${f.given} 个月，上限 ${f.limit} 个月。请核对日期和上级批复。`,
  'election-late': (f) => `换届比规定推迟约 ${f.given} 个月，上限 ${f.limit} 个月。请核对日期和上级批复。`,
}
