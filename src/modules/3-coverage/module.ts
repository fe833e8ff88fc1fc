import type { Manifest } from '#kernel/manifest.ts'
import { permissions } from '#coverage/contract.ts'
import { isSpotCode } from '#coverage/codes.ts'
import { spotWords } from '#coverage/words.ts'

const spot = (code: unknown): string => (typeof code === 'string' && isSpotCode(code) ? spotWords[code] : '')

export const manifest: Manifest = {
  name: 'coverage',
  words: '组织覆盖',
  uses: ['organisations', 'people'],
  permissions: {
    [permissions.view]: '查看组织覆盖',
    [permissions.decide]: '登记不适用、办理安排',
    [permissions.export]: '导出空白点名单',
  },
  acts: {
    'coverage.set-aside': (p) => `“${String(p['unit'])}”${spot(p['code'])}登记为不适用，${String(p['reviewOn'])} 复查：${String(p['reason'])}`,
    'coverage.take-up': (p) => `“${String(p['unit'])}”${spot(p['code'])}恢复为待处理`,
    'coverage.plan': (p) => `“${String(p['unit'])}”${spot(p['code'])}安排在 ${String(p['targetOn'])} 前办完`,
  },
}
