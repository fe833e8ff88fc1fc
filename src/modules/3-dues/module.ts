import type { Manifest } from '#kernel/manifest.ts'
import { isDuesLine, type ArrangementKind, type PayerKind } from '#dues/codes.ts'
import { permissions } from '#dues/contract.ts'
import { monthly, publicity, remitting } from '#dues/duty.ts'
import type { StepKind } from '#dues/contract/arrears.ts'
import type { VoucherKind } from '#dues/money.ts'
import { monthWords } from '#dues/rules/months.ts'
import { arrangementWords, lineWords, payerWords } from '#dues/words.ts'
import { stepWords } from '#dues/words/arrears.ts'
import { voucherWords } from '#dues/words/money.ts'

type Payload = Record<string, unknown>
// No sums in any sentence: a history is read by more people than may know what somebody earns.
const line = (p: Payload): string => (isDuesLine(String(p['line'])) ? lineWords[p['line'] as 'party'] : '党费')
const kind = (p: Payload): string => voucherWords[p['kind'] as VoucherKind]
const months = (p: Payload): string => (p['months'] as string[]).map(monthWords).join('、')

export const manifest: Manifest = {
  name: 'dues',
  words: '党费、团费、会费',
  uses: ['organisations', 'people'],
  permissions: {
    [permissions.view]: '查看下级收缴情况（只到支部）',
    [permissions.amounts]: '查看个人应交和交纳的金额',
    [permissions.collect]: '核定、收缴党费（团费、会费）',
    [permissions.answer]: '登记对少交、免交的批准',
    [permissions.books]: '查看管账户的组织的账',
    [permissions.draw]: '制单和办理（会计、出纳互相办理）',
    [permissions.reconcile]: '银行对账（会计）',
    [permissions.publish]: '公布收缴和使用情况',
  },
  obligations: [monthly, remitting, publicity],
  acts: {
    'dues.assess': (p) => `核定“${String(p['name'])}”从${monthWords(String(p['from']))}起怎样交纳${line(p)}：${payerWords[p['payer'] as PayerKind]}`,
    'dues.collect': (p) => `收到“${String(p['name'])}”${months(p) || '自愿多交'}的${line(p)}，收据第 ${String(p['number'])} 号`,
    'dues.correct': (p) => `冲销“${String(p['name'])}”的${line(p)}收据第 ${String(p['of'])} 号：${String(p['reason'])}`,
    'dues.close': (p) => `“${String(p['name'])}”${monthWords(String(p['month']))}结账${Number(p['unpaid']) > 0 ? `，${String(p['unpaid'])} 人未交` : ''}`,
    'dues.reopen': (p) => `重新打开“${String(p['name'])}”${monthWords(String(p['month']))}的账：${String(p['reason'])}`,
    'dues.confirm-statement': (p) => `按对账单登记“${String(p['name'])}”收到的${line(p)} ${String(p['n'])} 笔`,
    'dues.arrange': (p) => `登记“${String(p['name'])}”的${line(p)}${arrangementWords[p['kind'] as ArrangementKind]}${p['asked'] ? '，报上级批准' : ''}`,
    'dues.answer': (p) => `${p['agreed'] ? '同意' : '不同意'}一件${line(p)}少交或免交${p['document'] ? `（${String(p['document'])}）` : ''}`,
    'dues.draw': (p) => `制单：${kind(p)}（${String(p['name'])}）`,
    'dues.confirm': (p) => `办理并记账：${kind(p)}，凭证第 ${String(p['number'])} 号（${String(p['name'])}）`,
    'dues.drop': (p) => `退回一张单：${kind(p)}（${String(p['reason'])}）`,
    'dues.reconcile': (p) => `“${String(p['name'])}”银行账对到 ${String(p['on'])}`,
    'dues.publish': (p) => `“${String(p['name'])}”公布 ${String(p['year'])} 年${line(p)}收缴使用情况：${String(p['way'])}`,
    'dues.step': (p) => `登记“${String(p['name'])}”未交${line(p)}的处理：${stepWords[p['kind'] as StepKind]}`,
  },
}
