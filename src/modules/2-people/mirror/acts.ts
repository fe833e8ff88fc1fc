import type { Manifest } from '#kernel/manifest.ts'
import { fieldList } from '#people/mirror/words.ts'

const list = (value: unknown): string => fieldList((value as string[] | undefined) ?? [])

/** What a history says of the acts of the mirror. */
export const mirrorActs: Manifest['acts'] = {
  'people.ask-correction': (p) => `${String(p['name'])}申请更正${list(p['fields'])}`,
  'people.withdraw-correction': (p) => `${String(p['name'])}撤回更正申请：${list(p['fields'])}`,
  'people.settle-correction': (p) => {
    const [accepted, declined] = [list(p['accepted']), list(p['declined'])]
    const parts = [accepted && `采纳${accepted}`, declined && `未采纳${declined}`].filter(Boolean)
    return `答复${String(p['name'])}的更正申请：${parts.join('，')}`
  },
  'people.print-sheets': (p) => `打印“${String(p['organisation'])}”本人信息核对表 ${String(p['sheets'])} 张`,
  'people.enter-sheet': (p) => {
    const changed = list(p['changed'])
    return `录入${String(p['name'])}签字的核对表 ${String(p['code'])}：${changed ? `更正${changed}` : '核对无误'}`
  },
  'people.copy-own': (p) => `${String(p['name'])}下载自己的全部资料`,
}
