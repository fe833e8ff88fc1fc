import { unknownStart, type Regulation } from '#regulations/rules.ts'

export const privacyRules = [
  {
    id: 'privacy.correction.answer-days', value: 30, unit: '天', comparator: '<=', base: '从提出到答复的天数', force: 'generally',
    says: '本人要求更正个人信息的，{value} 天内答复', article: 'GB/T 35273-2020《信息安全技术 个人信息安全规范》', source: 'M', grade: 'M',
    from: unknownStart, scope: {}, note: '个人信息保护法第四十六条要求及时核实、更正，没有写天数；本单位可以定得更短。',
  },
  {
    id: 'privacy.unmask.reason-words', value: 4, unit: '个', comparator: '>=', base: '查看打码内容所写事由的字数', force: 'generally',
    says: '查看打码内容要写明具体事由，至少 {value} 个字', article: '工作惯例，正式文本未见', source: 'M', grade: 'M', from: unknownStart, scope: {},
    note: '个人信息保护法第六条要求目的明确、合理；字数是为了事由写得具体，本单位可以改。',
  },
] as const satisfies readonly Regulation[]
