import { unknownStart, type Regulation } from '#regulations/rules.ts'

// The branch regulation of 2018; the sources give month [M] and no article for setting up.
const branchText = {
  article: '《中国共产党支部工作条例（试行）》', source: 'P2', grade: 'B', from: '2018-10-01', dated: 'month',
} as const
// The limits of 50 and 100 are read on a local party site [P4], which names no document, and in article 4 of the
// regulation for state enterprises [P5].
const setUpText = {
  article: '党的基层组织设置的规定（地方党组织公布的文本）', source: 'P4', grade: 'A', from: unknownStart,
} as const
const enterpriseText = {
  article: '《中国共产党国有企业基层组织工作条例（试行）》第四条', source: 'P5', grade: 'B', from: unknownStart,
} as const
const electionText = { article: '《中国共产党基层组织选举工作条例》', source: 'P1', grade: 'B', from: '2020-07-13' } as const
// Terms of two to three (committee: three to five) years in older local texts, until 2018-10.
const oldTermText = { article: '2018年前的地方规定', source: 'P4', grade: 'A', from: unknownStart, to: '2018-10-01' } as const
const termText = {
  article: '党的基层组织任期的规定', source: 'M', grade: 'M', from: '2018-10-01', dated: 'month',
} as const
const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const

const branch = { line: 'party', kinds: ['party.branch'] } as const
const temporary = { line: 'party', kinds: ['party.branch'], flags: ['temporary'] } as const
const general = { line: 'party', kinds: ['party.general-branch'] } as const
const committees = { line: 'party', kinds: ['party.committee', 'party.agency-committee'] } as const
const bases = {
  line: 'party', kinds: ['party.branch', 'party.general-branch', 'party.committee', 'party.agency-committee'],
} as const
const stateOwned = { sectors: ['state-enterprise'] } as const
const rural = { sectors: ['village', 'community'] } as const

export const partyRules = [
  // Members and committee of a branch
  {
    id: 'party.branch.members-min', value: 3, unit: '人', comparator: '>=', base: '正式党员', force: 'must',
    says: '有正式党员 {value} 人以上的，应当成立党支部', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.members-max', value: 50, unit: '人', comparator: '<=', base: '党员', force: 'generally',
    says: '党支部党员人数一般不超过 {value} 人', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.joint-units-max', value: 5, unit: '个', comparator: '<=', base: '单位', force: 'generally',
    says: '正式党员不足 3 人的单位成立联合党支部，覆盖单位一般不超过 {value} 个', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.project-months-min', value: 6, unit: '个月', comparator: '>=', base: '项目工期', force: 'generally',
    says: '期限 {value} 个月以上、符合条件的工程、项目等，成立党支部', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.committee-from', value: 7, unit: '人', comparator: '>=', base: '正式党员', force: 'must', obliges: true,
    says: '正式党员 {value} 人以上的党支部，应当设立支部委员会', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.committee-min', value: 3, unit: '人', comparator: '>=', base: '支部委员', force: 'must',
    says: '支部委员会不少于 {value} 人', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.committee-usual', value: 5, unit: '人', comparator: '<=', base: '支部委员', force: 'generally',
    says: '支部委员会由 3 至 {value} 人组成', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.committee-max', value: 7, unit: '人', comparator: '<=', base: '支部委员', force: 'generally',
    says: '支部委员会一般不超过 {value} 人', scope: branch, ...branchText,
  },
  // A temporary branch; appointment and ending are stated for its League twin, the rest is practice
  {
    id: 'party.branch.temporary.secretary-appointed', value: 1, unit: '人', comparator: '=', base: '指定的书记',
    force: 'must', says: '临时党支部的书记由批准成立的党组织指定 {value} 人', scope: temporary, ...practice,
  },
  {
    id: 'party.branch.temporary.elections', value: 0, unit: '次', comparator: '=', base: '选举', force: 'must',
    says: '临时党支部不进行选举，任务结束即撤销', scope: temporary, ...practice,
  },
  {
    id: 'party.branch.temporary.admissions', value: 0, unit: '人', comparator: '=', base: '发展党员', force: 'must',
    says: '临时党支部不发展党员', scope: temporary, ...practice,
  },
  {
    id: 'party.branch.temporary.dues', value: 0, unit: '次', comparator: '=', base: '收缴党费', force: 'must',
    says: '临时党支部不收缴党费，党员仍在组织关系所在支部交纳', scope: temporary, ...practice,
  },
  // General branch and committee: below the limit only with approval
  {
    id: 'party.general-branch.members-min', value: 50, unit: '人', comparator: '>=', base: '党员', force: 'must',
    says: '党员 {value} 人以上、100 人以下的，设立党总支；不足 {value} 人的，须经上级党组织批准',
    waiver: 'superior', scope: general, ...setUpText,
  },
  {
    id: 'party.general-branch.members-min', value: 50, unit: '人', comparator: '>=', base: '党员', force: 'must',
    says: '党员 {value} 人以上、100 人以下的，设立党总支；不足 {value} 人的，须经上级党组织批准',
    waiver: 'superior', scope: { ...general, ...stateOwned }, ...enterpriseText,
  },
  {
    id: 'party.general-branch.members-max', value: 100, unit: '人', comparator: '<', base: '党员', force: 'generally',
    says: '党员 {value} 人以上的，设立基层党委', scope: general, ...setUpText,
  },
  {
    id: 'party.committee.members-min', value: 100, unit: '人', comparator: '>=', base: '党员', force: 'must',
    says: '党员 {value} 人以上的，设立党的基层委员会；不足 {value} 人的，须经上级党组织批准',
    waiver: 'superior', scope: committees, ...setUpText,
  },
  {
    id: 'party.committee.members-min', value: 100, unit: '人', comparator: '>=', base: '党员', force: 'must',
    says: '党员 {value} 人以上的，设立党的基层委员会；不足 {value} 人的，须经上级党组织批准',
    waiver: 'superior', scope: { ...committees, ...stateOwned }, ...enterpriseText,
  },
  // Terms
  {
    id: 'party.branch.term', value: 3, unit: '年', comparator: '=', base: '支部任期', force: 'must',
    says: '党支部每届任期二年或三年，本支部按 {value} 年计算', choices: [2, 3], scope: branch, ...oldTermText,
  },
  {
    id: 'party.branch.term', value: 3, unit: '年', comparator: '=', base: '支部任期', force: 'must',
    says: '党支部每届任期 {value} 年', scope: branch, ...branchText,
  },
  {
    id: 'party.branch.term', value: 5, unit: '年', comparator: '=', base: '支部任期', force: 'must',
    says: '村、社区党支部每届任期 {value} 年', scope: { ...branch, ...rural }, ...branchText,
  },
  {
    id: 'party.general-branch.term', value: 3, unit: '年', comparator: '=', base: '总支任期', force: 'must',
    says: '党总支每届任期二年或三年，本总支按 {value} 年计算', choices: [2, 3], scope: general, ...oldTermText,
  },
  {
    id: 'party.general-branch.term', value: 3, unit: '年', comparator: '=', base: '总支任期', force: 'must',
    says: '党总支每届任期 {value} 年', scope: general, ...termText,
  },
  {
    id: 'party.general-branch.term', value: 5, unit: '年', comparator: '=', base: '总支任期', force: 'must',
    says: '村、社区党总支每届任期 {value} 年', scope: { ...general, ...rural }, ...termText,
  },
  {
    id: 'party.committee.term', value: 5, unit: '年', comparator: '=', base: '党委任期', force: 'must',
    says: '基层党委每届任期三年至五年，本党委按 {value} 年计算', choices: [3, 4, 5], scope: committees, ...oldTermText,
  },
  {
    id: 'party.committee.term', value: 5, unit: '年', comparator: '=', base: '党委任期', force: 'must',
    says: '基层党委每届任期 {value} 年', scope: committees, ...termText,
  },
  {
    id: 'party.local-committee.term', value: 5, unit: '年', comparator: '=', base: '党委任期', force: 'must',
    says: '党的地方委员会每届任期 {value} 年', scope: { line: 'party', kinds: ['party.local-committee'] }, ...practice,
  },
  {
    id: 'party.election.shift-max', value: 12, unit: '个月', comparator: '<=', base: '提前或延期', force: 'must',
    says: '提前或者延期换届须经上级党组织批准，提前或延长不超过 1 年（{value} 个月）', scope: bases, ...electionText,
  },
  // People
  {
    id: 'party.member.age-min', value: 18, unit: '岁', comparator: '>=', base: '申请入党的人', force: 'must',
    says: '年满 {value} 岁可以申请入党', scope: { line: 'party' }, ...practice, article: '《中国共产党章程》',
  },
  // Transfer of the membership relationship
  {
    id: 'party.transfer.answer-days', value: 30, unit: '天', comparator: '<=', base: '转出后的天数', force: 'generally',
    says: '转出的党员组织关系，接收党组织一般在 {value} 天内接收或退回，过期由共同的上级组织决定', scope: { line: 'party' }, ...practice,
  },
  {
    id: 'party.transfer.letter-months', value: 3, unit: '个月', comparator: '<=', base: '介绍信的有效期', force: 'generally',
    says: '组织关系介绍信的有效期一般不超过 {value} 个月', scope: { line: 'party' }, ...practice,
  },
] as const satisfies readonly Regulation[]
