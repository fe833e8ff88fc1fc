import type { Day } from '#base/day.ts'
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

export const sentenceOf = (rule: HoldingRegulation): string => rule.says.replaceAll('{value}', String(rule.value))

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

/** The text is known and the number of its article is not: said, or the reader looks for it in vain. */
function unnumbered(rule: HoldingRegulation): string {
  const told = isToBeChecked(rule) || /第[〇一二三四五六七八九十百]+条/.test(rule.article)
  return told ? '' : '条款待核：收集到的文本没有标明是第几条。'
}

function remarkOf(rule: HoldingRegulation): string {
  const national = rule.nationalValue
  const own = national === undefined ? '' : `本组织自定为 ${rule.value}${rule.unit}，原规定为 ${national}${rule.unit}。`
  const check = isToBeChecked(rule) ? `待核：此条来自${gradeWords[rule.grade]}，请对照正式文本核定。` : ''
  return own + check + unnumbered(rule) + (rule.note ?? '')
}
