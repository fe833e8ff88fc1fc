import type { Day } from '#base/day.ts'
import type { RefusalWords } from '#kernel/manifest.ts'
import { isToBeChecked, unknownStart, type Grade, type HoldingRegulation } from '#regulations/rules.ts'

/** The answer to 为什么？ on every screen that shows a date or a limit. */
export interface Why {
  sentence: string
  article: string
  grade: Grade
  /** null when no source gives the first day */
  from: Day | null
  /** first day on which it no longer holds */
  to: Day | null
  /** 待核: a person who knows the field must still re-read the official text */
  toBeChecked: boolean
}

export function why(rule: HoldingRegulation): Why {
  return {
    sentence: `${sentenceOf(rule)}。依据：${rule.article}${datesOf(rule)}。${remarkOf(rule)}`,
    article: rule.article,
    grade: rule.grade,
    from: rule.from === unknownStart ? null : rule.from,
    to: rule.to ?? null,
    toBeChecked: isToBeChecked(rule),
  }
}

export const sentenceOf = (rule: HoldingRegulation): string => rule.says.replaceAll('{value}', rule.share ? shareWords(rule.share) : String(rule.value))

const digits = '零一二三四五六七八九十'

/** 半数, 三分之二, 百分之三十 */
function shareWords([part, of]: readonly [number, number]): string {
  if (part === 1 && of === 2) return '半数'
  if (of === 1000) return `${part / 10}%`
  return of === 100 ? `${part}%` : `${digits[of]}分之${digits[part]}`
}

export const gradeWords: Record<Grade, string> = {
  A: '官方来源', B: '规定原文的转载', C: '个别单位的做法', D: '一般网页', M: '工作经验',
}

function datesOf(rule: HoldingRegulation): string {
  const start = rule.from === unknownStart ? '' : `${dayWords(rule.from, rule.dated)}起`
  const end = rule.to ? `${dayWords(rule.to)}前` : ''
  return start || end ? `（${[start, end].filter(Boolean).join('，')}）` : ''
}

/** A day as the sources know it: 2018年10月 when only the month is known. */
function dayWords(day: Day, known?: 'month' | 'year'): string {
  const [year, month, date] = day.split('-').map(Number)
  if (known === 'year') return `${year}年`
  return known === 'month' ? `${year}年${month}月` : `${year}年${month}月${date}日`
}

function setWords(rule: HoldingRegulation, { organisation, document, from }: NonNullable<HoldingRegulation['set']>): string {
  const differs = rule.nationalValue !== undefined && rule.nationalValue !== rule.value
  const what = differs ? `定为 ${rule.value}${rule.unit}（原规定 ${rule.nationalValue}${rule.unit}）` : '核对无误'
  return `“${organisation}”依据${document}${what}，${dayWords(from)}起。`
}

/** The text is known and the number of its article is not: said, or the reader looks for it in vain. */
function unnumbered(rule: HoldingRegulation): string {
  const told = isToBeChecked(rule) || /第[〇一二三四五六七八九十百]+条/.test(rule.article)
  return told ? '' : '条款待核：收集到的文本没有标明是第几条。'
}

function remarkOf(rule: HoldingRegulation): string {
  const national = rule.nationalValue
  const own = rule.set ? setWords(rule, rule.set) : national === undefined ? '' : `本组织自定为 ${rule.value}${rule.unit}，原规定为 ${national}${rule.unit}。`
  const check = isToBeChecked(rule) ? `待核：此条来自${gradeWords[rule.grade]}，请对照正式文本核定。` : ''
  return own + check + unnumbered(rule) + (rule.note ?? '')
}

export const refusalWords: RefusalWords = {
  'regulations.rule-unknown': () => '这一天没有这条规定，请从规章页面选一条现行的。',
  'regulations.setting-past': () => '自定的数值只能从今天或以后起算：已经办完的事仍按当时的规定。请改日期。',
  'regulations.share-fixed': () => '比例由规定写死，不能自定数值；可以只登记“已核对”。',
  'regulations.laxer': ({ rule }) => `只能定得比上面更严：${String(rule)}。请改数值；要放宽，须由作出规定的一级办理。`,
  'regulations.not-a-choice': ({ choices }) => `规定只允许选 ${String(choices)}，请改数值。`,
  'regulations.no-setting': () => '本组织没有自定这一条，请刷新后再看。',
}

export const permissionWords: Record<string, string> = { 'regulations.set': '自定规定的数值、登记已核对' }

export const acts = {
  'regulations.set': (p: Record<string, unknown>) =>
    `“${String(p['organisationName'])}”${p['value'] === null ? '核对' : `自定为 ${String(p['value'])}`}：${String(p['words'])}（${String(p['document'])}，${String(p['from'])} 起）`,
  'regulations.end-setting': (p: Record<string, unknown>) => `“${String(p['organisationName'])}”自 ${String(p['on'])} 起不再自定：${String(p['words'])}`,
}
