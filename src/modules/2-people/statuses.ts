import type { Line } from '#organisations/kinds.ts'

export interface Status {
  words: string
  /** counts as a member of the organisation */
  member: boolean
  /** may vote and stand (正式党员, 团员, 会员) */
  voting: boolean
  /** the statuses that may follow it; an import may enter at any */
  next: readonly string[]
}

/** 身份: what a person is in a line. Women's bodies have no individual membership. */
export const statuses = {
  party: {
    applicant: { words: '入党申请人', member: false, voting: false, next: ['activist'] },
    activist: { words: '入党积极分子', member: false, voting: false, next: ['candidate', 'applicant'] },
    candidate: { words: '发展对象', member: false, voting: false, next: ['probationary', 'activist'] },
    probationary: { words: '预备党员', member: true, voting: false, next: ['full'] },
    full: { words: '正式党员', member: true, voting: true, next: ['suspended'] },
    // 停止党籍: lost contact; may be restored by decision
    suspended: { words: '停止党籍', member: false, voting: false, next: ['full'] },
  },
  league: {
    applicant: { words: '入团申请人', member: false, voting: false, next: ['activist'] },
    activist: { words: '入团积极分子', member: false, voting: false, next: ['candidate', 'applicant'] },
    candidate: { words: '团的发展对象', member: false, voting: false, next: ['member', 'activist'] },
    member: { words: '团员', member: true, voting: true, next: ['retained'] },
    // a party member under 28 keeps League membership
    retained: { words: '保留团籍', member: true, voting: true, next: ['member'] },
  },
  union: {
    member: { words: '工会会员', member: true, voting: true, next: ['retained'] },
    // retired or unemployed: keeps membership, pays no dues
    retained: { words: '保留会籍', member: true, voting: false, next: ['member'] },
  },
  pioneers: { member: { words: '少先队员', member: true, voting: true, next: [] } },
  women: {},
} as const satisfies Record<Line, Record<string, Status>>

export function statusOf(line: Line, status: string): Status | null {
  const known: Record<string, Status> = statuses[line]
  return Object.hasOwn(known, status) ? known[status]! : null
}

export const statusCodes = (line: Line): string[] => Object.keys(statuses[line])
export const statusWords = (line: Line, status: string): string => statusOf(line, status)?.words ?? status

/** Every status's words with its line and code, for reading sheets. */
export const statusesByWords: readonly { line: Line; status: string; words: string }[] = (Object.keys(statuses) as Line[]).flatMap((line) =>
  statusCodes(line).map((status) => ({ line, status, words: statusWords(line, status) })),
)
