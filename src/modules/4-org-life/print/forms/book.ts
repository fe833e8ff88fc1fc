import { heading, orBlank, text, type Block, type Paper, type Run } from '#base/paper/blocks.ts'
import type { MeetingRow } from '#org-life/contract.ts'
import { addressOf, bodyOf, codeOf, type Recorded } from '#org-life/print/forms/record.ts'
import { monthsOf, paperCode, periodWords, rangeOf } from '#org-life/print/rules.ts'
import { words } from '#org-life/print/words.ts'

export interface Owed {
  duty: string
  /** the obligation's own id, which never changes */
  id: string
  period: string
  times: number
  done: string[]
  state: 'not-due' | 'due' | 'met' | 'met-late' | 'missed' | 'waived'
  stateWords: string
}

export interface BookOf {
  organisation: { id: string; name: string; line: string; foundedOn: string; superior: string | null }
  numbers: { members: number; voting: number }
  posts: { words: string; name: string }[]
  /** null: the post acted as may not see the roster */
  members: { name: string; sex: string | null; born: string | null; joinedOn: string | null; statusWords: string; phoneMask: string | null }[] | null
  owed: Owed[]
  rows: MeetingRow[]
  meetings: Recorded[]
  talks: number
  period: string
  /** the day that people and posts are shown of */
  on: string
  today: string
}

type Column = [words: string, width: number]

export const tableOf = (title: string, columns: Column[], rows: Run[][][]): Block => ({
  kind: 'table', words: title, tall: false, rows, columns: columns.map(([name, width]) => ({ words: name, width })),
})
const cell = (value: string | number | null): Run[] => (value === null || value === '' ? [] : [String(value)])

export const aboutOf = ({ organisation, numbers }: Pick<BookOf, 'organisation' | 'numbers'>): Block => ({
  kind: 'meta',
  rows: [
    [{ label: words.fullName, value: [organisation.name] }],
    [{ label: words.superior, value: orBlank(organisation.superior, 20) }],
    [{ label: words.founded, value: [organisation.foundedOn] }, { label: words.memberCount, value: [words.people(numbers.members, numbers.voting)] }],
  ],
})

const postsOf = ({ posts }: BookOf): Block[] =>
  (posts.length === 0
    ? [text(words.nothingRecorded)]
    : [tableOf(words.posts, [[words.postsHeld, 2], [words.name, 2], [words.remark, 3]], posts.map((one) => [[one.words], [one.name], []]))])

function membersOf({ members }: BookOf): Block[] {
  if (!members) return [{ kind: 'note', text: words.membersHidden }]
  const columns: Column[] = [[words.number, 2], [words.name, 3], [words.sex, 2], [words.born, 3], [words.status, 3], [words.joined, 4], [words.phone, 4]]
  const rows = members.map((one, at) =>
    [`${at + 1}`, one.name, one.sex, one.born?.slice(0, 7) ?? null, one.statusWords, one.joinedOn, one.phoneMask].map(cell))
  return [tableOf(words.members, columns, rows)]
}

const planOf = ({ owed }: BookOf): Block[] => {
  if (owed.length === 0) return [text(words.nothingOwed)]
  const columns: Column[] = [[words.period, 5], [words.duty, 5], [words.times, 3], [words.done, 3], [words.state, 3], [words.days, 6]]
  return [tableOf(words.plan, columns, owed.map((one) =>
    [one.period, one.duty, one.times, one.done.length, one.stateWords, one.done.join('、')].map(cell)))]
}

function byMonth({ rows, period }: BookOf): Block[] {
  const lines = monthsOf(rangeOf(period)).flatMap((month) => {
    const held = rows.filter(({ on }) => on.startsWith(month))
    if (held.length === 0) return [[month, words.nothingMonth, null, null, null]]
    return held.map((one) => [
      one.on, one.words, one.topic, one.held ? words.attended(one.expected, one.present) : null, one.late ? `${one.stateWords}（补录）` : one.stateWords,
    ])
  })
  const columns: Column[] = [[words.month, 4], [words.what, 5], [words.topic, 6], [words.attendance, 3], [words.recordState, 4]]
  return [tableOf(words.months, columns, lines.map((line) => line.map(cell)))]
}

const recordsOf = ({ meetings }: BookOf, origin: string): Block[] =>
  (meetings.length === 0 ? [text(words.nothingRecorded)] : meetings.flatMap((view): Block[] => [
    heading(`${view.on}　${view.words}${view.group ? `　${view.group.name}` : ''}`, 2),
    { kind: 'code', code: codeOf(view), address: addressOf(origin, codeOf(view)), words: words.codeOfRecord },
    ...bodyOf(view),
  ]))

function talksOf({ talks, owed }: BookOf): Block[] {
  const counted = owed.filter(({ id }) => id === 'org-life.talks').map((one) => text(words.talksPeriod(one.period, one.done.length, one.times)))
  return [text(words.talksCounted(talks)), ...counted, { kind: 'note', text: words.talksPrivate }]
}

const duesOf = ({ period }: BookOf): Block[] => [
  tableOf(words.dues, [[words.duesMonth, 2], [words.duesOwed, 2], [words.duesTaken, 2], [words.duesBy, 2], [words.remark, 3]],
    monthsOf(rangeOf(period)).map((month) => [month, null, null, null, null].map(cell))),
  { kind: 'note', text: words.duesBlank },
]

interface Cover {
  origin: string
  code: string
  title: string
  note: string
}

/** A paper about an organisation and a span of time: cover, day of printing, numbered chapters. */
export function spanPaper({ organisation, period, today }: BookOf, { origin, code, title, note }: Cover, chapters: [string, Block[]][]): Paper {
  return {
    name: words.file(title, organisation.name, periodWords(period).replaceAll(' ', '')),
    code,
    foot: organisation.name,
    blocks: [
      { kind: 'code', code, address: addressOf(origin, code), words: words.codeOfBook },
      { kind: 'title', text: title, under: `${organisation.name}　${periodWords(period)}` },
      { kind: 'note', text: `${words.printed(today)}　${note}` },
      ...chapters.flatMap(([name, blocks], no) => [heading(words.chapter(no, name)), ...blocks]),
    ],
  }
}

/** 支部工作手册 of a month, a quarter or a year: a view of the records, blanks where there is none. */
export function bookPaper(book: BookOf, origin: string): Paper {
  const { organisation, period } = book
  const [code, title] = [paperCode('book', organisation.id, period), words.book(organisation.line)]
  const chapters: [string, Block[]][] = [
    [words.about, [aboutOf(book)]],
    [words.posts, postsOf(book)],
    [words.members, membersOf(book)],
    [words.plan, planOf(book)],
    [words.months, byMonth(book)],
    [words.records, [...recordsOf(book, origin), { kind: 'note', text: words.absence }]],
    [words.talks, talksOf(book)],
    [words.dues, duesOf(book)],
  ]
  return spanPaper(book, { origin, code, title, note: `${words.upTo(book.on)}　${words.blanks}` }, chapters)
}
