import { unknownStart, type Regulation } from '#regulations/rules.ts'

// What becomes of dues once they are collected: who holds them, what they may be used for, what goes up, what is told.
const party = { line: 'party' } as const
const league = { line: 'league' } as const
const union = { line: 'union' } as const

const text = { grade: 'B', source: 'D13', from: '2008-04-01' } as const
const article = (number: string) =>
  ({ ...text, article: `《关于中国共产党党费收缴、使用和管理的规定》（中组发〔2008〕3号）${number}` }) as const
const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const
const wider = {
  article: '中央和国家机关党费使用的做法，别处是否适用待核', source: 'D20', grade: 'D', from: unknownStart, choices: [0, 1],
} as const
const use = { unit: '个', comparator: '=', force: 'must', base: '使用项目' } as const
const ratio = { unit: '%', comparator: '=', base: '本年实交党费', force: 'generally' } as const
const accounts = {
  party: ['party.local-committee', 'party.working-committee', 'party.agency-committee', 'party.committee'],
  league: ['league.local-committee', 'league.working-committee', 'league.committee'],
  union: ['union.federation', 'union.base'],
} as const

export const duesMoneyRules = [
  // 计算基数: how long it stands, and whether what comes once a year counts; an organisation says so with its document
  {
    id: 'party.dues.base-fixed', value: 12, choices: [12, 1], unit: '个月', comparator: '=', base: '计算基数', force: 'generally', scope: party,
    says: '党费计算基数年初核定，{value} 个月内一般不变', article: '《关于进一步规范党费工作的通知》（组电明字〔2017〕5号）', source: 'D4',
    grade: 'B', from: '2017-01-01', dated: 'year', note: '2008 年的规定第十条是从工资变动的当月起；按月核定的选 1。',
  },
  {
    id: 'party.dues.bonus', value: 0, choices: [0, 1], unit: '个', comparator: '=', base: '年终一次性奖金', force: 'generally', scope: party,
    says: '年终一次性奖金是否计入发放当月的计算基数：{value}（1 计入，0 不计入）', article: '各地做法不一，正式文本未见', source: 'D12', grade: 'D',
    from: unknownStart, note: '年薪制按当月实际领取的薪酬计算，不在此列。',
  },
  // 第十九条: five things; what else is in use here and there is off until a superior's document allows it
  { id: 'party.dues.use.training', value: 1, ...use, scope: party, says: '党费使用第 {value} 项：培训党员', ...article('第十九条') },
  {
    id: 'party.dues.use.materials', value: 2, ...use, scope: party, ...article('第十九条'),
    says: '党费使用第 {value} 项：订阅或购买用于开展党员教育的报刊、资料、音像制品和设备',
  },
  {
    id: 'party.dues.use.commendation', value: 3, ...use, scope: party, ...article('第十九条'),
    says: '党费使用第 {value} 项：表彰先进基层党组织、优秀共产党员和优秀党务工作者',
  },
  { id: 'party.dues.use.hardship', value: 4, ...use, scope: party, says: '党费使用第 {value} 项：补助生活困难的党员', ...article('第十九条') },
  {
    id: 'party.dues.use.disaster', value: 5, ...use, scope: party, ...article('第十九条'),
    says: '党费使用第 {value} 项：补助遭受严重自然灾害的党员和修缮因灾受损的基层党员教育设施',
  },
  {
    id: 'party.dues.use.meetings', value: 0, ...use, scope: party, ...wider,
    says: '党费能否用于三会一课、主题党日、换届的会议费用：{value}（1 可以，0 不可以）',
  },
  {
    id: 'party.dues.use.places', value: 0, ...use, scope: party, ...wider,
    says: '党费能否用于新建、修缮基层党组织活动场所：{value}（1 可以，0 不可以）',
  },
  {
    id: 'party.dues.use.costs', value: 0, ...use, scope: party, ...wider,
    says: '党费能否用于印制证书、党徽和银行手续费：{value}（1 可以，0 不可以）',
  },
  {
    id: 'league.dues.use.work', value: 1, ...use, scope: league, choices: [0, 1], ...practice,
    says: '团费用于团员教育和团的活动：{value}（1 可以，0 不可以）',
  },
  {
    id: 'union.dues.use.work', value: 1, ...use, scope: union, choices: [0, 1], ...practice,
    says: '会费用于会员活动和服务：{value}（1 可以，0 不可以）',
  },
  {
    id: 'dues.use.collective', value: 1, unit: '次', comparator: '>=', base: '使用和下拨前的集体讨论', force: 'must', scope: {},
    says: '党费的使用和下拨，应当先集体讨论决定 {value} 次以上，不能个人或者少数人说了算', ...article('第二十条'), note: '团费、会费参照。',
  },
  {
    id: 'dues.two-persons', value: 2, unit: '人', comparator: '>=', base: '经手一笔账的人', force: 'must', scope: {}, ...practice,
    says: '会计和出纳由不同的人担任，一笔账至少经过 {value} 人',
  },
  // 上缴: which text a body falls under is a fact nobody can read from its place in the tree; it says so by a setting
  {
    id: 'party.dues.remit.class', value: 0, choices: [0, 1, 2, 3], unit: '个', comparator: '=', base: '上缴属于哪一类', force: 'generally',
    scope: party, ...practice,
    says: '上缴属于第 {value} 类（0 按上级规定的比例；1 省级及中央直属；2 关系在地方的铁路、民航；3 关系在地方的人民银行和中央金融机构分行）',
  },
  {
    id: 'party.dues.remit.local', value: 0, ...ratio, scope: { ...party, kinds: accounts.party }, ...practice,
    says: '每年按实交党费的 {value}% 上缴上级党组织', note: '全国没有统一规定，0 表示还没有按上级的文件设置。',
  },
  {
    id: 'party.dues.remit.local', value: 20, ...ratio, scope: { ...party, kinds: ['party.local-committee'], regions: ['51'] },
    says: '市（州）党委和省级系统每年按实交党费的 {value}% 上缴省委', article: '四川省的规定', source: 'D16', grade: 'D', from: unknownStart,
  },
  {
    id: 'party.dues.remit.centre', value: 5, ...ratio, force: 'must', scope: party, ...article('第十五条'),
    says: '每年按全年实交党费的 {value}% 上缴中央',
  },
  {
    id: 'party.dues.remit.transport', value: 10, ...ratio, force: 'must', scope: party, ...article('第十六条'),
    says: '党的关系在地方的铁路、民航党委，按实交党费的 {value}% 上缴地方党委',
  },
  {
    id: 'party.dues.remit.finance', value: 5, ...ratio, force: 'must', scope: party, ...article('第十六条'),
    says: '人民银行地市中心支行和中央其他金融机构省级分行党委，按实交党费的 {value}% 上缴地方党委',
    note: '再往下的机构不再向地方上缴。',
  },
  {
    id: 'party.dues.remit.by', value: 4, unit: '个月', comparator: '<=', base: '上年党费上缴', force: 'must', scope: party,
    says: '上年应上缴的党费，在次年前 {value} 个月内上缴', ...article('第十五条'), note: '第十五条说的是上缴中央；各级的期限由上级规定。',
  },
  {
    id: 'league.dues.remit.local', value: 0, ...ratio, base: '本年实交团费', scope: { ...league, kinds: accounts.league }, ...practice,
    from: '2016-01-01', dated: 'year',
    says: '每年按实交团费的 {value}% 上缴上级团委', note: '现行比例没有找到，0 表示还没有按上级的文件设置。',
  },
  {
    id: 'league.dues.remit.local', value: 50, ...ratio, base: '本年实交团费', scope: { ...league, kinds: ['league.committee'] },
    says: '县以下团委留用一半，{value}% 上缴', article: '2016年以前的团费标准', source: 'L5', grade: 'D', from: unknownStart, to: '2016-01-01',
  },
  {
    id: 'union.dues.remit.local', value: 0, ...ratio, base: '本年实交会费', force: 'must', scope: union,
    says: '会费全部留归基层工会，上缴 {value}%', article: '全国总工会关于收交工会会费的规定', source: 'U1', grade: 'B', from: unknownStart,
  },
  // 公布
  {
    id: 'dues.publicity.grain', value: 2, choices: [1, 2, 3], unit: '个', comparator: '=', base: '公布到什么程度', force: 'generally',
    says: '向党员公布党费收缴、使用情况，公布到第 {value} 级（1 全年合计；2 分月；3 分月、分下级组织）', scope: {}, ...practice,
    note: '每个人交多少不公布：金额只有本人和管收缴的同志看得到。',
  },
  {
    id: 'dues.publicity', value: 1, every: 'year', unit: '次', comparator: '>=', base: '公布党费收缴使用情况', force: 'must',
    says: '党支部每年向党员公布党费收缴情况 {value} 次，党委向党员大会或代表大会报告',
    scope: { ...party, kinds: ['party.branch', ...accounts.party], unless: ['temporary'] },
    ...text, source: 'D17', article: '《关于中国共产党党费收缴、使用和管理的规定》（中组发〔2008〕3号）',
  },
  {
    id: 'dues.remittance', value: 1, every: 'year', unit: '次', comparator: '>=', base: '上缴上年党费', force: 'must',
    says: '每年按规定比例上缴上年党费 {value} 次', scope: { ...party, kinds: accounts.party }, ...article('第十五条'),
  },
  // 未交: the member first, then the secretary, at last the branch meeting
  {
    id: 'dues.arrears.member', value: 1, unit: '个月', comparator: '>=', base: '结账后未交', force: 'generally', scope: {}, ...practice,
    says: '有 {value} 个月未交的，先提醒本人',
  },
  {
    id: 'dues.arrears.deadline', value: 5, unit: '个月', comparator: '>=', base: '连续未交', force: 'generally', scope: {}, ...practice,
    says: '连续 {value} 个月未交的，谈话并限期补交',
  },
] as const satisfies readonly Regulation[]
