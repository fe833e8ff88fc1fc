import type { Manifest } from '#kernel/manifest.ts'
import { permissions } from '#organisations/contract.ts'
import { isKind, kinds } from '#organisations/kinds.ts'

const kindWords = (code: unknown) => (typeof code === 'string' && isKind(code) ? kinds[code].words : '')
const linkWords = (payload: Record<string, unknown>) => (payload['kind'] === 'leads' || payload['linkKind'] === 'leads' ? '带（领导）' : '业务指导')

const paper = (payload: Record<string, unknown>) => (payload['approval'] ? `（批复：${String(payload['approval'])}）` : '')

export const manifest: Manifest = {
  name: 'organisations',
  words: '组织',
  uses: [],
  permissions: {
    [permissions.view]: '查看组织',
    [permissions.found]: '成立组织',
    [permissions.change]: '更名、改隶属、登记所在单位和行政区划',
    [permissions.dissolve]: '合并、撤销组织',
    [permissions.link]: '登记带与业务指导关系',
    [permissions.terms]: '登记换届',
    [permissions.units]: '登记单位',
    [permissions.export]: '导出组织名册',
  },
  acts: {
    'organisations.open-realm': (p) => `开始使用，建立“${String(p['name'])}”`,
    'organisations.found': (p) => `成立${kindWords(p['kind'])}“${String(p['name'])}”`,
    'organisations.rename': (p) => `由“${String(p['before'])}”更名为“${String(p['name'])}”`,
    'organisations.move': (p) => `隶属由“${String(p['before'] ?? '（无）')}”改为“${String(p['after'])}”${paper(p)}`,
    'organisations.merge': (p) => `“${String(p['name'])}”并入“${String(p['into'])}”${paper(p)}`,
    'organisations.dissolve': (p) => `撤销“${String(p['name'])}”：${String(p['reason'])}${paper(p)}`,
    'organisations.add-link': (p) => `登记“${String(p['fromName'])}”对“${String(p['toName'])}”的${linkWords(p)}`,
    'organisations.end-link': (p) => `结束“${String(p['fromName'])}”对“${String(p['toName'])}”的${linkWords(p)}`,
    'organisations.begin-term': (p) => `登记换届，下次换届日期 ${String(p['dueOn'])}`,
    'organisations.register-unit': (p) => `登记单位“${String(p['name'])}”`,
    'organisations.change-unit': (p) => `更改单位“${String(p['name'])}”的情况`,
    'organisations.place-in-unit': () => '登记所在单位',
    'organisations.set-region': (p) => (p['region'] ? `登记行政区划代码 ${String(p['region'])}` : '不再有自己的行政区划代码，随上级'),
  },
}
