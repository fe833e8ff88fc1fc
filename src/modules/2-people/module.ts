import type { Manifest } from '#kernel/manifest.ts'
import type { Line } from '#organisations/kinds.ts'
import { permissions } from '#people/contract.ts'
import { mirrorActs } from '#people/mirror/acts.ts'
import { statusWords } from '#people/statuses.ts'
import { fieldWords } from '#people/words.ts'
import { transferActs, transferMachine } from '#people/words/transfers.ts'

type Payload = Record<string, unknown>
const status = (p: Payload, field: string) => statusWords(String(p['line']) as Line, String(p[field]))
const changed = (p: Payload) =>
  ((p['changed'] as (keyof typeof fieldWords)[] | undefined) ?? []).map((field) => fieldWords[field] ?? field).join('、')

export const manifest: Manifest = {
  name: 'people',
  words: '人员',
  uses: ['organisations'],
  permissions: {
    [permissions.view]: '查看人员（打码）',
    [permissions.register]: '登记和更正人员',
    [permissions.status]: '登记身份变化',
    [permissions.posts]: '登记任免职',
    [permissions.unmask]: '查看打码内容（留痕）',
    [permissions.merge]: '合并重复登记',
    [permissions.invite]: '打印账号凭条、看账号情况、停用账号',
    [permissions.import]: '导入名册',
    [permissions.export]: '导出名册',
    [permissions.transfer]: '办理组织关系转接',
    [permissions.float]: '登记外出流动',
  },
  states: [transferMachine],
  acts: {
    ...transferActs,
    ...mirrorActs,
    'people.register': (p) => `登记${String(p['name'])}，${status(p, 'status')}，在“${String(p['organisation'])}”`,
    'people.change': (p) => `更正${String(p['name'])}的${changed(p)}`,
    'people.join': (p) => `${String(p['name'])}加入“${String(p['organisation'])}”，${status(p, 'status')}`,
    'people.set-status': (p) => `${String(p['name'])}由${status(p, 'from')}变为${status(p, 'status')}`,
    'people.leave': (p) => `结束${String(p['name'])}在“${String(p['organisation'])}”的身份：${String(p['reason'])}`,
    'people.begin-post': (p) => `${String(p['name'])}任“${String(p['organisation'])}”${String(p['words'])}`,
    'people.end-post': (p) => `${String(p['name'])}卸任“${String(p['organisation'])}”${String(p['words'])}`,
    'people.unmask': (p) => `查看${String(p['name'])}的${String(p['field'])}：${String(p['reason'])}`,
    'people.merge': (p) => `合并${String(p['name'])}的重复登记：${String(p['reason'])}`,
    'people.invite': (p) =>
      `为${String(p['name'])}打印${p['purpose'] === 'reset' ? '重设密码' : '启用账号'}凭条${p['clears'] ? `，清除登录第二步：${String(p['reason'])}` : ''}`,
    'people.close-account': (p) => `停用${String(p['name'])}的账号 ${String(p['login'])}：${String(p['reason'])}`,
    'people.export': (p) => `导出“${String(p['organisation'])}”名册 ${String(p['rows'])} 人：${String(p['reason'] ?? '打码')}`,
    'exchange.commit': (p) => `导入《${String(p['file'])}》：新增 ${String(p['made'])} 人，更新 ${String(p['changed'])} 人`,
    'exchange.undo': (p) => `撤销导入《${String(p['file'])}》`,
  },
}
