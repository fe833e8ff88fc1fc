import { unknownStart, type Regulation } from '#regulations/rules.ts'

const charter = { article: '《中华全国妇女联合会章程》', source: 'M', grade: 'M', from: unknownStart } as const

const line = 'women'

export const womenRules = [
  {
    id: 'women.federation.term', value: 5, unit: '年', comparator: '=', base: '妇联任期', force: 'must',
    says: '妇联执行委员会每届任期 {value} 年', scope: { line, kinds: ['women.federation'] }, ...charter,
  },
  {
    id: 'women.committee.term', value: 5, unit: '年', comparator: '=', base: '妇委会任期', force: 'must',
    says: '妇女委员会每届任期三年至五年，本妇委会按 {value} 年计算',
    choices: [3, 4, 5], scope: { line, kinds: ['women.committee'] }, ...charter,
  },
] as const satisfies readonly Regulation[]
