import { unknownStart, type Regulation } from '#regulations/rules.ts'

const charter = { article: '《中国少年先锋队章程》', source: 'M', grade: 'M', from: unknownStart } as const

const line = 'pioneers'

const practice = { article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart } as const

export const pioneersRules = [
  {
    id: 'pioneers.member.age-min', value: 6, unit: '岁', comparator: '>=', base: '申请入队的儿童', force: 'must',
    says: '年满 {value} 周岁可以申请入队', scope: { line }, ...charter,
  },
  {
    id: 'pioneers.member.age-below', value: 14, unit: '岁', comparator: '<', base: '少先队员', force: 'generally',
    says: '年满 {value} 周岁离队', scope: { line }, ...charter,
    note: '离队仪式常按年级集体举行，可晚于生日。',
  },
  {
    id: 'pioneers.squad.members-min', value: 5, unit: '人', comparator: '>=', base: '少先队员', force: 'generally',
    says: '小队不少于 {value} 人', scope: { line, kinds: ['pioneers.squad'] }, ...charter,
  },
  {
    id: 'pioneers.squad.members-max', value: 13, unit: '人', comparator: '<=', base: '少先队员', force: 'generally',
    says: '小队不超过 {value} 人', scope: { line, kinds: ['pioneers.squad'] }, ...charter,
  },
  {
    id: 'pioneers.brigade.term', value: 12, unit: '个月', comparator: '=', base: '队委会任期', force: 'must',
    says: '大队、中队委员会每学期或每学年改选一次，本队按 {value} 个月计算',
    choices: [6, 12], scope: { line, kinds: ['pioneers.brigade', 'pioneers.company'] }, ...charter,
  },
  {
    id: 'pioneers.working-committee.term', value: 5, unit: '年', comparator: '=', base: '少工委任期', force: 'must',
    says: '少工委每届任期 {value} 年', scope: { line, kinds: ['pioneers.working-committee'] }, ...charter,
  },
  // Transfer of the membership relationship
  {
    id: 'pioneers.transfer.answer-days', value: 30, unit: '天', comparator: '<=', base: '转出后的天数', force: 'generally',
    says: '转出的队员，接收中队一般在 {value} 天内接收或退回，过期由共同的上级组织决定', scope: { line: 'pioneers' }, ...practice,
  },
] as const satisfies readonly Regulation[]
