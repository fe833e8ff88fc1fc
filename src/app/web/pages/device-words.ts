const systems: [RegExp, string][] = [
  [/HarmonyOS|OpenHarmony/, '鸿蒙设备'],
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, '苹果手机或平板'],
  [/Android/, '安卓手机或平板'],
  [/Mac OS/, '苹果电脑'],
  [/Linux/, 'Linux 电脑'],
]
const browsers: [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome 类浏览器'],
  [/Safari\//, 'Safari'],
]
const first = (table: [RegExp, string][], agent: string, otherwise: string) =>
  table.find(([pattern]) => pattern.test(agent))?.[1] ?? otherwise

/** A browser's long name of itself, in words a person knows: Windows，Edge. */
export const deviceOf = (agent: string): string => `${first(systems, agent, '其他设备')}，${first(browsers, agent, '浏览器')}`
