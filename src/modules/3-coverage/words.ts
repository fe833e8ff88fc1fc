import type { Facts } from '#base/decision.ts'
import type { CoveredLine, FactName, Priority, SpotCode, Standing, UnitSpotCode } from '#coverage/codes.ts'
import { longestReview, type CoverageRefusal } from '#coverage/rules/decisions.ts'

export const refusalWords: Record<CoverageRefusal, (facts: Facts) => string> = {
  'coverage.no-such-spot': () => '这个单位现在没有这一项。可能刚刚已经建立组织或补齐情况，请刷新页面。',
  'coverage.review-not-later': (f) => `复查日期 ${f['given']} 不晚于今天（${f['today']}）。请填写今天以后的日期，到时会再提醒。`,
  'coverage.review-too-late': (f) => `复查日期 ${f['given']} 太远，最晚 ${f['latest']}（${longestReview} 个月内）。请填早一些，到期可以再次登记。`,
  'coverage.not-set-aside': () => '这一项没有登记为不适用，不用恢复。请刷新页面。',
  'coverage.target-past': (f) => `目标日期 ${f['given']} 已经过去（今天是 ${f['today']}）。请填今天或以后的日期。`,
}

export const lineNames: Record<CoveredLine, string> = { party: '党组织', league: '团组织', union: '工会' }

/** As a heading and a filter. */
export const spotWords: Record<SpotCode, string> = {
  'league-missing': '应建未建团组织',
  'league-joint': '可联建团组织',
  'league-no-members': '有青年无团员',
  'league-facts': '团员情况不明',
  'party-missing': '应建未建党组织',
  'party-facts': '党员情况不明',
  'union-missing': '应建未建工会',
  'union-facts': '职工数不明',
  'women-missing': '应建未建女职工委员会',
  'women-facts': '女会员数不明',
  'party-hollow': '空心党支部',
  'league-hollow': '空心团支部',
  'party-officer': '党支部没有任职登记',
  'league-officer': '团支部没有任职登记',
  'party-small': '党支部人数不足',
  'league-small': '团支部人数不足',
  'party-large': '党支部人数过多',
  'league-large': '团支部人数过多',
  'party-committee': '党支部应设委员会',
  'league-committee': '团支部应设委员会',
}

export const factWords: Record<FactName, string> = {
  staff: '职工', young: '35 岁以下青年', migrant: '农民工', fullMembers: '正式党员', leagueMembers: '团员', women: '女职工',
}

export const priorityWords: Record<Priority, string> = { 'has-party': '已有党组织', 'two-new': '两新组织', migrant: '有农民工' }

export const standingWords: Record<Standing, string> = { own: '单独组建', joint: '联合组建', none: '未建' }

export const causeWords = {
  'not-due': '不具备条件',
  'joined-above': '由上级单位或系统统一组建',
  closed: '停业、注销或搬走',
  other: '其他',
} as const

interface Told {
  code: SpotCode
  given: number
  missing?: readonly FactName[]
}

/** What is so, and what to do about it. */
export function spotSentence({ code, given, missing = [] }: Told): string {
  const unknown = missing.map((fact) => factWords[fact]).join('、')
  const sentences: Record<SpotCode, string> = {
    'league-missing': `有团员 ${given} 人，没有团组织。请单独成立团支部。`,
    'league-joint': `有团员 ${given} 人，不够单独成立。请与邻近单位成立联合团支部。`,
    'league-no-members': `有青年 ${given} 人，没有团员。请先联系青年、发展团员。`,
    'league-facts': `不掌握${unknown}人数，无法判断该不该建团组织。请向单位核实后补齐。`,
    'party-missing': `有正式党员 ${given} 人，没有党组织。请成立党支部。`,
    'party-facts': `不掌握${unknown}人数，无法判断该不该建党组织。请向单位核实后补齐。`,
    'union-missing': `有职工 ${given} 人，没有工会。请推动建立基层工会。`,
    'union-facts': `不掌握${unknown}人数，无法判断该不该建工会。请向单位核实后补齐。`,
    'women-missing': `有女会员（女职工）${given} 人，没有女职工委员会。请组织建立。`,
    'women-facts': `不掌握${unknown}人数，无法判断该不该建女职工委员会。请补齐工会名册的性别，或登记女职工数。`,
    'party-hollow': hollow(given, '党员'),
    'league-hollow': hollow(given, '团员'),
    'party-officer': unled(given, '党员'),
    'league-officer': unled(given, '团员'),
    'party-small': `只有正式党员 ${given} 人。请与邻近支部联合，或报上级研究。`,
    'league-small': `只有团员 ${given} 人。请与邻近支部联合，或报上级研究。`,
    'party-large': `有党员 ${given} 人，超过一般规模。请考虑分设支部。`,
    'league-large': `有团员 ${given} 人，超过一般规模。请考虑分设支部。`,
    'party-committee': `有正式党员 ${given} 人，还没有支部委员会。请安排选举。`,
    'league-committee': `有团员 ${given} 人，还没有支部委员会。请安排选举。`,
  }
  return sentences[code]
}

const hollow = (given: number, who: string): string =>
  `${given === 0 ? `没有${who}` : `${who} ${given} 人全部失联`}。请派人联系、整顿或撤并。`
const unled = (given: number, who: string): string =>
  `有${who} ${given} 人，还没有登记任何人任职。已经选出或指定的，请补登任职；还没有的，请安排选举或指定。`

/** What became of a finding: the facts it had, and the organisation that ended it. */
export const closedSentence = ({ code, given, since, body }: Pick<Told, 'given'> & { code: UnitSpotCode; since: string; body: string }): string => {
  const counted = { league: '团员', party: '正式党员', union: '职工', women: '女会员' }[code.split('-')[0]!]
  const facts = code.endsWith('-facts') ? '' : `，当时有${code === 'league-no-members' ? '青年' : counted} ${given} 人`
  return `“${spotWords[code]}”（${since} 发现${facts}）办结：已建立“${body}”`
}

/** How the rates are counted; stands beside them. */
export const definitions = [
  { words: '单位数', sentence: '归口到本组织和下级的单位，登记为停业、注销或搬走的不计。选“只算两新组织”时，各项都只算两新组织和设在其中的支部。', article: null },
  { words: '单独组建', sentence: '至少有一个只设在这个单位的组织。临时组织、小组、联席会议不计。', article: null },
  { words: '联合组建', sentence: '只有与其他单位联合的组织。', article: null },
  { words: '组织覆盖率', sentence: '（单独组建 + 联合组建）÷ 单位数。', article: '中办发〔2012〕11号（指非公企业；其他单位按同一算法）' },
  { words: '单独组建率', sentence: '单独组建 ÷ 单位数。', article: '中办发〔2012〕11号（指非公企业；其他单位按同一算法）' },
  { words: '应建未建', sentence: '按现行规定应当建立而没有的单位，逐个列出，不按比例推算；情况不明的另列。登记为不适用的到复查日期前不计。', article: null },
] as const

/** For an organisation's group, outside the application */
export const groupTitle = '有新的空白点，等着建组织'

export const newSpotNotice = (unit: string, spot: Told): { title: string; body: string } => ({
  title: `“${unit}”成立了党组织：${spotWords[spot.code]}`,
  body: `${spotSentence(spot)}点开可以看依据，并直接填写成立表。`,
})
