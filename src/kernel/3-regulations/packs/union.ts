import { unknownStart, type Regulation } from '#regulations/rules.ts'

const law = { article: '《中华人民共和国工会法》第十一条', source: 'U3', grade: 'D', from: unknownStart } as const
const charter = { article: '《中国工会章程》', source: 'U3', grade: 'D', from: unknownStart } as const
const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const
const sizeText = {
  article: '基层工会委员会人数的规定', source: 'U5', grade: 'D', from: unknownStart,
  note: '另一张通行的表要求单数（10 至 25 人设 3 人，26 至 100 人设 3 至 5 人，101 至 200 人设 5 至 7 人），请按上级工会的规定设置。',
} as const
const line = 'union'
const kinds = ['union.base'] as const
const base = { line, kinds } as const

const size = { unit: '人', base: '工会委员', force: 'generally', ...sizeText } as const
const smallestWords = '按会员人数，工会委员会不少于 {value} 人'
const largestWords = '按会员人数，工会委员会不超过 {value} 人'

// Members from, to, smallest and largest committee
const sizeTable = [
  [0, 25, 1, 1], [26, 200, 3, 7], [201, 1000, 7, 15], [1001, 5000, 15, 21], [5001, 10_000, 21, 29],
] as const

const committeeSizes = sizeTable.flatMap(([from, to, smallest, largest]) => {
  const common = { ...size, scope: { line, kinds, members: { from, to } } } as const
  return [
    { id: 'union.base.committee-min', value: smallest, comparator: '>=', says: smallestWords, ...common },
    { id: 'union.base.committee-max', value: largest, comparator: '<=', says: largestWords, ...common },
  ] as const
})

export const unionRules = [
  // Not a minimum: with fewer members a unit may still found its own union, join others, or elect one organiser.
  {
    id: 'union.base.duty-from', value: 25, unit: '人', comparator: '>=', base: '会员', force: 'must', obliges: true,
    says: '有会员 {value} 人以上的，应当建立基层工会委员会；不足 {value} 人的，可以单独或联合建立，或者选举组织员一人',
    scope: base, ...law,
  },
  {
    id: 'union.women-committee.duty-from', value: 10, unit: '人', comparator: '>=', base: '女会员', force: 'must', obliges: true,
    says: '有女会员 {value} 人以上的，应当建立工会女职工委员会', scope: base, ...charter,
    note: '有的网页写作 25 人，此处取 10 人。',
  },
  ...committeeSizes,
  {
    id: 'union.base.committee-max', value: 37, comparator: '<=', says: largestWords, ...size,
    scope: { line, kinds, members: { from: 10_001 } },
  },
  // Terms
  {
    id: 'union.base.term', value: 3, unit: '年', comparator: '=', base: '工会任期', force: 'must',
    says: '基层工会委员会每届任期三年或五年，本工会按 {value} 年计算',
    choices: [3, 5], scope: { line, kinds: ['union.base', 'union.branch', 'union.women-committee'] }, ...practice,
  },
  {
    id: 'union.federation.term', value: 5, unit: '年', comparator: '=', base: '工会任期', force: 'must',
    says: '地方总工会每届任期 {value} 年', scope: { line, kinds: ['union.federation'] }, ...practice,
  },
  // Transfer of the membership relationship
  {
    id: 'union.transfer.answer-days', value: 30, unit: '天', comparator: '<=', base: '转出后的天数', force: 'generally',
    says: '转出的工会会员关系，接收工会一般在 {value} 天内接收或退回，过期由共同的上级组织决定', scope: { line: 'union' }, ...practice,
  },
] as const satisfies readonly Regulation[]
