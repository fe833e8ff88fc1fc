import { unknownStart, type Regulation } from '#regulations/rules.ts'

export const privacyRules = [
  {
    id: 'privacy.correction.answer-days', value: 30, unit: '天', comparator: '<=', base: '从提出到答复的天数', force: 'generally',
    says: '本人要求更正个人信息的，{value} 天内答复', article: 'GB/T 35273-2020《信息安全技术 个人信息安全规范》', source: 'M', grade: 'M',
    from: unknownStart, scope: {}, note: '个人信息保护法第四十六条要求及时核实、更正，没有写天数；本单位可以定得更短。',
  },
] as const satisfies readonly Regulation[]
