import type { Command } from '#app/cli/command.ts'
import { settingsFrom, settingWords } from '#app/server/settings.ts'

export const settingsCommand: Command = {
  names: ['设置', 'settings'],
  usage: '',
  words: '列出现在生效的设置，不显示密码',
  takes: [0, 0],
  async run({ say }) {
    const settings: Record<string, unknown> = settingsFrom(process.env)
    for (const { name, words } of settingWords) say(`${name}=${isSecret(name) && settings[name] ? '***' : shown(settings[name])}　${words}`)
    say(`数据文件夹：${String(settings['dataDir'])}`)
  },
}

const isSecret = (name: string) => /_(SECRET|PASSWORD)$/.test(name)

function shown(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? '（没有设）' : String(value)
  if (!URL.canParse(value)) return value
  const url = new URL(value)
  if (url.password) url.password = '***'
  return url.password ? url.href : value
}
