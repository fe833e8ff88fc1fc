import type { Regulation } from '#regulations/rules.ts'

// Joining the League, and being recommended by it to the Party: intervals and shares. Other units' words for both texts
// were seen, not the texts: all are 待核.
const line = { line: 'league' } as const
const admission = { article: '《发展团员工作细则》', source: 'Y20', grade: 'C', from: '2023-08-17', scope: line } as const
const recommending = {
  article: '《共青团推优入党工作实施办法》（中青发〔2019〕9号）', source: 'Y24', grade: 'C', from: '2019-01-01', dated: 'year', scope: line,
} as const

export const joiningRules = [
  {
    id: 'league.joining.talk-months', value: 1, unit: '个月', comparator: '<=', base: '收到入团申请书以后', force: 'must',
    says: '收到入团申请书以后 {value} 个月以内派人同申请人谈话', ...admission,
  },
  {
    id: 'league.joining.training-months', value: 3, unit: '个月', comparator: '>=', base: '确定为入团积极分子以后', force: 'must',
    says: '入团积极分子经过 {value} 个月以上培养教育，方可列为发展对象', ...admission,
  },
  {
    id: 'league.joining.lesson-hours', value: 8, unit: '学时', comparator: '>=', base: '入团积极分子', force: 'must',
    says: '入团积极分子接受团课学习不少于 {value} 学时', ...admission,
  },
  {
    id: 'league.joining.introducers', value: 2, unit: '人', comparator: '=', base: '入团介绍人', force: 'must',
    says: '入团须有 {value} 名团员作介绍人', ...admission, article: '《中国共产主义青年团章程》', source: 'Y3', grade: 'D',
  },
  {
    id: 'league.recommend.age-min', value: 18, unit: '岁', comparator: '>=', base: '推优对象', force: 'must',
    says: '推优对象年满 {value} 周岁', ...recommending,
  },
  {
    id: 'league.recommend.league-age', value: 1, unit: '年', comparator: '>=', base: '推优对象的团龄', force: 'must',
    says: '推优对象的团龄在 {value} 年以上', ...recommending,
  },
  {
    id: 'league.recommend.share-max', value: 20 / 100, share: [20, 100], unit: '比例', comparator: '<=', base: '支部团员', force: 'generally',
    says: '一次推优的人数一般不超过支部团员的{value}', ...recommending,
  },
  {
    id: 'league.recommend.valid-years', value: 2, unit: '年', comparator: '<=', base: '推优结果的有效期', force: 'must',
    says: '推优结果 {value} 年内有效', ...recommending,
  },
] as const satisfies readonly Regulation[]
