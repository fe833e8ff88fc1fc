import { unknownStart, type Regulation } from '#regulations/rules.ts'

// 组织覆盖: from when a unit must have an organisation of a line stands with that line (`league.branch.members-min`,
// `party.branch.members-min`, `union.women-committee.duty-from`). Here is what only the search for blank spots asks.
const branchText = {
  article: '《团支部工作条例（试行）》', source: 'Y4', grade: 'B', from: '2019-01-01', dated: 'year',
} as const
const partyBranchText = {
  article: '《中国共产党支部工作条例（试行）》', source: 'P2', grade: 'B', from: '2018-10-01', dated: 'month',
} as const
const law = { article: '《中华人民共和国工会法》第十一条', source: 'U3', grade: 'D', from: unknownStart } as const
const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const
// Told in the League's newspaper of 10 May 2019; the notice itself was not seen.
const threeHaves = {
  article: '团的基层组织“有组织、有团干、有团员”的整顿标准', source: 'Y23', grade: 'A', from: '2019-05-10',
} as const

const league = { line: 'league', kinds: ['league.branch'] } as const
const party = { line: 'party', kinds: ['party.branch'] } as const
const union = { line: 'union', kinds: ['union.base'] } as const

const known = {
  value: 0, unit: '个', comparator: '<=', base: '没有掌握的情况', force: 'generally',
  says: '判断该不该建组织所需的人数没有掌握的，先核实补齐，不作推测', ...practice,
} as const
const reachable = { value: 1, unit: '人', comparator: '>=', base: '联系得上的成员', force: 'generally' } as const
const seated = { value: 1, unit: '人', comparator: '>=', base: '任职人员', force: 'generally' } as const

export const coverageRules = [
  {
    id: 'coverage.league.joint-from', value: 1, unit: '人', comparator: '>=', base: '团员', force: 'generally', obliges: true,
    says: '有团员 {value} 人以上、不够单独成立团支部的，与邻近单位成立联合团支部', scope: league, ...branchText,
  },
  {
    id: 'coverage.league.young-from', value: 1, unit: '人', comparator: '>=', base: '青年', force: 'generally', obliges: true,
    says: '有青年 {value} 人以上而没有团员的（有青年无团员），先做青年工作、发展团员，再建团', scope: league, ...practice,
  },
  {
    id: 'coverage.union.staff-from', value: 25, unit: '人', comparator: '>=', base: '职工', force: 'generally', obliges: true,
    says: '有职工 {value} 人以上的单位，应当推动建立基层工会', scope: union, ...law,
    note: '法律条文按会员人数计算；还没有工会的单位没有会员数，这里按职工数查找。',
  },
  { id: 'coverage.league.facts', scope: league, ...known },
  { id: 'coverage.party.facts', scope: party, ...known },
  { id: 'coverage.union.facts', scope: union, ...known },
  {
    id: 'coverage.league.reachable-min', ...reachable,
    says: '团支部应有团员，且至少 {value} 人联系得上；全部失联或没有团员的是空心支部', scope: league, ...threeHaves,
  },
  {
    id: 'coverage.league.officer-min', ...seated,
    says: '团支部应有团干部，至少 {value} 人任职', scope: league, ...threeHaves,
  },
  {
    id: 'coverage.party.reachable-min', ...reachable,
    says: '党支部应有党员，且至少 {value} 人联系得上；全部失联或没有党员的是空心支部', scope: party, ...practice,
  },
  {
    id: 'coverage.party.officer-min', ...seated,
    says: '党支部有正式党员 7 人以上的设支部委员会，不足 7 人的设 1 名书记，都应至少有 {value} 人任职', scope: party, ...partyBranchText,
  },
] as const satisfies readonly Regulation[]
