import { addDays, addMonths, type Day } from '#base/day.ts'
import { allow, refuse, type Decision } from '#base/decision.ts'

/** What a code leads back to: a meeting's record, the handbook, the facts of an account, the table of an appraisal. */
export const paperKinds = { M: 'meeting', B: 'book', F: 'facts', A: 'appraisal' } as const
export type PaperKind = (typeof paperKinds)[keyof typeof paperKinds]
const letterOf = (kind: PaperKind): string => Object.entries(paperKinds).find(([, one]) => one === kind)![0]

/** No look-alikes: neither 0 and O nor 1 and I. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const dataSigns = 10

const numberOf = (sign: string): number => (signs.includes(sign) ? signs.indexOf(sign) : sign === '0' ? 8 : 9)
/** Odd weights have an inverse modulo 32, so that no single misread sign goes unnoticed. */
const checkOf = (plain: string): string => signs[[...plain].reduce((sum, sign, at) => sum + numberOf(sign) * (2 * at + 3), 0) % 32]!

/** The last twelve hex digits of a public id, which are random, as ten signs. */
function signsOf(tail: string): string {
  const value = BigInt(`0x${tail}`)
  return Array.from({ length: dataSigns }, (_, at) => signs[Number((value >> BigInt(5 * (dataSigns - 1 - at))) & 31n)]).join('')
}

const tailFrom = (data: string): string => [...data].reduce((value, sign) => value * 32n + BigInt(signs.indexOf(sign)), 0n).toString(16).padStart(12, '0')

/** The code of a paper: made of the thing's own id, so that every print of it carries the same one and none is stored. */
export function paperCode(kind: PaperKind, publicId: string, period = ''): string {
  const head = `${letterOf(kind)}${period}`
  const data = signsOf(publicId.slice(-12))
  return [head, data.slice(0, 4), data.slice(4, 8), data.slice(8) + checkOf(head + data)].join('-')
}

export interface PaperCode {
  kind: PaperKind
  /** the last twelve hex digits of the public id */
  tail: string
  period: string
}

const shape = new RegExp(`^([MBFA])(\\d{4}(?:Q[1-4]|0[1-9]|1[0-2])?)?([${signs}]{${dataSigns}})([${signs}])$`)

/** As it was typed or scanned, with spaces, small letters, full width, or as the whole address. */
export function readPaperCode(typed: string): Decision<PaperCode, 'org-life.code-misread'> {
  const last = typed.normalize('NFKC').trim().split('/').at(-1)!
  const plain = last.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const [, letter, period = '', data, check] = shape.exec(plain) ?? []
  if (!letter || !data || (letter === 'M') !== (period === '')) return refuse('org-life.code-misread')
  if (check !== checkOf(letter + period + data)) return refuse('org-life.code-misread')
  const tail = tailFrom(data)
  return tail.length === 12 ? allow({ kind: paperKinds[letter as keyof typeof paperKinds], tail, period }) : refuse('org-life.code-misread')
}

/** `2026`, `2026Q3`, `202611`: a year, a quarter, a month. */
export const periodShape = /^\d{4}(Q[1-4]|0[1-9]|1[0-2])?$/

export function rangeOf(period: string): { from: Day; to: Day } {
  const year = period.slice(0, 4)
  const rest = period.slice(4)
  if (rest === '') return { from: `${year}-01-01`, to: addMonths(`${year}-01-01`, 12) }
  const from = rest.startsWith('Q') ? `${year}-${String(Number(rest[1]) * 3 - 2).padStart(2, '0')}-01` : `${year}-${rest}-01`
  return { from, to: addMonths(from, rest.startsWith('Q') ? 3 : 1) }
}

export function periodWords(period: string): string {
  const [year, rest] = [period.slice(0, 4), period.slice(4)]
  if (rest === '') return `${year} 年`
  return rest.startsWith('Q') ? `${year} 年第 ${rest[1]} 季度` : `${year} 年 ${Number(rest)} 月`
}

export const monthsOf = ({ from, to }: { from: Day; to: Day }): string[] => {
  const months: string[] = []
  for (let day = from; day < to; day = addMonths(day, 1)) months.push(day.slice(0, 7))
  return months
}

/** The day a book speaks of people and posts: its last one, or today while it runs. */
export const dayOf = ({ to }: { from: Day; to: Day }, today: Day): Day => (to > today ? today : addDays(to, -1))

/** Paper is entered after the meeting, and only once: what is under way or signed has its record. */
export function mayEnter(state: string): Decision<true, 'org-life.entered-already'> {
  return state === 'planned' || state === 'noticed' ? allow(true) : refuse('org-life.entered-already')
}
