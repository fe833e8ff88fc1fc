import { unknownStart, type Regulation } from '#regulations/rules.ts'

// 党费、团费、工会会费. Bands are of the whole amount (全额累进): the rate of the band holds for all of it. `amount` is in fen,
// both ends inclusive, so "3000 元以上" begins at 300001.
const party = { line: 'party' } as const
const league = { line: 'league' } as const
const union = { line: 'union' } as const

const text = { grade: 'B', source: 'D1', from: '2008-04-01' } as const
const article = (number: string) => ({ ...text, article: `《关于中国共产党党费收缴、使用和管理的规定》（中组发〔2008〕3号）${number}` }) as const
const notice = { article: '《关于进一步规范党费工作的通知》（组电明字〔2017〕5号）', source: 'D4', grade: 'B', from: '2017-01-01', dated: 'year' } as const
const oldText = { article: '2008年以前的党费标准', source: 'D21', grade: 'C', from: unknownStart, to: '2008-04-01' } as const
const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const
const leagueText = { article: '《关于中国共产主义青年团团费收缴、使用和管理的规定》（中青发〔2016〕13号）', source: 'L2', grade: 'D', from: '2016-01-01', dated: 'year' } as const
const oldLeagueText = { article: '2016年以前的团费标准', source: 'L5', grade: 'D', from: unknownStart, to: '2016-01-01' } as const
const unionText = { article: '全国总工会关于收交工会会费的规定', source: 'U1', grade: 'B', from: unknownStart } as const

const rate = { unit: '%', comparator: '=', force: 'must' } as const
const fixed = { unit: '元', comparator: '=', force: 'must' } as const
const salaried = '每月工资收入（税后）'
const pension = '每月基本离退休费或基本养老金'
const marginless = '按全额计算，不分段计算。'

export const duesRules = [
  // Who is paid by the month, and by the year in the month of being paid
  {
    id: 'party.dues.salaried.band-1', value: 0.5, share: [5, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 0, to: 300_000 } },
    says: '每月工资收入（税后）在 3000 元以下（含 3000 元）的，交纳月工资收入的 {value}', ...article('第一条、第二条'), note: marginless,
  },
  {
    id: 'party.dues.salaried.band-2', value: 1, share: [10, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 300_001, to: 500_000 } },
    says: '每月工资收入（税后）在 3000 元以上至 5000 元（含 5000 元）的，交纳月工资收入的 {value}', ...article('第一条、第二条'), note: marginless,
  },
  {
    id: 'party.dues.salaried.band-3', value: 1.5, share: [15, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 500_001, to: 1_000_000 } },
    says: '每月工资收入（税后）在 5000 元以上至 10000 元（含 10000 元）的，交纳月工资收入的 {value}', ...article('第一条、第二条'), note: marginless,
  },
  {
    id: 'party.dues.salaried.band-4', value: 2, share: [20, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 1_000_001 } },
    says: '每月工资收入（税后）在 10000 元以上的，交纳月工资收入的 {value}', ...article('第一条、第二条'), note: marginless,
  },
  {
    id: 'party.dues.salaried.band-1', value: 0.5, share: [5, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 0, to: 40_000 } },
    says: '每月工资收入在 400 元以下（含 400 元）的，交纳 {value}', ...oldText,
  },
  {
    id: 'party.dues.salaried.band-2', value: 1, share: [10, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 40_001, to: 60_000 } },
    says: '每月工资收入在 400 元以上至 600 元（含 600 元）的，交纳 {value}', ...oldText,
  },
  {
    id: 'party.dues.salaried.band-3', value: 1.5, share: [15, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 60_001, to: 80_000 } },
    says: '每月工资收入在 600 元以上至 800 元（含 800 元）的，交纳 {value}', ...oldText,
  },
  {
    id: 'party.dues.salaried.band-4', value: 2, share: [20, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 80_001, to: 150_000 } },
    says: '每月工资收入在 800 元以上至 1500 元（含 1500 元）的，交纳 {value}', ...oldText,
  },
  {
    id: 'party.dues.salaried.band-5', value: 3, share: [30, 1000], ...rate, base: salaried, scope: { ...party, amount: { from: 150_001 } },
    says: '每月工资收入在 1500 元以上的，交纳 {value}', ...oldText,
  },
  // The retired; since 2017 without allowances
  {
    id: 'party.dues.retired.band-1', value: 0.5, share: [5, 1000], ...rate, base: pension, scope: { ...party, amount: { from: 0, to: 500_000 } },
    says: '离退休党员每月基本离退休费或基本养老金在 5000 元以下（含 5000 元）的，交纳 {value}', ...article('第五条'),
    note: '2017 年起不计津贴补贴（组电明字〔2017〕5号）。',
  },
  {
    id: 'party.dues.retired.band-2', value: 1, share: [10, 1000], ...rate, base: pension, scope: { ...party, amount: { from: 500_001 } },
    says: '离退休党员每月基本离退休费或基本养老金在 5000 元以上的，交纳 {value}', ...article('第五条'),
    note: `2017 年起不计津贴补贴（组电明字〔2017〕5号）。${marginless}`,
  },
  // Fixed sums
  {
    id: 'party.dues.farmer', value: 0.2, choices: [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], ...fixed, base: '农民党员每月', scope: party,
    says: '农民党员每月交纳 0.2 元至 1 元，按 {value} 元交纳', ...article('第六条'),
  },
  { id: 'party.dues.student', value: 0.2, ...fixed, base: '学生党员每月', scope: party, says: '学生党员每月交纳 {value} 元', ...article('第六条') },
  {
    id: 'party.dues.relief', value: 0.2, ...fixed, base: '下岗失业的党员、领取抚恤金和低保的党员每月', scope: party,
    says: '下岗失业的党员，依靠抚恤、救济和领取低保生活的党员，每月交纳 {value} 元', ...article('第六条'),
  },
  {
    id: 'party.dues.monthly-cap', value: 1000, unit: '元', comparator: '<=', base: '每月应交', force: 'generally', scope: party,
    says: '党员每月交纳党费一般不超过 {value} 元，自愿多交不限', ...notice,
  },
  {
    id: 'party.dues.rounding', value: 0.01, choices: [0.01, 0.1, 1], ...fixed, base: '应交数的最小单位', scope: party,
    says: '应交数四舍五入到 {value} 元', ...practice, note: '全国没有规定；官方举例保留到角（76.5 元）。',
  },
  // How they are paid
  {
    id: 'party.dues.late-months', value: 6, unit: '个月', comparator: '<=', base: '补交', force: 'generally', scope: party,
    says: '补交党费的时间一般不得超过 {value} 个月', ...article('第十二条'),
  },
  {
    id: 'party.dues.ahead-months', value: 0, unit: '个月', comparator: '<=', base: '预交', force: 'generally', scope: party,
    says: '党费按月交纳，可以预交 {value} 个月', article: '有的县规定不得一次预交几个月', source: 'D28', grade: 'C', from: unknownStart,
    note: '全国规定没有预交；也有地方允许预交不超过 6 个月，请按上级党组织的规定设置。支部同意按季交纳的另算。',
  },
  {
    id: 'party.dues.arrears-months', value: 6, unit: '个月', comparator: '<', base: '连续不交纳', force: 'must', scope: party,
    says: '没有正当理由，连续 {value} 个月不交纳党费的，按自行脱党处理', ...article('第十三条'),
    note: '不自动处理：由支部大会讨论决定除名，报上级党组织批准。',
  },
  {
    id: 'party.dues.payroll', value: 0, unit: '次', comparator: '=', base: '扣缴、垫交、要求交特殊党费', force: 'must', scope: party,
    says: '党组织不得垫交或扣缴党员党费，不得要求党员交纳规定以外的各种名目的“特殊党费”', ...article('第十四条'),
  },
  {
    id: 'party.dues.central-extra', value: 1000, unit: '元', comparator: '>=', base: '一次自愿多交', force: 'must', scope: party,
    says: '自愿一次多交纳 {value} 元以上的，全部上缴中央，由基层党委代收并附简要情况，中央组织部出具收据', ...article('第十一条'),
  },
  // League
  {
    id: 'league.dues.flat-below', value: 2000, unit: '元', comparator: '<', base: '每月工资收入（税后）', force: 'generally', scope: league,
    says: '每月工资收入（税后）在 {value} 元以下的，按固定数交纳', ...leagueText, note: '正好 2000 元，有的网页归入固定数；这里按规定原文“以下（不含）”。',
  },
  { id: 'league.dues.flat', value: 3, ...fixed, base: '每月', scope: league, says: '每月工资收入在 2000 元以下的团员，每月交纳 {value} 元', ...leagueText },
  {
    id: 'league.dues.rate', value: 0.2, share: [2, 1000], ...rate, base: '每月工资收入（税后）', scope: league,
    says: '每月工资收入（税后）在 2000 元以上（含）的，按 {value}（2‰）交纳，元以下舍去', ...leagueText,
  },
  {
    id: 'league.dues.cap', value: 20, unit: '元', comparator: '<=', base: '每月应交', force: 'must', scope: league,
    says: '团员每月交纳团费最高 {value} 元', ...leagueText,
  },
  { id: 'league.dues.student', value: 0.2, ...fixed, base: '学生团员每月', scope: league, says: '学生团员每月交纳 {value} 元', ...leagueText },
  { id: 'league.dues.farmer', value: 0.5, ...fixed, base: '农民团员每月', scope: league, says: '农民团员每月交纳 {value} 元', ...leagueText },
  {
    id: 'league.dues.salaried.band-1', value: 0.5, share: [5, 1000], ...rate, base: salaried, scope: { ...league, amount: { from: 0, to: 40_000 } },
    says: '每月工资收入在 400 元以下（含 400 元）的，交纳 {value}', ...oldLeagueText,
  },
  {
    id: 'league.dues.salaried.band-2', value: 1, share: [10, 1000], ...rate, base: salaried, scope: { ...league, amount: { from: 40_001 } },
    says: '每月工资收入在 400 元以上的，交纳 {value}', ...oldLeagueText,
  },
  { id: 'league.dues.student', value: 0.1, ...fixed, base: '学生团员每月', scope: league, says: '学生团员每月交纳 {value} 元', ...oldLeagueText },
  { id: 'league.dues.farmer', value: 0.1, ...fixed, base: '农民团员每月', scope: league, says: '农民团员每月交纳 {value} 元', ...oldLeagueText },
  {
    id: 'league.dues.voluntary', value: 0, ...fixed, base: '保留团籍的党员每月', scope: league,
    says: '保留团籍的共产党员（含预备党员）自愿交纳团费', ...leagueText, source: 'L1', grade: 'C',
  },
  {
    id: 'league.dues.late-months', value: 6, unit: '个月', comparator: '<=', base: '补交', force: 'generally', scope: league,
    says: '补交团费一般不超过 {value} 个月', ...practice,
  },
  {
    id: 'league.dues.ahead-months', value: 0, unit: '个月', comparator: '<=', base: '预交', force: 'generally', scope: league,
    says: '团费按月交纳，可以预交 {value} 个月', ...practice,
  },
  {
    id: 'league.dues.arrears-months', value: 6, unit: '个月', comparator: '<', base: '连续不交纳', force: 'must', scope: league,
    says: '没有正当理由，连续 {value} 个月不交纳团费的，按自行脱团处理', article: '《中国共产主义青年团章程》', source: 'Y1', grade: 'B', from: unknownStart,
    note: '不自动处理：由支部大会讨论决定除名，报上级批准。',
  },
  // Union
  {
    id: 'union.dues.rate', value: 0.5, share: [5, 1000], ...rate, base: '每月工资', scope: union,
    says: '会员每月交纳本人工资的 {value}', ...unionText, note: '奖金、津贴、稿费、救济金、退休金等不计。',
  },
  { id: 'union.dues.step', value: 10, ...fixed, base: '工资尾数', scope: union, says: '工资尾数不足 {value} 元的部分不计', ...unionText },
  { id: 'union.dues.apprentice', value: 0.05, ...fixed, base: '学徒每月', scope: union, says: '学徒每月交纳 {value} 元', ...unionText },
  {
    id: 'union.dues.retained', value: 0, ...fixed, base: '离退休、失业会员每月', scope: union,
    says: '会员退休、失业后保留会籍，免交会费', ...unionText,
  },
  {
    id: 'union.dues.late-months', value: 6, unit: '个月', comparator: '<=', base: '补交', force: 'generally', scope: union,
    says: '补交会费一般不超过 {value} 个月', ...practice,
  },
  {
    id: 'union.dues.ahead-months', value: 0, unit: '个月', comparator: '<=', base: '预交', force: 'generally', scope: union,
    says: '会费按月交纳，可以预交 {value} 个月', ...practice,
  },
  {
    id: 'union.dues.arrears-months', value: 6, unit: '个月', comparator: '<', base: '连续不交纳', force: 'must', scope: union,
    says: '连续 {value} 个月不交会费、不参加活动，经教育拒不改正的，视为自动退会', ...unionText,
  },
  {
    id: 'dues.remind-months', value: 3, unit: '个月', comparator: '<', base: '连续未交', force: 'generally', scope: {},
    says: '连续 {value} 个月未交的，提醒管收缴的同志个别谈话', ...practice,
  },
  // What the body owes: its month in order
  {
    id: 'dues.monthly', value: 1, every: 'month', unit: '次', comparator: '>=', base: '收缴党费', force: 'must',
    says: '党员应当按月交纳党费，支部每月收 {value} 次', scope: { ...party, kinds: ['party.branch'], unless: ['temporary'] }, ...article('第十二条'),
  },
  {
    id: 'dues.monthly', value: 1, every: 'month', unit: '次', comparator: '>=', base: '收缴团费', force: 'generally',
    says: '团员按月交纳团费，支部每月收 {value} 次', scope: { ...league, kinds: ['league.branch'], unless: ['temporary'] }, ...leagueText,
  },
  {
    id: 'dues.monthly', value: 1, every: 'month', unit: '次', comparator: '>=', base: '收缴会费', force: 'generally',
    says: '会员按月交纳会费，工会每月收 {value} 次', scope: { ...union, kinds: ['union.base', 'union.branch'] }, ...unionText,
  },
] as const satisfies readonly Regulation[]
