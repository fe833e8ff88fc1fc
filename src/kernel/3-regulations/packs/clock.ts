import { unknownStart, type Regulation } from '#regulations/rules.ts'

// How the clock itself behaves: no text says so, every organisation may set it.
const setting = { comparator: '<=', force: 'generally', article: '本系统的设置，没有规定', source: 'M', grade: 'M', from: unknownStart, scope: {} } as const

export const clockRules = [
  { id: 'clock.grace', value: 10, unit: '天', base: '期满后补办', says: '期满后 {value} 天内补办的，仍列为待办', ...setting },
  { id: 'clock.remind', value: 7, unit: '天', base: '期满前提醒', says: '期满前 {value} 天起提醒', ...setting },
] as const satisfies readonly Regulation[]
