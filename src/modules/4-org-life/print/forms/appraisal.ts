import { blank, orBlank, type Paper, type Run } from '#base/paper/blocks.ts'
import type { AppraisalView, AppraisedView } from '#org-life/contract/private.ts'
import { grades } from '#org-life/kinds.ts'
import { addressOf, dateRoom } from '#org-life/print/forms/record.ts'
import { paperCode } from '#org-life/print/rules.ts'
import { words } from '#org-life/print/words.ts'
import { gradeWords, registrationWords } from '#org-life/words/private.ts'

export interface Nominal {
  name: string
  statusWords: string
  graded: boolean
}

const votesOf = (row: AppraisedView): Run[][] => {
  const counted = grades.some((grade) => row[grade] > 0)
  return grades.map((grade) => (counted ? [String(row[grade])] : []))
}

const gradeOf = ({ graded, grade }: AppraisedView): Run[] => (graded ? (grade ? [gradeWords[grade]] : []) : [words.ungraded])

/** 评议汇总表: votes and grades as registered; before that, the same sheet with the names of those who take part. */
export function appraisalPaper(view: AppraisalView, members: readonly Nominal[], origin: string): Paper {
  const { organisation, year, line, appraisal: held, ceiling } = view
  const league = line === 'league'
  const code = paperCode('appraisal', organisation.id, String(year))
  const title = words.appraisal(line)
  const known: Run[][][] = held
    ? held.rows.map((row) => [
      [row.person.name], [row.statusWords], ...votesOf(row), gradeOf(row), row.registration ? [registrationWords[row.registration]] : [],
      row.remark ? [row.remark] : [],
    ])
    : members.map((one) => [[one.name], [one.statusWords], ...grades.map((): Run[] => []), one.graded ? [] : [words.ungraded], [], []])
  const registration = 2 + grades.length + 1
  const rows = known.map((row, at): Run[][] => [[`${at + 1}`], ...(league ? row : row.toSpliced(registration, 1))])
  return {
    name: words.file(title, organisation.name, `${year}`),
    code,
    foot: organisation.name,
    blocks: [
      { kind: 'code', code, address: addressOf(origin, code), words: words.codeOfBook },
      { kind: 'title', text: title, under: `${organisation.name}　${words.ofYear(year)}` },
      {
        kind: 'meta',
        rows: [
          [
            { label: words.appraisedOn, value: held ? [held.heldOn] : dateRoom() },
            { label: words.finishedOn, value: held?.finishedOn ? [held.finishedOn] : blank(6) },
          ],
          [
            { label: words.expected, value: [words.count(held?.expected ?? view.expected)] },
            { label: words.ballots, value: held ? [words.sheets(held.ballots)] : blank(4) },
          ],
        ],
      },
      {
        kind: 'table', words: title, tall: false, rows,
        columns: [
          { words: words.number, width: 3 }, { words: words.name, width: 5 }, { words: words.status, width: 5 },
          ...grades.map((grade) => ({ words: gradeWords[grade], width: 5 })), { words: words.grade, width: 5 },
          ...(league ? [{ words: words.registration, width: 5 }] : []), { words: words.remark, width: 5 },
        ],
      },
      ...(ceiling ? [{ kind: 'note' as const, text: ceiling.why.sentence }] : []),
      { kind: 'note', text: words.appraisalKept },
      { kind: 'signs', signs: [{ role: words.secretarySigns, value: orBlank(null, 8), on: [words.date, ...dateRoom()] }] },
    ],
  }
}
