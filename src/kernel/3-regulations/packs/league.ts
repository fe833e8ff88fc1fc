import { unknownStart, type Regulation } from '#regulations/rules.ts'

// The branch regulation of 2019: the sources give the year only.
const branchText = {
  article: '《团支部工作条例（试行）》', source: 'Y4', grade: 'B', from: '2019-01-01', dated: 'year',
} as const
const committeeText = { ...branchText, source: 'Y5' } as const
const electionText = {
  article: '《团基层组织选举工作条例》（中青发〔2025〕1号）', source: 'Y6', grade: 'B', from: '2025-01-03',
} as const
const oldTermText = { ...branchText, source: 'Y5', from: unknownStart, dated: undefined, to: '2025-01-03' } as const
const charter = { article: '《中国共产主义青年团章程》', source: 'Y1', grade: 'B', from: unknownStart } as const
const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const

const branch = { line: 'league', kinds: ['league.branch'] } as const
const branches = { line: 'league', kinds: ['league.branch', 'league.general-branch'] } as const
const student = { line: 'league', kinds: ['league.branch'], flags: ['student'] } as const
const temporary = { line: 'league', kinds: ['league.branch'], flags: ['temporary'] } as const
const committee = { line: 'league', kinds: ['league.committee'] } as const

export const leagueRules = [
  // Members and committee of a branch
  {
    id: 'league.branch.members-min', value: 3, unit: '人', comparator: '>=', base: '团员', force: 'must',
    says: '有团员 {value} 人以上的，应当成立团支部', scope: branch, ...branchText,
  },
  {
    id: 'league.branch.members-max', value: 50, unit: '人', comparator: '<=', base: '团员', force: 'generally',
    says: '团支部团员人数一般不超过 {value} 人，超过的须经上级批准', scope: branch, ...branchText,
  },
  {
    id: 'league.branch.project-months-min', value: 6, unit: '个月', comparator: '>=', base: '项目工期', force: 'generally',
    says: '期限 {value} 个月以上、符合条件的工程、项目等，成立团支部', scope: branch, ...branchText,
  },
  {
    id: 'league.branch.committee-from', value: 7, unit: '人', comparator: '>=', base: '团员', force: 'must', obliges: true,
    says: '团员 {value} 人以上的团支部，应当设立支部委员会', scope: branch, ...committeeText,
  },
  {
    id: 'league.branch.committee-min', value: 3, unit: '人', comparator: '>=', base: '支部委员', force: 'must',
    says: '团支部委员会不少于 {value} 人', scope: branch, ...committeeText,
  },
  {
    id: 'league.branch.committee-usual', value: 5, unit: '人', comparator: '<=', base: '支部委员', force: 'generally',
    says: '团支部委员会由 3 至 {value} 人组成', scope: branch, ...committeeText,
  },
  {
    id: 'league.branch.committee-max', value: 7, unit: '人', comparator: '<=', base: '支部委员', force: 'must',
    says: '团支部委员会不超过 {value} 人', scope: branch, ...committeeText,
  },
  {
    id: 'league.branch.temporary.secretary-appointed', value: 1, unit: '人', comparator: '=', base: '指定的书记',
    force: 'must', says: '临时团支部的书记由批准成立的组织指定 {value} 人，任务结束即撤销', scope: temporary, ...committeeText,
  },
  // Terms: the rule on the day a term began counts for that term
  {
    id: 'league.branch.term', value: 3, unit: '年', comparator: '=', base: '支部任期', force: 'must',
    says: '团支部、团总支每届任期二年或三年，本支部按 {value} 年计算', choices: [2, 3], scope: branches, ...oldTermText,
  },
  {
    id: 'league.branch.term', value: 1, unit: '年', comparator: '=', base: '支部任期', force: 'must',
    says: '学生团支部每届任期 {value} 年', scope: student, ...oldTermText,
  },
  {
    id: 'league.branch.term', value: 3, unit: '年', comparator: '=', base: '支部任期', force: 'must',
    says: '团支部、团总支每届任期 {value} 年', scope: branches, ...electionText,
  },
  {
    id: 'league.branch.term', value: 1, unit: '年', comparator: '=', base: '支部任期', force: 'must',
    says: '学生团支部每届任期 {value} 年', scope: student, ...electionText,
  },
  {
    id: 'league.committee.term', value: 5, unit: '年', comparator: '=', base: '团委任期', force: 'must',
    says: '基层团委每届任期三年至五年，本团委按 {value} 年计算', choices: [3, 4, 5], scope: committee, ...practice,
    to: '2025-01-03',
  },
  {
    id: 'league.committee.term', value: 5, unit: '年', comparator: '=', base: '团委任期', force: 'must',
    says: '基层团委每届任期三年至五年，一般与同级党组织相同，本团委按 {value} 年计算',
    choices: [3, 4, 5], scope: committee, ...electionText,
  },
  {
    id: 'league.local-committee.term', value: 5, unit: '年', comparator: '=', base: '团委任期', force: 'must',
    says: '团的地方委员会每届任期 {value} 年', scope: { line: 'league', kinds: ['league.local-committee'] }, ...practice,
  },
  {
    id: 'league.election.shift-max', value: 6, unit: '个月', comparator: '<=', base: '提前或延期', force: 'must',
    says: '团支部提前或者延期换届，须经同级党组织同意、上级团组织批准，不超过 {value} 个月', scope: branch, ...electionText,
  },
  {
    id: 'league.election.shift-max', value: 12, unit: '个月', comparator: '<=', base: '提前或延期', force: 'must',
    says: '提前或者延期换届，须经同级党组织同意、上级团组织批准，不超过 1 年（{value} 个月）',
    scope: { line: 'league', kinds: ['league.general-branch', 'league.committee'] }, ...electionText,
  },
  // People. "二十八周岁以下" is coded as < 28: who has reached 28 without a League post must leave.
  {
    id: 'league.member.age-min', value: 14, unit: '岁', comparator: '>=', base: '申请入团的人', force: 'must',
    says: '年满 {value} 周岁可以申请入团', scope: { line: 'league' }, ...charter,
  },
  {
    id: 'league.member.age-below', value: 28, unit: '岁', comparator: '<', base: '团员', force: 'must',
    says: '年满 {value} 周岁、没有担任团内职务的，应当办理离团手续', scope: { line: 'league' }, ...charter,
  },
  {
    id: 'league.youth.age-max', value: 35, unit: '岁', comparator: '<=', base: '青年', force: 'generally',
    says: '团组织联系服务的青年，按 {value} 周岁以下统计', scope: { line: 'league' }, ...practice,
    note: '有的地方按不满 35 周岁统计。',
  },
  // Transfer of the membership relationship
  {
    id: 'league.transfer.answer-days', value: 10, unit: '天', comparator: '<=', base: '转出后的天数', force: 'generally',
    says: '转出的团员组织关系，接收团组织一般在 {value} 天内接收或退回，过期由共同的上级组织决定', scope: { line: 'league' }, ...practice,
  },
  {
    id: 'league.transfer.letter-months', value: 3, unit: '个月', comparator: '<=', base: '介绍信的有效期', force: 'generally',
    says: '组织关系介绍信的有效期一般不超过 {value} 个月', scope: { line: 'league' }, ...practice,
  },
] as const satisfies readonly Regulation[]
